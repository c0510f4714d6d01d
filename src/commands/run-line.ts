import { button, buttons, card, text } from '../cards/builders.ts';
import type { Card } from '../cards/card.ts';
import { DeliveryError, FeedError, StoreError, UserError } from '../errors.ts';
import type { Answer, Audience, Caller } from './command.ts';
import type { Router } from './router.ts';

/** Logs an error that only a programmer can fix, and returns the incident's id, by which the log finds it. */
export type OnBug = (error: unknown) => string;

/** What became of a line. Every outcome has a card, so that adapters only draw. */
export type Outcome = Answered | Failed;

interface Answered {
  readonly kind: 'answer';
  readonly card: Card;
  /** What is on the card, for scripts. */
  readonly answer: Answer;
  readonly audience: Audience;
  /** The line looked something up and found it: others may be shown the answer too. */
  readonly isShareable: boolean;
  /** What a place follows, or when, may have changed. */
  readonly changed: boolean;
}

/**
 * | kind | caused by | logged here |
 * |---|---|---|
 * | `mistake` | the person: UserError | no |
 * | `trouble` | a chat platform, a feed or the database: DeliveryError, FeedError, StoreError | no |
 * | `bug` | any other error | yes |
 */
interface Failed {
  readonly kind: 'mistake' | 'trouble' | 'bug';
  readonly card: Card;
  /** The same as the card says, for scripts and form fields. */
  readonly problem: Problem;
  readonly audience: 'person';
  readonly isShareable: false;
  readonly changed: false;
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
    const command = router.commandOf(typed);
    const answer = await router.answer(typed, caller);
    const audience = command?.audience ?? 'person';
    const changed = command?.changes === true;
    const isShareable =
      command !== undefined && audience === 'person' && !changed && answer.card.tone === 'plain';
    return { kind: 'answer', card: answer.card, answer, audience, isShareable, changed };
  } catch (error) {
    return failureOf(error, onBug);
  }
}

/** What to show for an error. */
export function failureOf(error: unknown, onBug: OnBug): Failed {
  if (error instanceof UserError) {
    const { code, message, hint, suggestions } = error;
    return failed('mistake', { code, message, hint, suggestions });
  }
  const trouble = troubleOf(error);
  return trouble === undefined ? failed('bug', bugOf(onBug(error))) : failed('trouble', trouble);
}

function troubleOf(error: unknown): Problem | undefined {
  if (error instanceof DeliveryError) {
    const hint = error.remedy ?? deliveryHints[error.problem];
    return { code: `delivery-${error.problem}`, message: sentence(error.message), hint, suggestions: [] };
  }
  if (error instanceof FeedError) {
    const code = `feed-${error.problem}`;
    return { code, message: sentence(error.message), hint: retryHint, suggestions: [] };
  }
  if (error instanceof StoreError) {
    return { code: 'no-store', message: error.message, hint: 'Nothing was changed.', suggestions: [] };
  }
  return undefined;
}

const retryHint = 'Try again in a minute.';

const deliveryHints: Readonly<Record<DeliveryError['problem'], string>> = {
  later: retryHint,
  gone: 'Ask somebody who manages this channel.',
  unknown: 'It may have been posted all the same: look before you try again.',
};

/** Nothing of the error itself, which may hold what people must not see. */
const bugOf = (incident: string): Problem => ({
  code: 'bug',
  message: 'Something went wrong on our side.',
  hint: `Incident ${incident} is in the log. Trying again may help.`,
  suggestions: [],
  incident,
});

/** Error messages written for a log begin in lower case and end without a full stop. */
const sentence = (message: string): string =>
  `${message.slice(0, 1).toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? '' : '.'}`;

function failed(kind: Failed['kind'], problem: Problem): Failed {
  const { message, hint, suggestions } = problem;
  const shown = card({
    title: message,
    summary: `${message} ${hint}`.trim(),
    tone: 'warning',
    blocks: [hint !== '' && text(hint), buttons(...suggestions.map((each) => button(each, each)))],
  });
  return { kind, card: shown, problem, audience: 'person', isShareable: false, changed: false };
}
