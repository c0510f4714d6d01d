import { button, buttons, hint, line, strong } from '../../cards/builders.ts';
import type { Paper } from '../../corpus/paper.ts';
import type { Mark } from '../../ports/store/papers.ts';
import { type Answer, answerItem, type Caller, defineCommand, shortAnswer } from '../command.ts';
import { paperOption } from '../look-up/find-item.ts';
import { aboutStoredPaper } from '../look-up/stored-papers.ts';
import { nameOf, type ServiceAccess, type Services } from '../services.ts';

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
    options: {
      paper: paperOption,
      undo: { type: 'choice', choices: ['yes'], help: 'yes: take it back' },
    },
    examples: [`${text.name} QuIP#`],
    async run({ paper: wanted, undo }, caller, openIndex) {
      const services = await access.open();
      return aboutStoredPaper(services, openIndex, wanted, (paper) =>
        undo === 'yes' ? unmark(paper, caller, services) : mark(paper, text, caller, services),
      );
    },
  });

async function mark(
  paper: Paper,
  { kind, name, title, sentence, after }: MarkText,
  caller: Caller,
  { store, clock }: Services,
): Promise<Answer> {
  await store.mark(caller.place, { paperId: paper.id, kind, person: nameOf(caller), at: clock.now() });
  const said = shortAnswer(
    title,
    line(strong(paper.title), ` ${sentence}`),
    buttons(button('Take it back', name, { paper: paper.id, undo: 'yes' })),
    hint(after),
  );
  return { ...said, papers: [answerItem(paper)] };
}

async function unmark(paper: Paper, { place }: Caller, { store }: Services): Promise<Answer> {
  const wasMarked = await store.unmark(place, paper.id);
  return shortAnswer(
    'Taken back',
    line(
      strong(paper.title),
      wasMarked ? ' has no mark in this place any more.' : ' had no mark in this place.',
    ),
  );
}
