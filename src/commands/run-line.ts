import { button, buttons, card, plainText, sentence, text } from '../cards/builders.ts';
import type { Card } from '../cards/card.ts';
import { fitList } from '../cards/fit.ts';
import { capital } from '../cards/text.ts';
import { defined } from '../defined.ts';
import { DeliveryError, FeedError, StoreError, UserError } from '../errors.ts';
import type { Answer, Audience, Caller } from './command.ts';
import { labelOf } from './line-options.ts';
import { changesOf, offeredTo } from './offer.ts';
import type { Router } from './router.ts';

/** Logs an error that only a programmer can fix, and returns the incident's id, by which the log finds it. */
export type OnBug = (error: unknown) => string;

/** What became of a line. Every outcome has a card, so that adapters only draw. */
export type Outcome = Answered | Failed;

interface Shown {
  readonly card: Card;
  readonly audience: Audience;
  /** The line looked something up and found it: others may be shown the answer too. */
  readonly isShareable: boolean;
  /** What a place follows, or when, may have changed. */
  readonly changed: boolean;
}

interface Answered extends Shown {
  readonly kind: 'answer';
  /** The command line that gave the answer, which need not be what was typed. */
  readonly line: string;
  /** What is on the card, for scripts. */
  readonly answer: Answer;
}

/**
 * | kind | caused by | logged here |
 * |---|---|---|
 * | `mistake` | the person: UserError | no |
 * | `trouble` | a chat platform, a feed or the database: DeliveryError, FeedError, StoreError | no |
 * | `bug` | any other error | yes |
 */
interface Failed extends Shown {
  readonly kind: 'mistake' | 'trouble' | 'bug';
  /** The same as the card says, for scripts and form fields. */
  readonly problem: Problem;
}

interface Problem {
  /** Kebab case and stable: a UserError's code, `delivery-later`, `feed-refused`, `no-store`, `bug`. */
  readonly code: string;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  /** Command lines that would do it, best first. */
  readonly suggestions: readonly string[];
  /** Of a bug: its id in the log. */
  readonly incident?: string;
}

/** Runs a line as its caller. Never rejects. */
export async function runLine(router: Router, typed: string, caller: Caller, onBug: OnBug): Promise<Outcome> {
  try {
    const answer = await router.answer(typed, caller);
    const command = router.commandOf(answer.line);
    const audience = command?.audience ?? 'person';
    const changed = changesOf(answer.line, router) !== undefined;
    const isShareable =
      command !== undefined &&
      !command.isPersonal &&
      audience === 'person' &&
      (command.changes === undefined || (command.isForEveryone === true && !changed)) &&
      answer.card.tone === 'plain';
    const offered = audience === 'person' ? await offeredTo(caller, answer.card, router) : answer.card;
    // Here, too, so that what the person is known to have been shown is what was drawn.
    const card = fitList(offered, caller.fits ?? (() => true));
    // After a word of thanks, the list before it can still be gone on with. After a question, “yes” is its answer.
    if (answer.line !== '' || isQuestion(card)) router.remember(caller, card, answer);
    return { kind: 'answer', card, answer, line: answer.line, audience, isShareable, changed };
  } catch (error) {
    const failure = failureOf(error, onBug);
    if (failure.problem.suggestions.length > 0) router.remember(caller, failure.card);
    return failure;
  }
}

const isQuestion = ({ blocks }: Card): boolean =>
  blocks.some((block) => block.kind === 'buttons' && block.buttons.some(({ primary }) => primary));

/** What to show for an error. Of a bug nothing is shown, because its message may hold what people must not see. */
export function failureOf(error: unknown, onBug: OnBug): Failed {
  if (error instanceof UserError)
    return failed('mistake', error.code, error.message, error.hint, { suggestions: error.suggestions });
  if (error instanceof DeliveryError) {
    const hint = error.remedy ?? deliveryHints[error.problem];
    return failed('trouble', `delivery-${error.problem}`, asSentence(error.message), hint);
  }
  if (error instanceof FeedError)
    return failed('trouble', `feed-${error.problem}`, asSentence(error.message), retryHint);
  if (error instanceof StoreError) return failed('trouble', 'no-store', error.message, error.hint);
  const incident = onBug(error);
  const hint = `Try again. If it happens again, tell the person who runs me: incident ${incident}.`;
  return failed('bug', 'bug', 'Something went wrong on my side.', hint, { incident });
}

const retryHint = 'Try again in a minute.';

const deliveryHints: Readonly<Record<DeliveryError['problem'], string>> = {
  later: retryHint,
  gone: 'Ask someone who manages this channel.',
  unknown: 'It may have been posted anyway: look before you try again.',
};

/** Error messages written for a log begin in lower case and end without a full stop. */
const asSentence = (message: string): string => `${capital(message)}${/[.!?]$/.test(message) ? '' : '.'}`;

function failed(
  kind: Failed['kind'],
  code: string,
  message: string,
  hint: string,
  { suggestions = [], incident }: Partial<Problem> = {},
): Failed {
  return {
    kind,
    card: card({
      title: message,
      summary: `${message} ${plainText(sentence(hint))}`.trim(),
      tone: 'warning',
      blocks: [
        hint !== '' && text(...sentence(hint)),
        buttons(...suggestions.map((each) => button(labelOf(each), each))),
      ],
    }),
    problem: { code, message, hint, suggestions, ...defined({ incident }) },
    audience: 'person',
    isShareable: false,
    changed: false,
  };
}
