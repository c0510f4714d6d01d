import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { parseAtomFeed, parseJsonFeed } from 'feedsmith';
import ICAL from 'ical.js';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldLine, toCalendar } from '../../../adapters/publish/calendar.ts';
import { createPublishRoutes } from '../../../adapters/publish/routes.ts';
import { withoutSecrets } from '../../../src/app/log.ts';
import { hashOfLink } from '../../../src/commands/digests/publish.ts';
import type { Paper } from '../../../src/corpus/paper.ts';
import { escapeXml } from '../../../src/escape-xml.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { defaultSchedule } from '../../../src/topics/calendar/schedule.ts';
import { createMemoryStore } from '../../support/fakes/memory-store/create-memory-store.ts';
import { samplePaper } from '../../support/fixtures/sample-papers.ts';

const secret = 'k'.repeat(43);
const place = { platform: 'slack', workspace: 'T1', channel: 'C1' };
const other = { ...place, channel: 'C2' };
const hostile =
  '</title><script>alert("1 & 2")</script> ]]> \u0000\u0007 BEGIN:VEVENT\r\nUID:x; \\n, 論文 😀 — '.repeat(3);

let store: Store;
let server: Server;
let base: string;
let isAway = false;

/** Posts a digest with the first papers; the last paper is in a message that was not sent. */
async function post(where: typeof place, localDate: string, papers: readonly Paper[], at: number) {
  const ids = papers.map(({ id }) => id);
  const card = { title: 'T', summary: 'S', tone: 'plain', blocks: [] } as const;
  const key = `${where.channel}${localDate}`;
  const before = await store.place(where);
  await store.recordIssue(
    {
      place: where,
      localDate,
      kind: 'papers',
      papers: ids.map((id) => ({ id, outcome: 'new', topics: ['moe & <b>'], words: [] })),
      matchedTopics: [],
      ...(before?.lastDate !== undefined && { previous: before.lastDate }),
      parts: [
        { key: `${key}0`, card, papers: ids.slice(0, -1) },
        { key: `${key}1`, card, papers: ids.slice(-1) },
      ],
    },
    { lastDate: localDate, seen: 0, checkedAt: at, nextAt: at },
    at,
  );
  const part = { place: where, localDate, number: 0 };
  await store.claimPart(part, at, 1_000);
  await store.completePart(part, { channel: where.channel, id: key } as never);
}

