import { expect, it } from 'vitest';
import { createXmlReader, readXml, type XmlItem } from '../../../../adapters/feeds/xml/read-xml.ts';
import { mendXml, safeCut } from '../../../../adapters/feeds/xml/repair-xml.ts';

const ITEM = { local: 'item', uris: [''] };
const record = { local: 'record', uris: ['urn:r'] };

const good = (name: string) => `<item><title>${name}</title><a:by>x</a:by></item>`;
const channel = (...items: string[]) =>
  `<?xml version="1.0"?>\n<rss xmlns:a="urn:a"><channel><title>T</title>${items.join('\n')}<end>E</end></channel></rss>`;

const show = (item: XmlItem) => ('broken' in item ? `! ${item.broken}` : item.element.text);
const read = (text: string) => readXml(text, [ITEM]).items.map(show);

it('matches by namespace and local name, whatever the prefix', () => {
  const { items, root } = readXml(
    '<p:list xmlns:p="urn:r"><record xmlns="urn:other"/><record/><p:record q:n="1" n="2" xmlns:q="u"><p:t>a<b>b</b>c<![CDATA[<d>]]></p:t></p:record></p:list>',
    [record],
  );
  expect(root).toEqual({ uri: 'urn:r', local: 'list' });
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({
    number: 1,
    element: { text: 'abc<d>', attributes: new Map([['n', '2']]), children: [{ uri: 'urn:r', local: 't' }] },
  });
});

it('shows what stands beside the items', () => {
  const { beside, broken } = readXml(channel(good('1')), [ITEM]);
  expect(beside.map(({ element, parent }) => `${parent}/${element.local} ${element.text}`)).toEqual([
    'channel/title T',
    'channel/end E',
  ]);
  expect(broken).toBeUndefined();
});

const broken: readonly (readonly [bad: string, reason: string])[] = [
  ['<item><title>a<b</title></item>', 'it is not well-formed: disallowed character in tag name'],
  ['<item><title>a</item>', 'it is not well-formed: unexpected close tag'],
  [
    '<item><title>a ]]> b</title></item>',
    'it is not well-formed: the string "]]>" is disallowed in char data',
  ],
  ['<item><b:c/></item>', 'it is not well-formed: unbound namespace prefix: "b"'],
  ['<item a="1" a="2"/>', 'it is not well-formed: duplicate attribute: a'],
  ['<item><title a="x></title></item>', 'it is not well-formed: disallowed character'],
  ['<item a="', 'it is not well-formed: disallowed character'],
  ['<item>', 'the next one begins inside it'],
  [`<item>${'<d>'.repeat(64)}`, 'it is nested too deeply'],
  [
    `<item><t ${Array.from({ length: 65 }, (_, n) => `a${n}=""`).join(' ')}/></item>`,
    'an element of it has too many attributes',
  ],
  [`<item><t>${'x'.repeat(200_001)}</t></item>`, 'an element of it has too much text'],
  [`<item>${'<t/>'.repeat(100_001)}</item>`, 'it has too many elements'],
  [`<item>${'<t>xxxxxxxxxxxxxxxxxxxxx</t>'.repeat(75_000)}</item>`, 'it is too long'],
  ['<item><title><![CDATA[ a</title></item>', 'the text ends early'],
  ['<item><!-- a</title></item>', 'the text ends early'],
  ['<item><?a </title></item>', 'the text ends early'],
  [
    '<item><!DOCTYPE a [<!ENTITY b "c">]></item>',
    'it is not well-formed: inappropriately located doctype declaration',
  ],
];

it.each(broken.map(([bad, reason]) => [reason, bad] as const))(
  'reads the items around one: %s',
  (reason, bad) => {
    expect(read(channel(good('1'), bad, good('2'), good('3')))).toEqual(['1x', `! ${reason}`, '2x', '3x']);
  },
);

