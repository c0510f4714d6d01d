import type { Paper } from '../../corpus/paper.ts';
import type { PaperStore } from '../../ports/store/papers.ts';
import type { Answer } from '../command.ts';
import type { Services } from '../services.ts';
import { aboutPaper } from './paper.ts';

/** Ids are one word each; anything else is a title, or an address. */
const idForm = /^\w+$/;

/**
 * Papers that the bot itself has named, by their ids, in the given order and each once, under whatever id it is known
 * now. The index may not have them yet: after a start, it is filled little by little.
 */
export async function storedPapers(
  ids: readonly string[],
  store: Pick<PaperStore, 'arrivalOf'>,
): Promise<readonly Paper[]> {
  const arrivals = await Promise.all(ids.map((id) => store.arrivalOf(id)));
  return [...new Map(arrivals.flatMap((known) => (known ? [[known.paper.id, known.paper]] : []))).values()];
}

/** As `aboutPaper`; a paper that is named by its id, as buttons do, is found even if the index does not have it yet. */
export async function aboutStoredPaper(
  { store, index }: Pick<Services, 'store' | 'index'>,
  text: string,
  say: (paper: Paper) => Promise<Answer>,
): Promise<Answer> {
  const [paper] = idForm.test(text) ? await storedPapers([text], store) : [];
  return paper === undefined ? aboutPaper(index, text, say) : say(paper);
}
