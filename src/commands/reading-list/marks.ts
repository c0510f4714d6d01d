import { commandLine } from '../../cards/command-line.ts';
import { line, strong } from '../../cards/span.ts';
import { plural } from '../../corpus/describe-paper.ts';
import type { Paper } from '../../corpus/paper.ts';
import type { Mark } from '../../ports/store/marks.ts';
import type { PaperStore } from '../../ports/store/papers.ts';
import { type Answer, type Caller, defineCommand } from '../command.ts';
import { itself, paperEntry } from '../look-up/entries.ts';
import { paperOption } from '../look-up/find-item.ts';
import { aboutStoredPaper, storedPapers } from '../look-up/stored-papers.ts';
import { done, hint, nameOf, type ServiceAccess, type Services } from '../services.ts';

const pageSize = 10;

export const saveCommand = (desk: ServiceAccess) =>
  markCommand(desk, 'saved', {
    name: 'save',
    summary: 'Save a paper to the reading list of this place',
    example: 'save QuIP#',
    sentence: 'is on the reading list of this place.',
    after: 'Papers like it rank higher in the digest here. The list: saved',
  });

export const hideCommand = (desk: ServiceAccess) =>
  markCommand(desk, 'hidden', {
    name: 'hide',
    summary: 'Not for us: keep a paper, and rank those like it lower, in the digest here',
    example: 'hide QuIP#',
    sentence: 'is not for this place: the digest leaves it out.',
    after: 'Papers like it rank lower in the digest here.',
  });

interface MarkText {
  readonly name: string;
  readonly summary: string;
  readonly example: string;
  readonly sentence: string;
  readonly after: string;
}

const markCommand = (desk: ServiceAccess, kind: Mark['kind'], text: MarkText) =>
  defineCommand({
    name: text.name,
    summary: text.summary,
    audience: 'person',
    options: {
      paper: paperOption,
      undo: { type: 'choice', choices: ['yes'], help: 'yes: take it back' },
    },
    examples: [text.example],
    async run({ paper: wanted, undo }, caller): Promise<Answer> {
      const deps = await desk.open();
      return aboutStoredPaper(deps, wanted, (paper) =>
        undo === 'yes' ? takeBack(paper, caller, deps) : mark(paper, kind, text, caller, deps),
      );
    },
  });

async function mark(
  paper: Paper,
  kind: Mark['kind'],
  text: MarkText,
  caller: Caller,
  { store, clock }: Services,
): Promise<Answer> {
  await store.mark(caller.place, { paperId: paper.id, kind, person: nameOf(caller), at: clock.now() });
  const undo = { label: 'Take it back', line: commandLine(text.name, { paper: paper.id, undo: 'yes' }) };
  const answer = done(
    kind === 'saved' ? 'Saved' : 'Not for us',
    line(strong(paper.title), ` ${text.sentence}`),
    [{ kind: 'buttons', buttons: [undo] }, hint(text.after)],
  );
  return { ...answer, papers: [itself(paper)] };
}

async function takeBack(paper: Paper, caller: Caller, { store }: Services): Promise<Answer> {
  const had = await store.unmark(caller.place, paper.id);
  return done(
    'Taken back',
    line(strong(paper.title), had ? ' has no mark in this place any more.' : ' had no mark in this place.'),
  );
}

export const savedCommand = (desk: ServiceAccess) =>
  defineCommand({
    name: 'saved',
    summary: 'The reading list of this place',
    audience: 'person',
    options: { page: { type: 'integer', min: 1, max: 100, help: 'which page of the list' } },
    examples: ['saved'],
    async run({ page = 1 }, caller): Promise<Answer> {
      const { store } = await desk.open();
      const papers = await savedPapers(await store.marks(caller.place), store);
      const start = (page - 1) * pageSize;
      const shown = papers.slice(start, start + pageSize);
      if (shown.length === 0)
        return done(
          'Saved papers',
          line(papers.length === 0 ? 'No paper is saved here yet.' : `There is no page ${page}.`),
          [hint('Save one with: save and words of its title')],
        );
      const buttons = [
        ...(start + pageSize < papers.length
          ? [{ label: 'Next page', line: commandLine('saved', { page: page + 1 }) }]
          : []),
        { label: 'Export as BibTeX', line: 'export format:bibtex' },
      ];
      return {
        card: {
          title: 'Saved papers',
          summary: `${plural(papers.length, 'paper')} saved here`,
          tone: 'plain',
          blocks: [
            { kind: 'entries', start: start + 1, entries: shown.map((paper) => paperEntry(paper)) },
            { kind: 'buttons', buttons },
          ],
        },
        papers: shown.map(itself),
        notes: [],
      };
    },
  });

/** The saved papers that are still known, the last saved first. */
export const savedPapers = (
  marks: readonly Mark[],
  store: Pick<PaperStore, 'arrivalOf'>,
): Promise<readonly Paper[]> =>
  storedPapers(
    marks.filter(({ kind }) => kind === 'saved').map(({ paperId }) => paperId),
    store,
  );
