import type { Card } from '../../../src/cards/card.ts';
import type { Outcome } from '../../../src/commands/run-line.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import { renderMessage, type SlackMessage } from '../render/message.ts';
import { renderPlain } from '../render/plain.ts';

/** What a `response_url` takes: at most 5 times within 30 minutes. */
export type Respond = (body: Response) => Promise<unknown>;

export interface Response extends Partial<SlackMessage> {
  readonly response_type?: 'ephemeral' | 'in_channel';
  readonly replace_original?: boolean;
  readonly delete_original?: boolean;
  readonly thread_ts?: string;
  readonly mrkdwn?: boolean;
}

/** Block ids begin with the command that was asked, so that a pressed button knows where it stood. */
export const scopeOf = (line: string): string =>
  `${/^[a-z-]{1,32}/.exec(line.trim().toLowerCase())?.[0] ?? 'help'}.${Math.random().toString(36).slice(2, 8)}`;

/** The command of a block id made by {@link scopeOf}. */
export const commandOfScope = (blockId: string): string => blockId.split('.')[0] ?? '';

/** The message for a line's outcome; with a Share button only where there are others to show it to. */
export const renderOutcome = (outcome: Outcome, line: string, { share = true } = {}): SlackMessage =>
  renderMessage(outcome.card, {
    scope: scopeOf(line),
    ...(share && outcome.isShareable && { share: line }),
  });

/**
 * Answers by a response_url. When Slack refuses the blocks, says it once in plain text; when the address has run out
 * there is nobody left to tell.
 */
export async function say(respond: Respond, body: Response, card: Card, logger: Logger): Promise<void> {
  try {
    await respond(body);
  } catch (error) {
    const status = (error as { statusCode?: number }).statusCode;
    logger.warn({ err: error, status }, 'an answer did not reach Slack');
    if (status !== 400 && status !== 500) return;
    const { blocks: _, ...rest } = body;
    await respond({ ...rest, text: renderPlain(card), mrkdwn: false }).catch((again: unknown) =>
      logger.error({ err: again }, 'an answer in plain text did not reach Slack either'),
    );
  }
}
