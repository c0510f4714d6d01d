import type { Card } from '../../../src/cards/card.ts';
import { type RenderedMessage, type RenderOptions, renderMessage } from './message.ts';

/** The card in a sentence, for a message that Discord would not take: better than nothing, and it says so. */
export const renderPlain = (card: Card, options: RenderOptions): RenderedMessage =>
  renderMessage(
    {
      ...card,
      blocks: [
        { kind: 'text', line: [{ kind: 'text', text: card.summary }] },
        { kind: 'hint', line: [{ kind: 'text', text: 'Discord did not take the whole message.' }] },
      ],
    },
    { ...options, lines: { idFor: () => '', lineOf: async () => undefined } },
  );
