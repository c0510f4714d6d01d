import { ComponentType, MessageFlags } from 'discord.js';
import type { Card, Tone } from '../../../src/cards/card.ts';
import { collectFiles, type MessageFile } from './files.ts';
import { fitCard, type RenderOptions } from './fit.ts';
import { buildComponents, type MessagePayload } from './payload.ts';

export interface RenderedMessage {
  readonly body: MessagePayload;
  readonly files: readonly MessageFile[];
}

const accentColors: Readonly<Record<Tone, number>> = {
  plain: 0x4f6bed,
  empty: 0x80848e,
  warning: 0xf0a020,
};

/** Renders any card as one message of Components V2 within Discord's limits; README.md says why not embeds. */
export function renderMessage(card: Card, options: RenderOptions): RenderedMessage {
  const files = collectFiles(card);
  const items = fitCard(card, options, files);
  const shown = new Set(items.flatMap((item) => (item.kind === 'file' ? [item.name] : [])));
  return {
    body: {
      flags: MessageFlags.IsComponentsV2,
      components: [
        {
          type: ComponentType.Container,
          accent_color: accentColors[card.tone],
          components: buildComponents(items),
        },
      ],
      allowed_mentions: { parse: [] },
    },
    // Discord refuses a file that no component shows.
    files: [...files.values()].filter(({ name }) => shown.has(name)),
  };
}
