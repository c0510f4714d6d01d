import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { XmlElement } from '../../../../adapters/feeds/xml/element.ts';
import { createXmlReader, readXml } from '../../../../adapters/feeds/xml/read-xml.ts';
import { createXmlRepair } from '../../../../adapters/feeds/xml/repair-xml.ts';
import { expectLinear } from '../../../support/expect-linear.ts';
import { readFixture } from '../../../support/fixtures/feeds/read-fixture.ts';

const names = ['item'];

const good = (name: string) => `<item><title>${name}</title><a:by>x</a:by></item>`;
const channel = (...items: string[]) =>
  `<?xml version="1.0"?>\n<rss xmlns:a="urn:a"><channel><title>T</title>${items.join('\n')}<end>E</end></channel></rss>`;

const texts = (items: readonly XmlElement[]) => items.map(({ text }) => text);
const read = (text: string) => {
  const { items, broken } = readXml(text, names);
  return broken === undefined ? texts(items) : [...texts(items), `! ${broken}`];
};

function repaired(text: string, size = text.length): string {
  const repair = createXmlRepair();
  let done = '';
  for (let at = 0; at < text.length; at += size) done += repair.write(text.slice(at, at + size));
  return done + repair.end();
}

it('finds items by local name, with any prefix and namespace', () => {
  const { items, root } = readXml(
    '<p:list xmlns:p="urn:r"><record xmlns="urn:other"/><q:record/><p:record q:n="1" n="2" xmlns:q="u"><p:t>a<b>b</b>c<![CDATA[<d>]]></p:t></p:record></p:list>',
    ['record'],
  );
  expect(root).toMatchObject({ uri: 'urn:r', local: 'list', children: [] });
  expect(items).toMatchObject([
    { uri: 'urn:other', text: '' },
    { uri: 'q', text: '' },
    {
      uri: 'urn:r',
      text: 'abc<d>',
      attributes: new Map([['n', '2']]),
      children: [{ uri: 'urn:r', local: 't' }],
    },
  ]);
});

it('shows what is around the items', () => {
  const { root, broken } = readXml(channel(good('1')), names);
  expect(root?.children[0]?.children.map(({ local, text }) => `${local} ${text}`)).toEqual([
    'title T',
    'end E',
  ]);
  expect(broken).toBeUndefined();
});

const broken: readonly (readonly [bad: string, reason: string])[] = [
  ['<item><title>a<b</title></item>', 'it is not well-formed: disallowed character in tag name'],
  ['<item><title>a</item>', 'it is not well-formed: unexpected close tag'],
  ['<item><title>a</title></other>', 'it is not well-formed: unexpected close tag'],
  ['<item a="1" a="2"/>', 'it is not well-formed: duplicate attribute: a'],
  ['<item><title a="x></title></item>', 'it is not well-formed: disallowed character'],
  ['<item a="', 'it is not well-formed: disallowed character'],
  ['<item>', 'it is not well-formed: unexpected close tag'],
  [`<item>${'<d>'.repeat(64)}`, 'it is nested too deeply'],
  [
    `<item><t ${Array.from({ length: 65 }, (_, n) => `a${n}=""`).join(' ')}/></item>`,
    'an element has too many attributes',
  ],
  [`<item><t>${'x'.repeat(200_001)}</t></item>`, 'an element has too much text'],
  [`<item>${'<t/>'.repeat(100_001)}</item>`, 'it has too many elements'],
  [`<item>${'<t>xxxxxxxxxxxxxxxxxxxxx</t>'.repeat(75_000)}</item>`, 'there is too much of it in one place'],
  ['<item><title><![CDATA[ a</title></item>', 'the text ends early'],
  ['<item><!-- a</title></item>', 'the text ends early'],
  ['<item><?a </title></item>', 'the text ends early'],
  [
    '<item><!DOCTYPE a [<!ENTITY b "c">]></item>',
    'it is not well-formed: inappropriately located doctype declaration',
  ],
  ['</item>', 'it is not well-formed: unexpected close tag'],
  ['<!-- ', 'the text ends early'],
  ['<![CDATA[', 'the text ends early'],
  ['<!DOCTYPE x', 'it is not well-formed: inappropriately located doctype declaration'],
  ['<?x ', 'the text ends early'],
  ['<title a="', 'it is not well-formed: disallowed character'],
];

it.each(broken.map(([bad, reason]) => [reason, bad] as const))(
  'keeps the items before a broken place: %s',
  (reason, bad) => {
    expect(read(channel(good('1'), good('2'), bad, good('3')))).toEqual(['1x', '2x', `! ${reason}`]);
  },
);

