import type { Document } from './document.ts';
import { mapOf, type Sections } from './sections.ts';

/** Other names of documents than their ids: a paper's arXiv id and DOI, and ids that documents had. */
export function createAliases(saved?: AliasesState) {
  // Of two papers with one name, which no corpus should have, the name leads to the one with the first id.
  const byName = saved?.byName ?? new Map<string, readonly string[]>();
  const became = saved?.became ?? new Map<string, string>();
  const follow = (id: string) => {
    let at = id;
    for (let next = became.get(at); next !== undefined; next = became.get(at)) at = next;
    return at;
  };
  return {
    add(document: Document): void {
      const { id } = document.item;
      became.delete(id);
      for (const name of namesOf(document)) byName.set(name, [...(byName.get(name) ?? []), id].sort());
    },
    /** Takes back an `add`. */
    remove(document: Document): void {
      for (const name of namesOf(document)) {
        const ids = (byName.get(name) ?? []).filter((id) => id !== document.item.id);
        if (ids.length === 0) byName.delete(name);
        else byName.set(name, ids);
      }
    },
    /** From now on `id` leads to `becameId`, until a document with `id` is added. */
    redirect(id: string, becameId: string): void {
      // Two ids that lead to each other would lead nowhere.
      if (follow(becameId) !== id) became.set(id, becameId);
    },
    /** The id of the document with this name, which may have been removed. */
    idOf: (name: string) => (became.has(name) ? follow(name) : byName.get(name)?.[0]),
    sections: (): Sections => ({
      numbers: {},
      values: {
        names: [...byName.keys()],
        idsOfNames: [...byName.values()],
        became: [...became],
      },
    }),
  };
}

interface AliasesState {
  readonly byName: Map<string, readonly string[]>;
  readonly became: Map<string, string>;
}

/** Reads the aliases of a saved index, giving way between pieces. */
export function* restoreAliases({ values }: Sections): Generator<void, AliasesState> {
  const ids = values['idsOfNames'] as readonly (readonly string[])[];
  return {
    byName: yield* mapOf(values['names'] as string[], (i) => ids[i] ?? []),
    became: new Map(values['became'] as [string, string][]),
  };
}

const namesOf = ({ kind, item }: Document): string[] =>
  kind === 'paper' ? [item.arxivId, item.doi].filter((name) => name !== undefined) : [];
