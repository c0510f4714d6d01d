import type { Card } from '../../../src/cards/card.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import { codeOf } from '../connection/rest.ts';
import type { ButtonLines } from '../render/buttons.ts';
import { type RenderedMessage, renderMessage } from '../render/message.ts';
import type { ChartPictures } from '../render/payload.ts';
import { drawCharts } from './draw-charts.ts';

/**
 * Sends a card with its charts as pictures. A picture needs the permission to attach files: where Discord refuses the
 * message, it is sent once more with charts of text.
 */
export async function sendDrawn<T>(
  card: Card,
  { lines, logger }: { readonly lines: ButtonLines; readonly logger: Logger },
  send: (message: RenderedMessage) => Promise<T>,
): Promise<T> {
  const pictures = await drawCharts(card).catch((err: unknown): ChartPictures => {
    logger.error({ err }, 'a chart could not be drawn');
    return new Map();
  });
  try {
    return await send(renderMessage(card, { lines, pictures }));
  } catch (error) {
    // With a number it is a refusal: nothing was posted.
    if (pictures.size === 0 || typeof codeOf(error) !== 'number') throw error;
    return send(renderMessage(card, { lines }));
  }
}
