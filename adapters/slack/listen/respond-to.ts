import { RespondError } from '@slack/bolt';
import type { Respond } from './say.ts';

/** Bolt's `respond` for an address that we kept: of the command that opened a modal. */
export const respondTo =
  (url: string): Respond =>
  async (body) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    });
    if (!answer.ok) throw new RespondError('Slack did not take an answer', answer.status);
  };
