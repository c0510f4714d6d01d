import type { Card } from '../../../src/cards/card.ts';
import { line } from '../../../src/cards/span.ts';
import type { Answer } from '../../../src/commands/command.ts';
import { UserError } from '../../../src/errors.ts';

/** Logs an error that is nobody's mistake but ours, and gives the incident's id. */
export type OnBug = (error: unknown) => string;

/** What there is to show: an answer, or a trouble that concerns only the one who asked. */
export type Outcome = { readonly kind: 'answer' | 'mistake' | 'bug'; readonly card: Card };

/** Never throws. */
export async function outcomeOf(work: () => Promise<Answer>, onBug: OnBug): Promise<Outcome> {
  try {
    return { kind: 'answer', card: (await work()).card };
  } catch (error) {
    return error instanceof UserError
      ? { kind: 'mistake', card: mistakeCard(error) }
      : { kind: 'bug', card: bugCard(onBug(error)) };
  }
}

const mistakeCard = ({ message, hint, suggestions }: UserError): Card => ({
  title: message,
  summary: message,
  tone: 'warning',
  blocks: [
    { kind: 'text', line: line(hint) },
    { kind: 'buttons', buttons: suggestions.map((each) => ({ label: each, line: each })) },
  ],
});

/** Nothing of the bug's inside is shown; the incident is the word to find it by in the log. */
function bugCard(incident: string): Card {
  const title = 'Something went wrong on our side';
  return {
    title,
    summary: `${title}. Incident ${incident}.`,
    tone: 'warning',
    blocks: [
      { kind: 'text', line: line(`It is in the log under incident ${incident}. Trying again may help.`) },
    ],
  };
}