it('gives the item in which the reading stopped, as far as it was read', () => {
  const cutOff = (bad: string) => readXml(channel(good('1'), bad), names).cutOff?.text;
  expect(cutOff('<item><title>a</title><by>b<i>c</item>')).toBe('abc');
  expect(cutOff('<item>a</other>')).toBe('a');
  expect(cutOff('<!-- ')).toBeUndefined();
});

it.each([
  ['a bare ampersand', '<item>Bell & Sons, AT&T</item>', 'Bell & Sons, AT&T'],
  ['an entity that XML does not have', '<item>a&nbsp;b &constructor;</item>', 'a&nbsp;b &constructor;'],
  ['a stray "<"', '<item>p < 0.05, x<5, a<=b, 1<<2</item>', 'p < 0.05, x<5, a<=b, 1<<2'],
  ['a stray "<" in an attribute', '<item a="p < 0.05">a</item>', 'a'],
  ['a stray "</"', '<item>a </ b</item>', 'a </ b'],
  ['a stray "]]>"', '<item>a ]]> b</item>', 'a ]]> b'],
  ['a prefix without a namespace', '<item>a<b:c/></item>', 'a'],
  [
    'ampersands and "<" in CDATA',
    '<item><![CDATA[?a=1&b=2 < 3 &amp; <b>]]></item>',
    '?a=1&b=2 < 3 &amp; <b>',
  ],
  ['and what follows CDATA', '<item><![CDATA[a&b]]> & <![CDATA[c]]></item>', 'a&b & c'],
])('reads over %s', (_, item, text) => {
  expect(read(channel(good('1'), item, good('2')))).toEqual(['1x', text, '2x']);
});

it.each(['<', '</', '&', '\0', ']]>'])('reads over a %j between two items', (bad) => {
  expect(read(channel(good('1'), bad, good('2')))).toEqual(['1x', '2x']);
});

it('drops characters that XML forbids, and keeps bare ampersands', () => {
  expect(
    read(channel('<item>A\0B &amp; C&#0;&#xD800;\ud800 &foo; AT&T &constructor; &#233;&#xe9;</item>')),
  ).toEqual(['AB & C\ufffd &foo; AT&T &constructor; éé']);
  expect(repaired('&&#1;&#1114112;&#x110000;&#9;&lt;&;')).toBe('&amp;&#9;&lt;&amp;;');
  expect(repaired('<![CDATA[\0\ud800&]]>')).toBe('<![CDATA[\ufffd&]]>');
});

it.each(['arxiv-rss.xml', 'arxiv-atom.xml', 'arxiv-api-2026.xml', 'oai-arxiv.xml', 'oai-raw-2024.xml'])(
  'repairs nothing of a well-formed document: %s',
  (name) => expect(repaired(readFixture(name))).toBe(readFixture(name)),
);

it('repairs the same in pieces of any size', () => {
  const part = fc.constantFrom(
    '&',
    '<',
    '&amp;',
    '&#x10ffff;',
    '<![CDATA[',
    ']]>',
    ']',
    '\ud83d',
    '\ude00',
    'a;',
    '/b>',
  );
  fc.assert(
    fc.property(fc.array(part), fc.integer({ min: 1, max: 20 }), (parts, size) => {
      expect(repaired(parts.join(''), size)).toBe(repaired(parts.join('')));
    }),
  );
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

it('says that the text ends early', () => {
  const text = channel(good('1'), good('2'));
  for (const cut of [text.indexOf('<end>'), text.indexOf('2<'), text.length - 3]) {
    const { items, broken } = readXml(text.slice(0, cut), names);
    expect(items[0]?.text).toBe('1x');
    expect(broken).toBe('the text ends early');
  }
});

it('reads the same in pieces of any size', () => {
  for (const bad of ['', '<item><title>a<b</title></item>']) {
    const text = channel(good('1'), '<item>p < 5 & <![CDATA[<]]></item>', good('é &amp; 😀'), bad, good('2'));
    const whole = readXml(text, names);
    expect(whole.items).toHaveLength(bad === '' ? 4 : 3);
    for (let size = 1; size < 60; size++) {
      const reader = createXmlReader(names);
      const items: XmlElement[] = [];
      for (let at = 0; at < text.length; at += size) items.push(...reader.write(text.slice(at, at + size)));
      const { items: last, ...end } = reader.end();
      expect({ ...end, items: [...items, ...last] }).toEqual(whole);
    }
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
])('takes linear time for many %s', (_name, piece) =>
  expectLinear((count) => readXml(`<x>${piece.repeat(count)}`, names)),
);

it('gives no more items than anybody needs', () => {
  expect(readXml(`<x>${'<item/>'.repeat(60_000)}`, names).items.length).toBeLessThanOrEqual(50_000);
});
