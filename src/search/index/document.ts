import type { Note } from '../../corpus/note.ts';
import type { Paper } from '../../corpus/paper.ts';

/** A paper or a note with the text that is indexed after its title. */
export type Document =
  | { readonly kind: 'paper'; readonly item: Paper; readonly body: string }
  | { readonly kind: 'note'; readonly item: Note; readonly body: string };

export const paperDocument = (item: Paper): Document => ({ kind: 'paper', item, body: item.abstract });
export const noteDocument = (item: Note): Document => ({ kind: 'note', item, body: item.description });
