import type { Chart } from '../../../src/cards/card.ts';
import { escapeHtml } from './html.ts';

const [width, height] = [560, 180];
const edge = { left: 30, top: 12, bottom: 24 } as const;

/**
 * A chart about as Slack and Discord show it; colours are those of the style sheet.
 * @param hasLegend names the series; a message to Discord does it in text
 */
export function chartHtml({ title, categories, series }: Chart, hasLegend: boolean): string {
  const most = Math.max(1, ...series.flatMap(({ values }) => values));
  const group = (width - edge.left) / Math.max(1, categories.length);
  const bar = Math.min(24, (group * 0.8) / Math.max(1, series.length));
  const tall = (value: number) => ((height - edge.top - edge.bottom) * value) / most;
  const floor = height - edge.bottom;
  const bars = series.flatMap(({ values }, nth) =>
    categories.map((_, i) => {
      const x = edge.left + group * (i + 0.5) - (bar * series.length) / 2 + bar * nth;
      const size = tall(values[i] ?? 0);
      return `<rect class="series-${nth % 6}" x="${x}" y="${floor - size}" width="${Math.max(1, bar - 2)}" height="${size}"/>`;
    }),
  );
  const names = categories.map(
    (name, i) =>
      `<text x="${edge.left + group * (i + 0.5)}" y="${height - 6}" text-anchor="middle">${escapeHtml(name)}</text>`,
  );
  const lines = [0, most].map(
    (value) =>
      `<text x="${edge.left - 6}" y="${floor - tall(value) + 4}" text-anchor="end">${value}</text><path d="M${edge.left} ${floor - tall(value)}H${width}"/>`,
  );
  const said = series.map(({ name, values }) => `${name}: ${values.join(', ')}`).join('. ');
  const legend = series.map(
    ({ name }, nth) => `<li><span class="swatch series-${nth % 6}"></span>${escapeHtml(name)}</li>`,
  );
  return `<figure class="chart"><figcaption>${escapeHtml(title)}</figcaption><svg role="img" aria-label="${escapeHtml(`${categories.join(', ')}. ${said}`)}" viewBox="0 0 ${width} ${height}">${[...lines, ...bars, ...names].join('')}</svg>${hasLegend ? `<ul class="legend">${legend.join('')}</ul>` : ''}</figure>`;
}
