import type { Document } from './document.ts';

/** Other names of documents than their ids: a paper's arXiv id, and ids under which it was known. */
export interface Aliases {
  add(document: Document): void;
  /** Takes back an `add`. */
  remove(document: Document): void;
  /** From now on one id leads to another one, until a document of that id is added. */
  redirect(id: string, becameId: string): void;
  /** The id of the document that has this name; it need not be there any more. */
  idOf(name: string): string | undefined;
}

export function createAliases(): Aliases {
  // Of two papers with one arXiv id, which no corpus should hold, the one of the first id is meant.
  const byArxivId = new Map<string, readonly string[]>();
  const became = new Map<string, string>();
  const follow = (id: string) => {
    let at = id;
    for (let next = became.get(at); next !== undefined; next = became.get(at)) at = next;
    return at;
  };
  return {
    add({ kind, item }) {
      became.delete(item.id);
      if (kind !== 'paper' || item.arxivId === undefined) return;
      const ids = byArxivId.get(item.arxivId) ?? [];
      byArxivId.set(item.arxivId, ids.length === 0 ? [item.id] : [...ids, item.id].sort());
    },
    remove({ kind, item }) {
      if (kind !== 'paper' || item.arxivId === undefined) return;
      const ids = (byArxivId.get(item.arxivId) ?? []).filter((id) => id !== item.id);
      if (ids.length === 0) byArxivId.delete(item.arxivId);
      else byArxivId.set(item.arxivId, ids);
    },
    redirect(id, becameId) {
      // Two ids that lead to each other would lead nowhere.
      if (follow(becameId) !== id) became.set(id, becameId);
    },
    idOf: (name) => (became.has(name) ? follow(name) : byArxivId.get(name)?.[0]),
  };
}
