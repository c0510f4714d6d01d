import { button, buttons, entries, hint, link, primary, text } from '../../cards/builders.ts';
import { plural } from '../../cards/text.ts';
import { doiUrl } from '../../corpus/describe-paper.ts';
import type { Paper } from '../../corpus/paper.ts';
import { StoreError } from '../../errors.ts';
import type { GetPaper } from '../../intake/get-paper.ts';
import type { PaperIndex } from '../../ports/index.ts';
import type { PaperStore } from '../../ports/store/papers.ts';
import { settlesWithin } from '../../time/deadline.ts';
import { type Answer, answer, type OpenIndex, subject } from '../command.ts';
import { paperEntries, paperEntry } from './entries.ts';
import { type Found, findPaper, type MissingId } from './find-paper.ts';

/** The option by which a person names a paper: what {@link findPaper} reads. */
export const paperOption = subject(
  'paper',
  'a title or some of its words, an arXiv id, a DOI, an address, a reference',
);

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

/** The papers of a text that is nothing but several of their ids, as `save 1 and 3` is read; none for other texts. */
export async function papersOfIds(
  text: string,
  store: Pick<PaperStore, 'arrivalOf'>,
): Promise<readonly Paper[]> {
  const ids = text.trim().split(/\s+/);
  if (ids.length < 2 || !ids.every((id) => idPattern.test(id))) return [];
  const papers = await storedPapers(ids, store);
  return papers.length === new Set(ids).size ? papers : [];
}

/** A command that changes something about a paper, with its other options: for buttons that choose the paper. */
interface Choosing {
  readonly command: string;
  readonly options?: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs `say` for the paper that a text names, by its id (as buttons do) even when the index does not have it yet. When
 * no paper has such a name, the answer offers the nearest ones.
 * @param choosing for a command that changes something: where several papers may be meant, it asks which one
 */
export async function aboutPaper(
  text: string,
  services: { readonly store: Pick<PaperStore, 'arrivalOf'>; readonly getPaper?: GetPaper },
  openIndex: OpenIndex,
  say: (paper: Paper) => Promise<Answer>,
  choosing?: Choosing,
): Promise<Answer> {
  const [stored] = idPattern.test(text) ? await storedPapers([text], services.store) : [];
  if (stored !== undefined) return say(stored);
  const found = await findOrGet(await openIndex(), text, async () => services);
  if (found.item === undefined) return noPaperAnswer(text, found);
  return choosing === undefined || found.isSure
    ? say(found.item)
    : whichAnswer(text, [found.item, ...found.others], choosing);
}

/** As `findPaper`; a paper of arXiv that is not here is asked for, once, and is here from then on. */
export async function findOrGet(
  index: PaperIndex,
  text: string,
  open: () => Promise<{ readonly getPaper?: GetPaper }>,
): Promise<Found<Paper>> {
  const found = await findPaper(index, text);
  const { missing } = found;
  if (missing?.kind !== 'arxiv') return found;
  const { getPaper } = await open().catch(unlessClosed);
  if (getPaper === undefined) return found;
  const asking = getPaper(missing.id);
  const got = (await settlesWithin(askingMs, asking)) ? await asking : ({ kind: 'failed' } as const);
  if (got.kind === 'paper') return { item: got.paper, isSure: true, others: [] };
  return got.kind === 'nobody' ? found : { ...found, missing: { ...missing, asked: got.kind } };
}

/** Without a store nothing can be taken in, and the answer is the same as where nobody may be asked. */
function unlessClosed(error: unknown): { readonly getPaper?: undefined } {
  if (error instanceof StoreError) return {};
  throw error;
}

/** Milliseconds that an answer waits for a paper that was asked for. It is taken in also when it comes later. */
const askingMs = 8_000;

function whichAnswer(wanted: string, papers: readonly Paper[], { command, options }: Choosing): Answer {
  const message = papers.length > 1 ? 'Which one do you mean?' : 'Is this the one?';
  return answer({
    title: message,
    summary: `${message} ${papers.map(({ title }) => title).join('; ')}`.slice(0, 300),
    blocks: [
      text(`${plural(papers.length, 'paper')} may be “${shorten(wanted)}”, so nothing is changed yet.`),
      entries(
        papers.map((paper) => ({
          ...paperEntry(paper),
          buttons: [button('This one', command, { paper: paper.id, ...options })],
        })),
      ),
    ],
    papers,
  });
}

/** What a person typed, for a sentence. */
const shorten = (typed: string): string => (typed.length > 100 ? `${typed.slice(0, 99)}…` : typed);

/** Says that no paper has such a name or id, and offers the nearest ones. */
export function noPaperAnswer(wanted: string, { others, missing }: Found<Paper>): Answer {
  return missing === undefined ? nearestAnswer(wanted, others) : missingAnswer(missing);
}

function missingAnswer({ kind, id, asked }: MissingId): Answer {
  const [label, url] =
    kind === 'arxiv' ? [`arXiv ${id}`, `https://arxiv.org/abs/${id}`] : [`DOI ${id}`, doiUrl(id)];
  const message = asked === 'unknown' ? `arXiv has no paper ${id}.` : `I don’t have ${label} yet.`;
  return answer({
    title: 'Not here yet',
    summary: message,
    tone: 'empty',
    blocks: [
      asked === 'unknown' ? text(message) : text('I don’t have ', link(label, url), ' yet.'),
      asked === 'unknown' && hint('Check the number: it may have a digit too many or too few.'),
      asked === 'failed' && [
        text('I can’t reach arXiv right now.'),
        buttons(primary(button('Get it from arXiv', 'paper', { paper: id }))),
      ],
    ],
  });
}

function nearestAnswer(wanted: string, nearest: readonly Paper[]): Answer {
  const message = `No paper here is called “${shorten(wanted)}”.`;
  return answer({
    title: 'No such title',
    summary: message,
    tone: 'empty',
    blocks: [
      text(message),
      nearest.length === 0
        ? hint('Try fewer words of the title, or search.')
        : [text('These come closest:'), paperEntries(nearest)],
    ],
    papers: nearest,
  });
}
