import { expect, it } from 'vitest';
import { childOf, childrenOf, textOf } from '../../../../adapters/feeds/xml/element.ts';
import { readXml } from '../../../../adapters/feeds/xml/read-xml.ts';

const dublinCore = 'http://purl.org/dc/elements/1.1/';
const [item] = readXml(
  `<rss xmlns:dc="${dublinCore}"><item><dc:title>Long</dc:title><title> Short </title><dc:creator>A</dc:creator>
  <dc:creator>B</dc:creator><guid/><dc:description>D</dc:description></item></rss>`,
  ['item'],
).items;
if (item === undefined) throw new Error('no item');

it('finds children by local name in any namespace', () => {
  expect(childrenOf(item, 'creator').map(({ text }) => text)).toEqual(['A', 'B']);
  expect(childOf(item, 'description')?.text).toBe('D');
  expect(childOf(item, 'missing')).toBeUndefined();
});

it('prefers the namespace of the element if several have that name', () => {
  expect(textOf(item, 'title')).toBe('Short');
  expect(childOf(item, 'title', dublinCore)?.text).toBe('Long');
  expect(childOf(item, 'guid', dublinCore)).toBeUndefined();
});

it('tries the names in turn, and skips empty elements', () => {
  expect(textOf(item, 'guid', 'id', 'description', 'title')).toBe('D');
  expect(textOf(item, 'guid')).toBeUndefined();
  expect(textOf(undefined, 'title')).toBeUndefined();
});
