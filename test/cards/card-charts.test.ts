import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartSvg, drawCharts } from '../../adapters/discord/deliver/draw-charts.ts';
import { renderMessage as renderDiscord } from '../../adapters/discord/render/message.ts';
import { renderMessage as renderSlack } from '../../adapters/slack/render/message.ts';
import { card, list } from '../../src/cards/builders.ts';
import type { Card, Chart } from '../../src/cards/card.ts';
import { checkMessage } from '../support/doubles/discord/check-message.ts';
import { createMemoryButtonLines } from '../support/doubles/discord/memory-button-lines.ts';
import { problemsOf } from '../support/doubles/slack/check-message.ts';
import { arbitraryText } from '../support/fixtures/arbitrary-card.ts';
import { tries } from '../support/tries.ts';

const weeks: Chart = {
  title: 'The 2 weeks to 8 May',
  categories: ['1 May', '8 May'],
  series: [
    { name: 'quantization <&>', values: [3, 12] },
    { name: 'reasoning', values: [0, 1] },
  ],
};
const cardOf = (chart: Chart): Card =>
  card({ title: 'The week', summary: 'The week', blocks: list(['quantization: 12'], chart) });
const arbitraryChart: fc.Arbitrary<Chart> = fc
  .tuple(fc.integer({ min: 1, max: 20 }), fc.array(arbitraryText, { minLength: 1, maxLength: 6 }))
  .chain(([count, names]) =>
    fc.record({
      title: arbitraryText,
      categories: fc.constant(Array.from({ length: count }, (_, i) => `${i} May`)),
      series: fc.tuple(
        ...names.map((name) =>
          fc.record({
            name: fc.constant(name),
            values: fc.array(fc.nat(900), { minLength: count, maxLength: count }),
          }),
        ),
      ),
    }),
  );

describe('a list with a chart', () => {
  it('is text where nothing else is asked for', () => {
    expect(JSON.stringify(renderSlack(cardOf(weeks)).blocks)).toContain('quantization: 12');
    const { body, files } = renderDiscord(cardOf(weeks), { lines: createMemoryButtonLines() });
    expect(JSON.stringify(body)).toContain('quantization: 12');
    expect(files).toEqual([]);
  });

  it('is a block of bars in Slack', () => {
    const { blocks } = renderSlack(cardOf(weeks), { charts: true });
    expect(blocks.at(-1)).toMatchObject({
      type: 'data_visualization',
      title: 'The 2 weeks to 8 May',
      chart: {
        type: 'bar',
        series: [
          {
            name: 'quantization <&>',
            data: [
              { label: '1 May', value: 3 },
              { label: '8 May', value: 12 },
            ],
          },
          { name: 'reasoning' },
        ],
        axis_config: { categories: ['1 May', '8 May'] },
      },
    });
  });

  it('is a chart that Slack accepts, whatever its topics are called', () => {
    const check = fc.property(arbitraryChart, (chart) => {
      expect(problemsOf(renderSlack(cardOf(chart), { charts: true }).blocks)).toEqual([]);
    });
    fc.assert(check, tries(100));
    const alike = weeks.series.map((each) => ({ ...each, name: 'a name of more than twenty characters' }));
    expect(problemsOf(renderSlack(cardOf({ ...weeks, series: alike }), { charts: true }).blocks)).toEqual([]);
  });

  it('is a picture in Discord, with its numbers for people who do not see it', async () => {
    const pictures = await drawCharts(cardOf(weeks));
    const { body, files } = renderDiscord(cardOf(weeks), { lines: createMemoryButtonLines(), pictures });
    expect(checkMessage(body as never)).toEqual([]);
    expect(files.map(({ name, contentType }) => [name, contentType])).toEqual([['chart-1.png', 'image/png']]);
    expect(
      Buffer.from(files[0]?.data ?? '')
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    const shown = JSON.stringify(body);
    expect(shown).toContain('attachment://chart-1.png');
    expect(shown).toContain('1 May, 8 May. quantization <&>: 3, 12. reasoning: 0, 1');
    expect(shown).toContain('🟧 reasoning 1');
    expect(shown).not.toContain('quantization: 12');
  });

  it('is drawn with one bar for each number, as high as the number says', () => {
    const check = fc.property(arbitraryChart, (chart) => {
      const found = [...chartSvg(chart).matchAll(/<rect [^>]*height="([^"]+)"/g)].map(([, height]) =>
        Number(height),
      );
      const values = chart.series.flatMap((each) => each.values);
      expect(found).toHaveLength(values.length);
      const most = Math.max(1, ...values);
      for (const [i, height] of found.entries())
        expect(height).toBeCloseTo(((values[i] ?? 0) / most) * 180, 6);
    });
    fc.assert(check, tries(50));
  });
});
