import { ComponentType } from 'discord.js';
import type { Chart } from '../../../src/cards/card.ts';
import { cleanText, clipText } from '../../../src/cards/text.ts';
import type { ContainerItem, MessageFile } from './payload.ts';

/** A colour for each series of a chart, and the emoji of about that colour, which the text below the picture names it by. */
export const chartColors = [
  { fill: '#55acee', sign: '🟦' },
  { fill: '#f4900c', sign: '🟧' },
  { fill: '#78b159', sign: '🟩' },
  { fill: '#aa8ed6', sign: '🟪' },
  { fill: '#dd2e44', sign: '🟥' },
  { fill: '#fdcb58', sign: '🟨' },
] as const;

/** Of a picture's description (docs.discord.com, media gallery item), in characters. */
const longestDescription = 1_024;

/** A picture, and its numbers for people who do not see it. */
export function chartItem({ title, categories, series }: Chart, { name }: MessageFile): ContainerItem {
  const rows = series.map((each) => `${cleanText(each.name)}: ${each.values.join(', ')}`);
  const description = [`${title}, ${categories.join(', ')}`, ...rows].join('. ');
  return {
    type: ComponentType.MediaGallery,
    items: [
      { media: { url: `attachment://${name}` }, description: clipText(description, longestDescription) },
    ],
  };
}

/** Which colour is which series, with its last number. */
export const chartLegend = ({ series }: Chart): string =>
  series
    .map(({ name, values }, i) => `${chartColors[i]?.sign ?? '⬜'} ${cleanText(name)} ${values.at(-1) ?? 0}`)
    .join(' · ');
