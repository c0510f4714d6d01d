import { line } from '../../../src/cards/builders.ts';
import type { Card } from '../../../src/cards/card.ts';
import { type RenderedMessage, renderMessage } from './message.ts';

/** The card's title and summary alone, for when Discord refuses the whole card; small print says so. */
export const renderPlain = ({ title, summary, tone }: Card): RenderedMessage =>
  renderMessage(
    {
      title,
      summary,
      tone,
      blocks: [
        { kind: 'text', line: line(summary) },
        { kind: 'hint', line: line('Discord did not take the whole message.') },
      ],
    },
    { lines: { idFor: () => '', lineOf: async () => undefined } },
  );
