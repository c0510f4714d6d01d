import type { Note } from '../corpus/note.ts';
import type { Paper } from '../corpus/paper.ts';
import type { Hit } from '../ports/index.ts';
import type { Candidate, Collection } from './index/collection.ts';
import { holdsWord, type SearchWord } from './ranking/resolve-words.ts';
import { makeSnippet } from './snippet.ts';

/** A candidate as people see it. */
export function toHit<Item extends Paper | Note>(
  { slot, score, terms }: Candidate,
  words: readonly SearchWord[],
  collection: Collection,
  isAbout = true,
): Hit<Item> {
  const { item, body } = collection.document(slot);
  const held = words.filter((word) => holdsWord(terms, word));
  return {
    item: item as Item,
    score,
    isAbout,
    matched: [...new Set(held.map((word) => word.correctedTo ?? word.typed))],
    /** Made when it is read: many hits are not shown. */
    get snippet() {
      return makeSnippet(body, terms, 'abstract' in item ? item : undefined);
    },
  };
}
