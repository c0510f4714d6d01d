import type { Paper } from '../../corpus/paper.ts';
import type { PaperStore } from '../../ports/store/papers.ts';
import type { Answer, OpenIndex } from '../command.ts';
import type { Services } from '../services.ts';
import { aboutPaper } from './paper.ts';

/** Ids have this form; other texts are titles or addresses. */
const idPattern = /^\w+$/;

/**
 * The papers with these ids, each once and in the given order. Read from the store, because after a start the index is
 * filled little by little. A paper that was merged into another is found under its old id too.
 */
export async function storedPapers(
  ids: readonly string[],
  store: Pick<PaperStore, 'arrivalOf'>,
): Promise<readonly Paper[]> {
  const arrivals = await Promise.all(ids.map((id) => store.arrivalOf(id)));
  return [...new Map(arrivals.flatMap((known) => (known ? [[known.paper.id, known.paper]] : []))).values()];
}

/** Like `aboutPaper`, but finds a paper by its id, as buttons name it, even when the index does not have it yet. */
export async function aboutStoredPaper(
  { store }: Pick<Services, 'store'>,
  openIndex: OpenIndex,
  text: string,
  say: (paper: Paper) => Promise<Answer>,
): Promise<Answer> {
  const [paper] = idPattern.test(text) ? await storedPapers([text], store) : [];
  return paper === undefined ? aboutPaper(await openIndex(), text, say) : say(paper);
}
