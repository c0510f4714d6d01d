import type { Document } from './document.ts';
import { mapOf, type Sections } from './sections.ts';

/** Other names of documents than their ids: a paper's arXiv id, and ids that documents had. */
export function createAliases(saved?: AliasesState) {
  // Of two papers with one arXiv id, which no corpus should have, the name leads to the one with the first id.
  const byArxivId = saved?.byArxivId ?? new Map<string, readonly string[]>();
  const became = saved?.became ?? new Map<string, string>();
  const follow = (id: string) => {
    let at = id;
    for (let next = became.get(at); next !== undefined; next = became.get(at)) at = next;
    return at;
  };
  return {
    add({ kind, item }: Document): void {
      became.delete(item.id);
      if (kind !== 'paper' || item.arxivId === undefined) return;
      byArxivId.set(item.arxivId, [...(byArxivId.get(item.arxivId) ?? []), item.id].sort());
    },
    /** Takes back an `add`. */
    remove({ kind, item }: Document): void {
      if (kind !== 'paper' || item.arxivId === undefined) return;
      const ids = (byArxivId.get(item.arxivId) ?? []).filter((id) => id !== item.id);
      if (ids.length === 0) byArxivId.delete(item.arxivId);
      else byArxivId.set(item.arxivId, ids);
    },
    /** From now on `id` leads to `becameId`, until a document with `id` is added. */
    redirect(id: string, becameId: string): void {
      // Two ids that lead to each other would lead nowhere.
      if (follow(becameId) !== id) became.set(id, becameId);
    },
    /** The id of the document with this name, which may have been removed. */
    idOf: (name: string) => (became.has(name) ? follow(name) : byArxivId.get(name)?.[0]),
    sections: (): Sections => ({
      numbers: {},
      values: {
        arxivIds: [...byArxivId.keys()],
        idsOfArxivIds: [...byArxivId.values()],
        became: [...became],
      },
    }),
  };
}

interface AliasesState {
  readonly byArxivId: Map<string, readonly string[]>;
  readonly became: Map<string, string>;
}

export function* restoreAliases({ values }: Sections): Generator<void, AliasesState> {
  const ids = values['idsOfArxivIds'] as readonly (readonly string[])[];
  return {
    byArxivId: yield* mapOf(values['arxivIds'] as string[], (i) => ids[i] ?? []),
    became: new Map(values['became'] as [string, string][]),
  };
}
