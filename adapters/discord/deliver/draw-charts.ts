import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { Card, Chart } from '../../../src/cards/card.ts';
import { chartsOf } from '../../../src/cards/charts.ts';
import { escapeXml } from '../../../src/escape-xml.ts';
import { chartColors } from '../render/chart-item.ts';
import type { ChartPictures, MessageFile } from '../render/payload.ts';

const require = createRequire(import.meta.url);

interface Drawing {
  readonly font: Uint8Array;
}

let opened: Promise<Drawing> | undefined;

/** Reads the engine and the font once for the process: 2.5 MB, some 200 ms. */
function open(): Promise<Drawing> {
  opened ??= (async () => {
    await initWasm(await readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
    return { font: await readFile(require.resolve('@fontsource/lato/files/lato-latin-400-normal.woff2')) };
  })();
  return opened;
}

/** The charts of a card as pictures. Each takes this thread some 40 ms. */
export async function drawCharts(card: Card): Promise<ChartPictures> {
  const charts = chartsOf(card);
  if (charts.length === 0) return new Map();
  const { font } = await open();
  return new Map(
    charts.map((chart, i): [Chart, MessageFile] => {
      const name = `chart-${i + 1}.png`;
      return [chart, { name, data: toPng(chartSvg(chart), font), contentType: 'image/png' }];
    }),
  );
}

function toPng(svg: string, font: Uint8Array): Buffer {
  // Sharp on screens with two pixels for one; Discord shows it about 550 wide.
  const fitTo = { mode: 'zoom', value: 2 } as const;
  const drawing = new Resvg(svg, { fitTo, font: { fontBuffers: [font], defaultFontFamily: 'Lato' } });
  const image = drawing.render();
  const png = Buffer.from(image.asPng());
  image.free();
  drawing.free();
  return png;
}

const [width, height] = [600, 220];
/** Around the bars, for what is written there. */
const edge = { left: 34, right: 4, top: 14, bottom: 26 } as const;
/** Read on Discord's light and dark ground alike, which the picture lets through. */
const ink = '#80848e';

/** Groups of bars above a line, with the name of each group below it, and the value of half and of the highest bar at the left. */
export function chartSvg({ categories, series }: Chart): string {
  const most = Math.max(1, ...series.flatMap(({ values }) => values));
  const [innerWidth, innerHeight] = [width - edge.left - edge.right, height - edge.top - edge.bottom];
  const group = innerWidth / Math.max(1, categories.length);
  const bar = Math.min(28, (group * 0.8) / Math.max(1, series.length));
  const y = (value: number) => edge.top + innerHeight * (1 - value / most);
  const middle = (i: number) => edge.left + group * (i + 0.5);
  const lines = [0, ...(most > 1 ? [Math.round(most / 2)] : []), most].map(
    (value) =>
      `<path d="M${edge.left} ${y(value)}H${width - edge.right}" stroke="${ink}" stroke-opacity="${value === 0 ? 0.8 : 0.25}"/>` +
      `<text x="${edge.left - 8}" y="${y(value) + 4}" text-anchor="end">${value}</text>`,
  );
  const bars = series.flatMap(({ values }, nth) =>
    categories.map((_, i) => {
      const value = values[i] ?? 0;
      const x = middle(i) - (bar * series.length) / 2 + bar * nth;
      const size = `width="${Math.max(1, bar - 2)}" height="${y(0) - y(value)}"`;
      return `<rect x="${x}" y="${y(value)}" ${size} rx="1.5" fill="${chartColors[nth]?.fill}"/>`;
    }),
  );
  const names = categories.map(
    (name, i) => `<text x="${middle(i)}" y="${height - 7}" text-anchor="middle">${escapeXml(name)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="Lato" font-size="13" fill="${ink}">${[...lines, ...bars, ...names].join('')}</svg>`;
}
