import type { Answer, Caller } from '../../src/commands/command.ts';
import type { Router } from '../../src/commands/router.ts';
import { UserError } from '../../src/errors.ts';

/** Logs an error that is nobody's mistake but ours, and gives the incident's id. */
export type OnBug = (error: unknown) => string;

/** What becomes of a line. It never throws. */
export type Outcome =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'mistake'; readonly error: UserError }
  | { readonly kind: 'bug'; readonly incident: string };

/** The one person and the one place of a terminal. */
export const consoleCaller: Caller = {
  place: { platform: 'console', workspace: 'local', channel: 'terminal' },
  person: { id: 'you', zone: Intl.DateTimeFormat().resolvedOptions().timeZone },
  mayChange: async () => true,
};

/** Asks the router. A leading `/papers` falls away: people copy lines from a chat. */
export async function ask(router: Router, typed: string, onBug: OnBug): Promise<Outcome> {
  try {
    return { kind: 'answer', answer: await router.answer(withoutPrefix(typed), consoleCaller) };
  } catch (error) {
    return error instanceof UserError ? { kind: 'mistake', error } : { kind: 'bug', incident: onBug(error) };
  }
}

/** `/papers search x` → `search x`. */
export const withoutPrefix = (typed: string): string =>
  typed
    .trim()
    .replace(/^\/papers(?=\s|$)/i, '')
    .trimStart();
