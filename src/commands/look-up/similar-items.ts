import type { Note } from '../../corpus/note.ts';
import type { Paper } from '../../corpus/paper.ts';
import type { Hit, PaperIndex } from '../../ports/index.ts';

/** What is nearest to a paper or a note. Notes to which the author of a note links come before those that are like it. */
export async function similarItems(
  index: Pick<PaperIndex, 'similar' | 'note'>,
  item: Paper | Note,
  limit: { readonly papers: number; readonly notes: number },
): Promise<{ readonly papers: readonly Hit<Paper>[]; readonly notes: readonly Note[] }> {
  const { papers, notes: near } = await index.similar(item.id, limit);
  const ids = 'related' in item ? item.related : [];
  const linked = (await Promise.all(ids.map((id) => index.note(id)))).filter((note) => note !== undefined);
  const notes = [...new Map([...linked, ...near.map((hit) => hit.item)].map((note) => [note.id, note]))];
  return { papers, notes: notes.map(([, note]) => note).slice(0, limit.notes) };
}
