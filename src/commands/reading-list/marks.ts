import { button, buttons, type Content, entries, hint, line, strong, text } from '../../cards/builders.ts';
import { plural } from '../../cards/text.ts';
import type { Paper } from '../../corpus/paper.ts';
import type { Mark } from '../../ports/store/papers.ts';
import {
  type Answer,
  answer,
  type Caller,
  defineCommand,
  emptyAnswer,
  listStart,
  shortAnswer,
} from '../command.ts';
import { listPage, paperEntry } from '../look-up/entries.ts';
import { aboutPaper, paperOption, storedPapers } from '../look-up/find-item.ts';
import { type MarkablePlace, markable, type ReadablePlace, readable } from '../place-handle.ts';
import {
  type ChangingServices,
  nameOf,
  type ReadingAccess,
  type ReadingServices,
  type ServiceAccess,
} from '../services.ts';

export const saveCommand = (access: ServiceAccess) =>
  markCommand(access, {
    kind: 'saved',
    name: 'save',
    summary: 'Save a paper to the reading list of this place',
    title: 'Saved',
    sentence: 'is on the reading list of this place.',
    after: 'Papers like it rank higher in the digest here. The list: saved',
  });

export const hideCommand = (access: ServiceAccess) =>
  markCommand(access, {
    kind: 'hidden',
    name: 'hide',
    summary: 'Not for us: keep a paper, and rank those like it lower, in the digest here',
    title: 'Not for us',
    sentence: 'is not for this place: the digest leaves it out.',
    after: 'Papers like it rank lower in the digest here.',
  });

interface MarkText {
  readonly kind: Mark['kind'];
  /** The name of the command. */
  readonly name: string;
  readonly summary: string;
  readonly title: string;
  /** What follows the title of the paper. */
  readonly sentence: string;
  readonly after: string;
}

const markCommand = (access: ServiceAccess, text: MarkText) =>
  defineCommand({
    name: text.name,
    summary: text.summary,
    changes: 'list',
    options: {
      paper: paperOption,
      undo: { type: 'choice', choices: ['yes'], inner: true, help: 'yes: take it back' },
    },
    examples: [`${text.name} QuIP#`],
    async run({ paper: wanted, undo }, caller, openIndex) {
      const place = await markable(caller);
      const services = await access.open();
      return aboutPaper(
        wanted,
        services,
        openIndex,
        (paper) =>
          undo === 'yes'
            ? unmark(paper, text, place, caller, services)
            : mark(paper, text, place, caller, services),
        { command: text.name, options: { undo } },
      );
    },
  });

async function mark(
  paper: Paper,
  { kind, name, title, sentence, after }: MarkText,
  place: MarkablePlace,
  caller: Caller,
  { store, clock }: ChangingServices,
): Promise<Answer> {
  await store.mark(place, { ...ownMark(paper, kind, caller), at: clock.now() });
  return answer({
    title,
    summary: `${paper.title} ${sentence}`,
    blocks: [
      text(strong(paper.title), ` ${sentence}`),
      othersHint(await othersOn(paper, place, caller, store)),
      buttons(button('Take it back', name, { paper: paper.id, undo: 'yes' })),
      hint(after),
    ],
    papers: [paper],
  });
}

const ownMark = ({ id }: Paper, kind: Mark['kind'], caller: Caller) => ({
  paperId: id,
  kind,
  person: nameOf(caller),
  personId: caller.person.id,
});

const othersOn = async (
  { id }: Paper,
  place: MarkablePlace,
  caller: Caller,
  store: ReadingServices['store'],
): Promise<readonly Mark[]> =>
  (await store.marks(place)).filter(
    ({ paperId, person, personId = person }) =>
      paperId === id && personId !== caller.person.id && personId !== nameOf(caller),
  );

/** What others say of the paper: it is kept beside what the caller says. */
const othersHint = (others: readonly Mark[]): Content => {
  const said = saidBy(others);
  return said === '' ? [] : hint(`Also here: ${said}.`);
};

/** `saved by Ada, Bob; not for us: Eve`; empty for no marks. */
function saidBy(marks: readonly Mark[]): string {
  const names = (wanted: Mark['kind']) =>
    marks.flatMap(({ kind, person }) => (kind === wanted ? [person] : [])).join(', ');
  const [saved, hidden] = [names('saved'), names('hidden')];
  return [saved !== '' && `saved by ${saved}`, hidden !== '' && `not for us: ${hidden}`]
    .filter(Boolean)
    .join('; ');
}

/** Takes back the caller's own mark of this kind, and nobody else's. */
async function unmark(
  paper: Paper,
  { kind }: MarkText,
  place: MarkablePlace,
  caller: Caller,
  { store }: ChangingServices,
): Promise<Answer> {
  const wasMarked = await store.unmark(place, ownMark(paper, kind, caller));
  const what = kind === 'saved' ? 'save' : '“Not for us”';
  return shortAnswer(
    'Taken back',
    line(strong(paper.title), wasMarked ? `: your ${what} is taken back.` : `: you had no ${what} here.`),
    othersHint(await othersOn(paper, place, caller, store)),
  );
}

const pageSize = 10;

export const savedCommand = (access: ReadingAccess) =>
  defineCommand({
    name: 'saved',
    summary: 'The reading list of this place',
    options: {
      page: { type: 'integer', min: 1, max: 100, help: 'which page of the list' },
      start: listStart,
    },
    examples: ['saved'],
    async run({ page, start }, caller) {
      const { store } = await access.open();
      const place = await readable(caller);
      const marks = await store.marks(place);
      const papers = await savedPapers(place, store);
      const { shown, first, next, more } = listPage(papers, { page, start }, pageSize, 'saved');
      if (shown.length === 0)
        return emptyAnswer(
          'Saved papers',
          papers.length === 0
            ? 'No paper is saved here yet.'
            : `The list has only ${plural(papers.length, 'paper')}.`,
          hint('Save one with: save and words of its title'),
        );
      return answer({
        title: 'Saved papers',
        summary: `${plural(papers.length, 'paper')} saved here`,
        blocks: [
          entries(
            shown.map((paper) =>
              paperEntry(paper, line(saidBy(marks.filter(({ paperId }) => paperId === paper.id)))),
            ),
            first,
            more,
          ),
          buttons(next, button('Export as BibTeX', 'export format:bibtex')),
        ],
        papers: shown,
      });
    },
  });

/** The reading list of a place, the last saved first. */
export async function savedPapers(
  place: ReadablePlace,
  store: ReadingServices['store'],
): Promise<readonly Paper[]> {
  const saved = (await store.marks(place)).filter(({ kind }) => kind === 'saved');
  return storedPapers(
    saved.map(({ paperId }) => paperId),
    store,
  );
}
