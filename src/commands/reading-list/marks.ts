import { button, buttons, type Content, hint, line, list, strong, text } from '../../cards/builders.ts';
import { plural } from '../../cards/text.ts';
import type { Paper } from '../../corpus/paper.ts';
import type { Mark } from '../../ports/store/papers.ts';
import { type Answer, answer, type Caller, defineCommand } from '../command.ts';
import { aboutPaper, paperOption, papersOfIds } from '../look-up/find-item.ts';
import { type MarkablePlace, markable } from '../place-handle.ts';
import { type ChangingServices, nameOf, type ReadingServices, type ServiceAccess } from '../services.ts';

/** Puts a paper on the reading list of a place. */
export const saveCommand = (access: ServiceAccess) =>
  markCommand(access, {
    kind: 'saved',
    name: 'save',
    summary: 'Save a paper to the reading list here',
    title: 'Saved',
    again: 'You saved this before',
    done: 'On the reading list here. Papers like it rank higher in digests.',
    undone: 'Removed from the reading list here.',
    neverDone: 'You hadn’t saved it here.',
  });

/** Keeps a paper out of the digests of a place. */
export const hideCommand = (access: ServiceAccess) =>
  markCommand(access, {
    kind: 'hidden',
    name: 'hide',
    summary: 'Skip a paper in digests here, and show fewer like it',
    title: 'Hidden',
    again: 'You hid this before',
    done: 'Digests here skip it, and rank similar papers lower.',
    undone: 'No longer hidden: digests here may bring it.',
    neverDone: 'You hadn’t hidden it here.',
  });

interface MarkText {
  readonly kind: Mark['kind'];
  /** The name of the command. */
  readonly name: string;
  readonly summary: string;
  readonly title: string;
  /** The title when nothing had to be done. */
  readonly again: string;
  readonly done: string;
  readonly undone: string;
  readonly neverDone: string;
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
      const several = await papersOfIds(wanted, services.store);
      if (several.length > 1) return markSeveral(several, text, undo === 'yes', { place, caller, services });
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
  { kind, name, title, again, done }: MarkText,
  place: MarkablePlace,
  caller: Caller,
  { store, clock, digests }: ChangingServices,
): Promise<Answer> {
  const own = (await store.marks(place)).find(
    ({ paperId, person, personId = person }) =>
      paperId === paper.id && (personId === caller.person.id || personId === nameOf(caller)),
  );
  await store.mark(place, { ...ownMark(paper, kind, caller), at: clock.now() });
  await digests.showSaves(place, paper.id);
  const isTurned = own !== undefined && own.kind !== kind;
  const undo = isTurned
    ? button('Undo', opposite[kind], { paper: paper.id })
    : button('Undo', name, { paper: paper.id, undo: 'yes' });
  return answer({
    title: own?.kind === kind ? again : title,
    summary: `${title}: ${paper.title}`,
    blocks: [
      text(strong(paper.title)),
      text(done),
      isTurned &&
        hint(
          kind === 'hidden' ? 'You had saved it; now it is hidden.' : 'You had hidden it; now it is saved.',
        ),
      othersHint(await othersOn(paper, place, caller, store)),
      buttons(undo, button('Reading list', 'saved')),
    ],
    papers: [paper],
  });
}

/** Marks or unmarks papers that were named by their numbers: `save 1 and 3`. */
async function markSeveral(
  papers: readonly Paper[],
  { kind, name, title, done, undone }: MarkText,
  isUndone: boolean,
  { place, caller, services: { store, clock, digests } }: MarkContext,
): Promise<Answer> {
  for (const paper of papers) {
    const own = ownMark(paper, kind, caller);
    if (isUndone) await store.unmark(place, own);
    else await store.mark(place, { ...own, at: clock.now() });
    await digests.showSaves(place, paper.id);
  }
  const ids = papers.map(({ id }) => id).join(' ');
  return answer({
    title: isUndone ? 'Undone' : `${title}: ${plural(papers.length, 'paper')}`,
    summary: papers
      .map((paper) => paper.title)
      .join('; ')
      .slice(0, 300),
    blocks: [
      list(papers.map((paper) => line(strong(paper.title)))),
      text(isUndone ? undone : done),
      buttons(
        button('Undo', name, { paper: ids, undo: isUndone ? undefined : 'yes' }),
        button('Reading list', 'saved'),
      ),
    ],
    papers,
  });
}

interface MarkContext {
  readonly place: MarkablePlace;
  readonly caller: Caller;
  readonly services: ChangingServices;
}

/** The command that a mark of this kind replaces. */
const opposite: Readonly<Record<Mark['kind'], string>> = { saved: 'hide', hidden: 'save' };

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

/** `saved by Ada, Bob; hidden by Eve`; empty for no marks. */
export function saidBy(marks: readonly Mark[]): string {
  const names = (wanted: Mark['kind']) =>
    marks.flatMap(({ kind, person }) => (kind === wanted ? [person] : [])).join(', ');
  const [saved, hidden] = [names('saved'), names('hidden')];
  return [saved !== '' && `saved by ${saved}`, hidden !== '' && `hidden by ${hidden}`]
    .filter(Boolean)
    .join('; ');
}

/** Takes back the caller's own mark of this kind, and nobody else's. */
async function unmark(
  paper: Paper,
  { kind, name, undone, neverDone }: MarkText,
  place: MarkablePlace,
  caller: Caller,
  { store, digests }: ChangingServices,
): Promise<Answer> {
  const wasMarked = await store.unmark(place, ownMark(paper, kind, caller));
  await digests.showSaves(place, paper.id);
  const sentence = wasMarked ? undone : neverDone;
  return answer({
    title: wasMarked ? 'Undone' : 'Nothing to undo',
    summary: `${paper.title}: ${sentence}`,
    blocks: [
      text(strong(paper.title)),
      text(sentence),
      othersHint(await othersOn(paper, place, caller, store)),
      wasMarked && buttons(button('Undo', name, { paper: paper.id })),
    ],
    papers: [paper],
  });
}
