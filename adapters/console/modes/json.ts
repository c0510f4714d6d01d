import type { Writable } from 'node:stream';
import type { Router } from '../../../src/commands/router.ts';
import { type OnBug, type Outcome, runLine } from '../../../src/commands/run-line.ts';
import { consoleCaller } from '../caller.ts';
import { withoutPrefix } from '../session.ts';
import { createWriter } from '../writer.ts';

export interface JsonOptions {
  readonly onBug: OnBug;
  /** Milliseconds on a clock that never goes back. */
  readonly now?: () => number;
}

/**
 * For scripts and measuring: each line that is not blank becomes one JSON object on one line, with what the
 * answer holds and the milliseconds that it took. 1 when any line failed.
 */
export async function runJson(
  router: Router,
  lines: AsyncIterable<string>,
  out: Writable,
  { onBug, now = () => performance.now() }: JsonOptions,
): Promise<0 | 1> {
  const writer = createWriter(out);
  let code: 0 | 1 = 0;
  for await (const line of lines) {
    if (line.trim() === '') continue;
    const started = now();
    const outcome = await runLine(router, withoutPrefix(line), consoleCaller, onBug);
    const ms = Math.round((now() - started) * 100) / 100;
    if (outcome.kind !== 'answer') code = 1;
    if (!(await writer.write(`${toJson({ line, ...describe(outcome), ms })}\n`))) break;
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

/** JSON allows more raw characters than a line-reading script or a terminal should meet: C1, bidi, U+2028. */
const risky = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

const toJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    risky,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
