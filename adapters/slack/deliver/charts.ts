import type { Card } from '../../../src/cards/card.ts';
import type { Clock } from '../../../src/ports/clock-and-logger.ts';
import { renderMessage, type SlackMessage } from '../render/message.ts';
import { isContentRefused } from './delivery-error.ts';

/** A workspace that refused a chart is sent none for a day, in milliseconds: Slack rolls new blocks out workspace by workspace. */
const withoutChartsMs = 24 * 60 * 60_000;

/** Sends cards with charts where Slack takes charts, and with the same as text elsewhere. */
export function createChartSending({ now }: Clock) {
  /** By workspace, in milliseconds since 1970. */
  const refusedUntil = new Map<string, number>();

  /**
   * @param first sends a message and lets Slack's refusal through
   * @param last sends a message without charts; the default is `first`
   */
  return async function send<T>(
    workspace: string,
    card: Card,
    first: (message: SlackMessage) => Promise<T>,
    last = first,
  ): Promise<T> {
    const plain = renderMessage(card, { scope: 'post' });
    const isDrawn = hasChart(card) && (refusedUntil.get(workspace) ?? 0) <= now();
    if (!isDrawn) return last(plain);
    try {
      return await first(renderMessage(card, { scope: 'post', charts: true }));
    } catch (error) {
      if (!isContentRefused(error)) throw error;
      const sent = await last(plain);
      refusedUntil.set(workspace, now() + withoutChartsMs);
      return sent;
    }
  };
}

const hasChart = ({ blocks }: Card): boolean =>
  blocks.some((block) => block.kind === 'list' && block.chart !== undefined);
