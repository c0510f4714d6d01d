import type { Card } from '../../../src/cards/card.ts';
import { line } from '../../../src/cards/span.ts';
import type { Audience, Caller } from '../../../src/commands/command.ts';
import type { Router } from '../../../src/commands/router.ts';
import { DeliveryError, UserError } from '../../../src/errors.ts';

/** Logs an error that is nobody's mistake but ours, and gives the incident's id. */
export type OnBug = (error: unknown) => string;

/** What became of a line: always a card to show. */
export interface Said {
  readonly card: Card;
  readonly audience: Audience;
  /** The line when others may be shown its answer too: it looked something up, and found it. */
  readonly share?: string;
  /** What a place follows may have changed. */
  readonly changed: boolean;
  /** A person's mistake, to be said beside the field where it was made. */
  readonly mistake?: UserError;
}

/** Runs a line. It never throws. */
export async function runLine(router: Router, typed: string, caller: Caller, onBug: OnBug): Promise<Said> {
  try {
    const command = router.commandOf(typed);
    const { card } = await router.answer(typed, caller);
    const isLookUp = command?.audience === 'person' && !command.changes;
    return {
      card,
      audience: command?.audience ?? 'person',
      changed: command?.changes === true,
      ...(isLookUp && card.tone === 'plain' && { share: typed }),
    };
  } catch (error) {
    const mistake = error instanceof UserError ? { mistake: error } : {};
    return { card: explain(error, onBug), audience: 'person', changed: false, ...mistake };
  }
}

/** Three kinds of trouble: a person's mistake with a way out, Slack's refusal, and a bug with its incident. */
function explain(error: unknown, onBug: OnBug): Card {
  if (error instanceof UserError) {
    const buttons = error.suggestions.map((each) => ({ label: each, line: each }));
    return warning(error.message, error.hint, buttons);
  }
  if (error instanceof DeliveryError) {
    return warning(`${error.message}.`, error.remedy ?? 'Try again in a minute.');
  }
  return warning('Something went wrong on our side.', `Incident ${onBug(error)}.`);
}

export const warning = (
  message: string,
  hint: string,
  buttons: readonly { readonly label: string; readonly line: string }[] = [],
): Card => ({
  title: message,
  summary: `${message} ${hint}`.trim(),
  tone: 'warning',
  blocks: [
    ...(hint === '' ? [] : [{ kind: 'text' as const, line: line(hint) }]),
    { kind: 'buttons', buttons },
  ],
});
