import { RespondError } from '@slack/bolt';
import type { Card } from '../../../src/cards/card.ts';
import type { Outcome } from '../../../src/commands/run-line.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import { renderMessage, type SlackMessage } from '../render/message.ts';
import { renderPlain } from '../render/text.ts';
import type { ShownCards } from '../shown-cards.ts';

/** Posts to a `response_url`, which takes at most 5 messages within 30 minutes. */
export type Respond = (body: ResponseBody) => Promise<unknown>;

interface ResponseBody extends Partial<SlackMessage> {
  readonly response_type?: 'ephemeral' | 'in_channel';
  readonly replace_original?: boolean;
  readonly delete_original?: boolean;
  readonly thread_ts?: string;
  readonly mrkdwn?: boolean;
}

/** Bolt's `respond` for an address that was kept: that of the command which opened a modal. */
export const respondTo =
  (url: string): Respond =>
  async (body) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    });
    if (!response.ok) throw new RespondError('Slack refused a response', response.status);
  };

/** Begins a message's block ids with the command of its line, so that a pressed button tells whose card it was on. */
export const scopeOf = (line: string): string =>
  `${/^[a-z-]{1,32}/.exec(line.trim().toLowerCase())?.[0] ?? 'help'}.${Math.random().toString(36).slice(2, 8)}`;

/** The command of a block id made by {@link scopeOf}. */
export const commandOfScope = (blockId: string): string => blockId.split('.')[0] ?? '';

/** The message for a line's outcome; with a Share button only where there are others to show it to. */
export function renderOutcome(
  { shownCards }: { readonly shownCards: ShownCards },
  outcome: Outcome,
  line: string,
  { share = true } = {},
): SlackMessage {
  const scope = scopeOf(line);
  if (!share || !outcome.isShareable) return renderMessage(outcome.card, { scope });
  shownCards.keep(scope, outcome.card);
  return renderMessage(outcome.card, { scope, share: line });
}

/** Sends the further messages of an answer, in order, seen as its first one. */
export async function sendMore(
  respond: Respond,
  more: readonly Card[],
  body: Pick<ResponseBody, 'response_type' | 'thread_ts'>,
  logger: Logger,
): Promise<void> {
  for (const card of more) {
    const message = renderMessage(card, { scope: scopeOf('') });
    await sendResponse(respond, { ...message, ...body, replace_original: false }, card, logger);
  }
}

/**
 * Sends a card by a response_url. When Slack refuses its blocks, sends it once more in plain text; when the address has
 * expired, nobody can be told.
 */
export async function sendResponse(
  respond: Respond,
  body: ResponseBody,
  card: Card,
  logger: Logger,
): Promise<void> {
  try {
    await respond(body);
  } catch (error) {
    const status = (error as { statusCode?: number }).statusCode;
    logger.warn({ err: error, status }, 'Slack did not take a response');
    if (status !== 400 && status !== 500) return;
    const { blocks: _, ...rest } = body;
    await respond({ ...rest, text: renderPlain(card), mrkdwn: false }).catch((again: unknown) =>
      logger.error({ err: again }, 'Slack did not take a response in plain text either'),
    );
  }
}