beforeAll(async () => {
  store = createMemoryStore();
  const papers = [1, 2, 3, 4, 5, 6, 7].map((n) =>
    samplePaper({
      id: `p${n}`,
      title: `Paper ${n} ${n === 1 ? hostile : ''}`,
      authors: [`<Ada> & ${n}`],
      abstract: hostile,
    }),
  );
  await store.addPapers(papers, 1);
  for (const where of [place, other])
    await store.savePlace({
      place: where,
      schedule: defaultSchedule,
      size: 10,
      whenEmpty: 'archive',
      owner: 'ada',
      since: 1,
      seen: 0,
    });
  await post(place, '2026-05-04', papers.slice(0, 3), Date.parse('2026-05-04T09:00:01.500Z'));
  await post(place, '2026-05-05', papers.slice(3, 5), Date.parse('2026-05-05T09:00:02Z'));
  await post(other, '2026-05-05', papers.slice(5, 7), Date.parse('2026-05-05T09:00:02Z'));
  await store.setPublication(place, { hash: hashOfLink(secret), at: Date.parse('2026-05-03T00:00:00Z') });
  const routes = createPublishRoutes(async () => {
    if (isAway) throw new Error('away');
    return { store };
  });
  server = createServer((request, response) => {
    if (!routes(request, response)) response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = (path: string, init: RequestInit = {}) => fetch(`${base}${path}`, init);
const body = async (ending: string) => (await ask(`/feeds/${secret}.${ending}`)).text();

/** The texts of a well-formed document, with those of attributes. @throws when it is not well-formed */
function readXml(xml: string): string[] {
  const texts: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('text', (text) => texts.push(text));
  parser.on('opentag', ({ attributes }) => {
    for (const { value } of Object.values(attributes)) texts.push(value);
  });
  parser.write(xml).close();
  return texts;
}

describe('what was posted', () => {
  it('is an Atom feed that independent parsers read: what was sent in that place, the newest first', async () => {
    const xml = await body('xml');
    readXml(xml);
    const { id, updated, entries = [] } = parseAtomFeed(xml);
    expect(id).toMatch(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(updated).toBe('2026-05-05T09:00:02.000Z');
    expect(
      entries.map(({ title }) => String((title as { value?: string }).value ?? title).slice(0, 7)),
    ).toEqual(['Paper 4', 'Paper 1', 'Paper 2']);
    expect(new Set(entries.map((entry) => entry.id)).size).toBe(3);
    expect(entries[0]?.authors).toEqual([{ name: '<Ada> & 4' }]);
    expect(entries[0]?.categories).toEqual([{ term: 'moe & <b>' }]);
    expect(xml).not.toContain('<script>');
  });

  it('is a JSON Feed with the same entries', async () => {
    const text = await body('json');
    const feed = parseJsonFeed(JSON.parse(text));
    expect(JSON.parse(text).version).toBe('https://jsonfeed.org/version/1.1');
    const atom = parseAtomFeed(await body('xml'));
    expect(feed.items?.map(({ id }) => id)).toEqual(atom.entries?.map(({ id }) => id));
    for (const item of JSON.parse(text).items) {
      expect(typeof item.content_text).toBe('string');
      expect(item.date_published).toMatch(/^2026-05-0\dT/);
    }
  });

  it('is a calendar with a day for each digest, whose lines are folded at 75 octets', async () => {
    const ics = await body('ics');
    expect(ics.endsWith('END:VCALENDAR\r\n')).toBe(true);
    for (const line of ics.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const calendar = new ICAL.Component(ICAL.parse(ics));
    const events = calendar.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));
    expect(events.map(({ startDate, endDate }) => [startDate.toString(), endDate.toString()])).toEqual([
      ['2026-05-05', '2026-05-06'],
      ['2026-05-04', '2026-05-05'],
    ]);
    expect(events[0]?.summary).toBe('1 paper: Paper 4 ');
    expect(events[1]?.description).toContain('alert("1 & 2")');
    expect(events[1]?.description).toContain('BEGIN:VEVENT\nUID:x; \\n, 論文 😀');
    expect(String(events[1]?.component.getFirstPropertyValue('dtstamp'))).toBe('2026-05-04T09:00:01Z');
    // The same entries when a new link is made.
    const before = events.map(({ uid }) => uid);
    expect(new Set(before).size).toBe(2);
    expect(await body('ics')).toBe(ics);
  });
});

describe('the address', () => {
  it('answers 304 to readers that have it already, by tag first and by date else', async () => {
    const { headers } = await ask(`/feeds/${secret}.xml`);
    const [etag = '', modified = ''] = [headers.get('etag') ?? '', headers.get('last-modified') ?? ''];
    expect(modified).toBe('Tue, 05 May 2026 09:00:02 GMT');
    expect(headers.get('cache-control')).toBe('private, max-age=600');
    const status = async (asked: Record<string, string>) =>
      (await ask(`/feeds/${secret}.xml`, { headers: asked })).status;
    expect(await status({ 'if-none-match': etag })).toBe(304);
    expect(await status({ 'if-none-match': `"other", W/${etag}` })).toBe(304);
    expect(await status({ 'if-modified-since': modified })).toBe(304);
    expect(await status({ 'if-none-match': '"other"', 'if-modified-since': modified })).toBe(200);
    expect(await status({ 'if-modified-since': 'Mon, 04 May 2026 09:00:00 GMT' })).toBe(200);
    expect(await status({ 'if-modified-since': 'yesterday' })).toBe(200);
  });

  it('has another tag and date once a paper of it is amended, also for readers that ask by date alone', async () => {
    const first = await ask(`/feeds/${secret}.json`);
    const [etag = '', modified = ''] = [
      first.headers.get('etag') ?? '',
      first.headers.get('last-modified') ?? '',
    ];
    const posted = (await store.arrivalOf('p4'))?.paper ?? samplePaper({ id: 'p4' });
    await store.addPapers([{ ...posted, abstract: 'Amended.', edition: { by: 'arxiv' } }], 2);
    expect((await store.arrivalOf('p4'))?.paper.abstract).toBe('Amended.');
    for (const asked of [{ 'if-none-match': etag }, { 'if-modified-since': modified }]) {
      const again = await ask(`/feeds/${secret}.json`, { headers: asked as Record<string, string> });
      expect(again.status).toBe(200);
      expect(Date.parse(again.headers.get('last-modified') ?? '')).toBeGreaterThan(Date.parse(modified));
      expect(await again.text()).toContain('Amended.');
    }
    const { headers } = await ask(`/feeds/${secret}.json`);
    const known = { 'if-modified-since': headers.get('last-modified') ?? '' };
    expect((await ask(`/feeds/${secret}.json`, { headers: known })).status).toBe(304);
  });

  it('answers HEAD with the same headers and no body, and refuses what is no reading', async () => {
    const [get, head] = [
      await ask(`/feeds/${secret}.ics`),
      await ask(`/feeds/${secret}.ics`, { method: 'HEAD' }),
    ];
    expect(head.headers.get('etag')).toBe(get.headers.get('etag'));
    expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(await get.text())));
    expect(await head.text()).toBe('');
    const refused = await ask(`/feeds/${secret}.ics`, { method: 'POST', body: 'x' });
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it.each([
    `/feeds/${'x'.repeat(43)}.xml`,
    `/feeds/${secret}.txt`,
    `/feeds/${secret}.constructor`,
    `/feeds/${secret}`,
    `/feeds/${secret}x.xml`,
    `/feeds/${encodeURIComponent('../')}${secret}.xml`,
    '/feeds/',
  ])('tells nothing at %s', async (path) => {
    const answer = await ask(path);
    expect([answer.status, await answer.text(), answer.headers.get('etag')]).toEqual([404, '', null]);
  });

  it('is of no use once it is revoked, says to come back while the store is away, and is never logged', async () => {
    isAway = true;
    const away = await ask(`/feeds/${secret}.xml`);
    isAway = false;
    expect([away.status, away.headers.get('retry-after')]).toEqual([503, '60']);
    const made = await store.publication(place);
    await store.setPublication(place, { hash: hashOfLink('n'.repeat(43)), at: 9 });
    expect((await ask(`/feeds/${secret}.xml`)).status).toBe(404);
    expect((await ask(`/feeds/${'n'.repeat(43)}.xml`)).status).toBe(200);
    await store.setPublication(place, made);
    expect(withoutSecrets(`GET /feeds/${secret}.xml 404`, [])).toBe('GET /feeds/[secret].xml 404');
    expect((await ask('/other')).status).toBe(418);
  });
});

describe('any text', () => {
  it('stays itself between tags and in attributes of XML, but for characters that XML cannot hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const held = text.toWellFormed().replace(/[^\t\n\r\u0020-\ufffd\u{10000}-\u{10ffff}]/gu, '');
        const [attribute, content] = readXml(`<a b="${escapeXml(text)}">${escapeXml(text)}</a>`);
        expect([attribute, content ?? '']).toEqual([held, held]);
      }),
    );
  });

  it('stays itself in a calendar', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (title) => {
        const paper = samplePaper({ id: 'p', title });
        const days = [{ localDate: '2026-05-04', at: 0, papers: [{ id: 'p', paper, topics: [] }] }];
        const [event] = new ICAL.Component(ICAL.parse(toCalendar({ id: 'x', days }))).getAllSubcomponents(
          'vevent',
        );
        // biome-ignore lint/suspicious/noControlCharactersInRegex: what a calendar cannot hold
        const held = title.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
        expect(event?.getFirstPropertyValue('summary')).toBe(`1 paper: ${held}`);
      }),
    );
  });

  it('is folded between characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const line = text.replace(/[\r\n]/g, '');
        expect(foldLine(line).replaceAll('\r\n ', '')).toBe(line.toWellFormed());
        for (const part of foldLine(line).split('\r\n'))
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75);
      }),
    );
  });
});
