import { isNotConnected, StoreError } from '../../../src/errors.ts';

/**
 * What a person is told of an error of `pg` that is not a bug; undefined for any other error.
 *
 * | error | meaning |
 * |---|---|
 * | of the network, of `pg` itself | no connection, a lost one, no answer in time |
 * | of the embedded database, when it stops or cannot open | no space on the disk, or another reason |
 * | SQLSTATE 08, 57P | no connection; shutting down, starting up |
 * | SQLSTATE 53100, 53 | no space on the disk; too many connections, no memory |
 * | SQLSTATE XX001, XX002, 58 | damaged tables or indexes; files that cannot be read or written |
 * @param isWritten the statement may have been run, and changes something
 */
export function troubleOf(error: unknown, isWritten: boolean): StoreError | undefined {
  const code = codeOf(error);
  const problem = problemOf(error, code);
  if (problem === undefined) return undefined;
  const isUncertain = isWritten && !isNotConnected(code) && !('severity' in (error as Error));
  const hint = isUncertain
    ? 'What you asked for may have been done all the same: look before you try again.'
    : `Nothing was changed. ${problem.hint}`;
  return new StoreError(`${problem.what}; look-ups still work.`, { hint, cause: error });
}

/** What the log says of such an error. */
export function describeTrouble(error: unknown): string {
  const code = codeOf(error);
  const words = (error as Error).message || code;
  const todo = problemOf(error, code)?.todo;
  return todo === undefined ? words : `${words}. ${todo}`;
}

/** SQLSTATE, Node's code, or ''. */
const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? '');

interface Problem {
  readonly what: string;
  readonly hint: string;
  /** For the log: what the person who runs the bot can do. */
  readonly todo?: string;
}

function problemOf(error: unknown, code: string): Problem | undefined {
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError)
    return undefined;
  if (error instanceof StoreError) return undefined;
  if (!('severity' in error)) return noSpace.test(error.message) ? full : unreachable;
  if (/^(?:XX00[12]|58)/.test(code)) return damaged;
  if (code === '53100') return full;
  return /^(?:08|53|57P)/.test(code) ? unreachable : undefined;
}

/** PostgreSQL's words when it stops for want of space, and those of the embedded database when it will not open. */
const noSpace = /No space left on device|The disk is full/;

const later = 'Try again in a minute.';
const operator = 'The person who runs me has to help; the log says how.';
const unreachable: Problem = { what: 'I can’t reach my database', hint: later };
const full = { what: 'The disk of my database is full', hint: operator, todo: 'Make room on its disk.' };
const damaged = {
  what: 'A part of my database is damaged',
  hint: operator,
  todo: 'Restore the database from a backup.',
};
