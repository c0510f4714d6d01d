import type { Writable } from 'node:stream';
import type { Router } from '../../../src/commands/router.ts';
import { type OnBug, type Outcome, runLine } from '../../../src/commands/run-line.ts';
import { consoleCaller, withoutPrefix } from '../session.ts';
import { createWriter } from '../writer.ts';

interface JsonOptions {
  readonly onBug: OnBug;
  /** Milliseconds of a monotonic clock. */
  readonly now?: () => number;
}

/**
 * For scripts and measuring: answers each line that is not blank with one JSON object on one line, with the milliseconds
 * that the answer took.
 * @returns 1 when a line failed
 */
export async function runJson(
  router: Router,
  lines: AsyncIterable<string>,
  out: Writable,
  { onBug, now = () => performance.now() }: JsonOptions,
): Promise<0 | 1> {
  const write = createWriter(out);
  let code: 0 | 1 = 0;
  for await (const line of lines) {
    if (line.trim() === '') continue;
    const started = now();
    const outcome = await runLine(router, withoutPrefix(line), consoleCaller, onBug);
    const ms = Math.round((now() - started) * 100) / 100;
    if (outcome.kind !== 'answer') code = 1;
    if (!(await write(`${toJson({ line, ...describe(outcome), ms })}\n`))) break;
  }
  return code;
}

function describe(outcome: Outcome): Record<string, unknown> {
  if (outcome.kind === 'answer') {
    const { card, papers, notes } = outcome.answer;
    return { ok: true, card, papers, notes };
  }
  const { suggestions: _, ...error } = outcome.problem;
  return { ok: false, error };
}

/** JSON leaves some characters raw that a terminal or a script that reads lines must not get: C1, bidi, U+2028. */
const unsafe = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

const toJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    unsafe,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
