import { expect, it } from 'vitest';
import { createSkins } from '../../../../src/app/compose/skins.ts';
import { card, list, text } from '../../../../src/cards/builders.ts';
import { chartsOf } from '../../../../src/cards/charts.ts';

const hostile = '<img src=x>&';
const review = card({
  title: 'The week',
  summary: 'The week',
  blocks: [
    text('Here it is.'),
    list([`${hostile}: 3 this week`], {
      title: 'New papers a week',
      categories: ['31 Jul', '7 Aug'],
      series: [
        { name: hostile, values: [0, 3] },
        { name: 'agents', values: [4, 1] },
      ],
    }),
  ],
});

it.each(createSkins(() => []))('the chart of a review is drawn from the payload, as $name', async (skin) => {
  const payload = skin.payload({ card: review, line: '', isShareable: false });
  const context = { zone: 'UTC', channelName: () => '', charts: chartsOf(review) };
  const html = skin.html(payload, context);
  expect(html).toContain('aria-label="31 Jul, 7 Aug. &lt;img src=x&gt;&amp;: 0, 3. agents: 4, 1"');
  expect(html.match(/<rect /g)).toHaveLength(4);
  expect(html).not.toContain('<img');
  // Without the chart's text, which says the same.
  expect(html).not.toContain('3 this week');
});