it.each([
  '<',
  '</',
  '</item>',
  '</channel>',
  '<!-- ',
  '<![CDATA[',
  '<!DOCTYPE x',
  '<?x ',
  '<title a="',
  '&',
  '\0',
  ']]>',
])('reads the items around a %j between them', (bad) => {
  expect(read(channel(good('1'), bad, good('2'), good('3')))).toEqual(['1x', '2x', '3x']);
});

it('drops what XML does not have, and takes every other ampersand for itself', () => {
  expect(
    read(channel('<item>A\0B &amp; C&#0;&#xD800;\ud800 &foo; AT&T &constructor; &#233;&#xe9;</item>')),
  ).toEqual(['AB & C\ufffd &foo; AT&T &constructor; éé']);
  expect(mendXml('&&#1;&#1114112;&#x110000;&#9;&lt;&;')).toBe('&amp;&#9;&lt;&amp;;');
});

it('cuts between characters and references', () => {
  expect(safeCut('a&amp')).toBe(1);
  expect(safeCut('a&amp;')).toBe(6);
  expect(safeCut('a& b and more of it')).toBe(19);
  expect(safeCut('a\ud83d')).toBe(1);
});

it('refuses documents that declare entities, and expands none', () => {
  const bomb = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
    { length: 9 },
    (_, n) => `<!ENTITY lol${n + 1} "${`&lol${n || ''};`.repeat(10)}">`,
  ).join('')}]>${channel('<item>&lol9;</item>')}`;
  expect(bomb.length).toBeLessThan(2_000);
  expect(() => read(bomb)).toThrow(
    expect.objectContaining({
      name: 'FeedError',
      problem: 'unreadable',
      message: 'the answer declares entities, and entity expansion is off',
    }),
  );
  expect(read(`<!DOCTYPE rss SYSTEM "http://example.org/rss.dtd">${channel(good('1'))}`)).toEqual(['1x']);
});

it('ends early, and says so', () => {
  const text = channel(good('1'), good('2'));
  for (const cut of [text.indexOf('<end>'), text.indexOf('2<'), text.length - 3]) {
    const { items, broken } = readXml(text.slice(0, cut), [ITEM]);
    expect(show(items[0] as XmlItem)).toBe('1x');
    expect(broken).toBe('the text ends early');
  }
});

it('gives the same in pieces of any size', () => {
  const text = channel(
    good('1'),
    '<item><title>a<b</title></item>',
    good('é &amp; 😀'),
    '<item>',
    good('2'),
    '</item>',
  );
  const whole = readXml(text, [ITEM]);
  expect(whole.items.map(show)).toHaveLength(5);
  for (let size = 1; size < 60; size++) {
    const reader = createXmlReader([ITEM]);
    const items: XmlItem[] = [];
    for (let at = 0; at < text.length; at += size) items.push(...reader.write(text.slice(at, at + size)));
    const { items: last, ...end } = reader.end();
    expect([...items, ...last].map(show)).toEqual(whole.items.map(show));
    expect({ ...end, items: [] }).toEqual({ ...whole, items: [] });
  }
});

it.each([
  ['nesting', '<a>'],
  ['nesting in an item', '<item><a>'],
  ['beginnings of items', '<item>'],
  ['ends of items', '</item>'],
  ['unfinished tags', '<item '],
  ['comments that do not end', '<item><!--'],
  ['CDATA that does not end', '<item><![CDATA[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
  ['attributes', 'a="1" '],
  ['attributes of one item', '<item a="1" '],
  ['namespaces', '<b xmlns:c="urn:c"/>'],
  ['broken ends', '</'],
  ['NUL', '\0'],
  ['ampersands', '&'],
  ['whole items', '<item/>'],
])('takes bounded time over 10 MB of %s', (_name, piece) => {
  const text = `<x>${piece.repeat(Math.ceil(10_000_000 / piece.length))}`;
  const start = process.cpuUsage();
  const { items } = readXml(text, [ITEM]);
  expect(items.length).toBeLessThanOrEqual(50_000);
  // Time of the processor, which does not depend on what else the machine does; 0.7 s at most when this was written.
  expect(process.cpuUsage(start).user).toBeLessThan(3_000_000);
});
