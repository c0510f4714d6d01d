import { describe, expect, it } from 'vitest';
import { dashboardPages, dashboardStart } from '../../../../adapters/web/dashboard/dashboard.ts';
import { createPlaceNames } from '../../../../adapters/web/dashboard/place-names.ts';
import { createWebApp } from '../../../../adapters/web/http/server.ts';
import type { PaperMap } from '../../../../adapters/web/map/paper-map.ts';
import { findPackageRoot } from '../../../../src/app/package-root.ts';
import { card, link, text } from '../../../../src/cards/builders.ts';
import type { MatchesCache } from '../../../../src/digest/plan/matches-cache.ts';
import type { Store } from '../../../../src/ports/store/store.ts';
import { createPaperIndex } from '../../../../src/search/paper-index.ts';
import { placeKey } from '../../../../src/topics/place.ts';
import { sampleCorpus, samplePaper } from '../../../support/fixtures/sample-papers.ts';

const place = { platform: 'slack', workspace: 'T1', channel: 'C<b>' };
const hostile = '<img src=x onerror=alert(1)> zebra';
const now = Date.UTC(2026, 4, 4, 12);
const paper = samplePaper({
  id: 'p1',
  title: hostile,
  abstract: 'Zebras are striped.',
  url: 'javascript:alert(1)',
});
const digest = card({
  title: 'New papers',
  summary: 'one',
  blocks: [text('Hello ', link(hostile, 'javascript:alert(1)'))],
});

const issuePapers = [
  { id: 'p1', outcome: 'new', topics: ['zebras'], words: ['<i>striped'] },
  { id: 'p2', outcome: 'hidden', topics: ['zebras'], words: [] },
];
const state = { place, schedule: { zone: 'Europe/Berlin' }, nextAt: now };
const store = {
  duePlaces: async () => [state],
  place: async ({ channel }: { channel: string }) => (channel === place.channel ? state : undefined),
  subscriptions: async () => [{ topic: { kind: 'query', query: 'zebras' } }],
  issue: async (_: unknown, date: string) =>
    date === '2026-05-04'
      ? { localDate: date, papers: issuePapers, parts: [{ card: digest }], doneAt: now }
      : undefined,
  arrivalOf: async () => undefined,
  latestArrival: async () => 1,
  arrivals: async () => [{ paper, firstSeenAt: now - 1_000 }],
  marks: async () => [
    { kind: 'saved', paperId: 'p1' },
    { kind: 'hidden', paperId: 'p2' },
  ],
} as unknown as Store;

const matchesCache = {
  arrivalsBetween: async () => ({ size: 1, newMatches: async () => [{ paper, score: 1, words: [] }] }),
  archive: async () => [{ paper, score: 1, words: [] }],
} as unknown as MatchesCache;
const map: PaperMap = {
  read: async () => ({
    kind: 'ready',
    papers: [{ id: 'p1', title: hostile, x: 0.25, y: 1, area: 0 }],
    areas: [{ name: 'zebra', x: 0.25, y: 1 }],
  }),
};
const placeName = async () => ({ channel: '#<b>papéers', workspace: 'Lab & Co' });
const followed: (readonly [string, string])[] = [];

const pages = (options: { token?: string; loopbackHosts?: readonly string[] }) =>
  createWebApp({
    ...options,
    pages: [
      dashboardStart,
      dashboardPages(async () => ({
        index: createPaperIndex(sampleCorpus([paper])),
        clock: { now: () => now },
        map,
        names: createPlaceNames(() => ({ placeName }), { now: () => now }),
        opened: async () => ({ store, matchesCache }),
        health: async () => ({
          problems: { queue: 'it is <slow>' },
          jobs: 3,
          feeds: [],
          figures: [{ platform: 'slack', state: 'failing', count: 2, oldestAt: now }],
          trouble: [{ at: now, isError: true, message: 'a command <failed>', reason: hostile }],
        }),
        follow: async ({ channel }, topic) => {
          followed.push([channel, topic]);
          return `I now follow “${topic}” here.`;
        },
      })),
    ],
    staticDir: `${findPackageRoot()}/adapters/web/static`,
    onBug: (error) => {
      throw error;
    },
  });
const app = pages({ loopbackHosts: ['localhost'] });
const get = async (path: string) => {
  const response = await app.request(path, { headers: { host: 'localhost' } });
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const key = encodeURIComponent(placeKey(place));

describe('the dashboard', () => {
  it.each([
    ['/dashboard', '1 paper and '],
    ['/dashboard?q=zebra', 'Papers'],
    ['/dashboard?q=zebra+year:2025', 'Nothing found'],
    ['/dashboard?q=year:soon', 'year:'],
    ['/dashboard?q=%22&page=99999999999', 'status'],
    ['/dashboard?similar=p1', 'Nearest to'],
    ['/dashboard?similar=nothing', 'not here'],
    ['/dashboard/channels', 'zebras'],
    ['/dashboard/channels', '>#&lt;b&gt;papéers (Slack, Lab &amp; Co)</a>'],
    [`/dashboard/channel?place=${key}`, '2026-05-04'],
    [`/dashboard/channel?place=${key}`, '<h1>#&lt;b&gt;papéers (Slack, Lab &amp; Co)</h1>'],
    [`/dashboard/digest?place=${key}&date=2026-05-04`, 'Hello'],
    [`/dashboard/digest?place=${key}&date=2026-05-04`, 'it says “&lt;i&gt;striped”'],
    [`/dashboard/digest?place=${key}&date=2026-05-04`, 'hidden in this channel'],
    ['/dashboard/map', '#&lt;b&gt;papéers (Slack, Lab &amp; Co)'],
    ['/dashboard/topics', 'zebras'],
    ['/dashboard/health', 'it is &lt;slow&gt;'],
    ['/dashboard/health', 'failed at the last try'],
    ['/dashboard/health', 'a command &lt;failed&gt;'],
  ])('%s shows %s, and no text of a paper or place as markup', async (path, shown) => {
    const page = await get(path);
    expect(page.status).toBe(200);
    expect(page.text).toContain(shown);
    expect(page.text).not.toMatch(
      /<img|<b>C|<script(?! type="module" src="\/static\/map\.js">)|href="javascript|&amp;(?:lt|amp);/,
    );
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  });
  it.each([
    'channel?place=x',
    'channel?place=a:b:c',
    'digest?place=a:b:c&date=soon',
    `digest?place=${key}&date=2026-05-03`,
    `saved?place=${key}&format=docx`,
    'other',
  ])('has nothing at %s', async (path) => expect((await get(`/dashboard/${path}`)).status).toBe(404));
  it('is where a person comes who has signed in', async () => {
    expect((await get('/')).headers.get('location')).toBe('/dashboard');
  });
  it('exports what is saved, and only that', async () => {
    const bibtex = await get(`/dashboard/saved?place=${key}&format=bibtex`);
    expect(bibtex.headers.get('content-disposition')).toBe(
      'attachment; filename="papers-b-papeers-slack-lab-co.bib"',
    );
    expect(bibtex.text.match(/^@/gm)).toHaveLength(1);
    expect((await get(`/dashboard/saved?place=${key}&format=ris`)).text).toContain('TY  - ');
  });
  it('has the data of the map, with the topic of each paper', async () => {
    const data = JSON.parse((await get('/dashboard/map.json')).text);
    expect(data).toEqual({
      kind: 'ready',
      of: 1,
      topics: ['zebras'],
      areas: [['zebra', 2_500, 10_000]],
      papers: [[2_500, 10_000, 0, 0, 'p1', hostile]],
    });
  });
  it('lets a channel follow a topic: from its own page alone', async () => {
    const page = await get('/dashboard/map');
    const token = /name="csrf-token" content="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const post = (body: unknown, headers: Record<string, string>) =>
      app.request('/dashboard/follow', {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { host: 'localhost', 'content-type': 'application/json', ...headers },
      });
    const own = { origin: 'http://localhost', 'x-csrf-token': token };
    const body = { place: placeKey(place), topic: 'zebras OR "striped horses"' };
    for (const headers of [
      {},
      { origin: 'http://localhost' },
      { ...own, origin: 'https://evil.example' },
      { ...own, 'x-csrf-token': `${token}x` },
      { ...own, 'sec-fetch-site': 'cross-site' },
    ])
      expect((await post(body, headers)).status, JSON.stringify(headers)).toBe(403);
    for (const wrong of [{}, { ...body, place: 'nowhere' }, { ...body, topic: ' ' }, [], 'x'])
      expect((await post(wrong, own)).status, JSON.stringify(wrong)).toBe(400);
    expect(followed).toEqual([]);
    expect(await (await post(body, own)).json()).toEqual({
      said: 'I now follow “zebras OR "striped horses"” here.',
    });
    expect(followed).toEqual([[place.channel, body.topic]]);
  });
  it('changes nothing else: no other page answers anything but a read', async () => {
    for (const path of ['', '/channels', '/map', '/topics', '/health'])
      expect(
        (await app.request(`/dashboard${path}`, { method: 'POST', headers: { host: 'localhost' } })).status,
      ).toBeGreaterThanOrEqual(400);
    expect((await get('/dashboard/follow')).status).toBe(404);
  });
  it('answers no other host, and elsewhere than on this machine nobody without the token', async () => {
    expect((await app.request('/dashboard', { headers: { host: 'evil.example' } })).status).toBe(421);
    const open = pages({ token: 'a-token' });
    const stranger = await open.request('/dashboard', { headers: { host: 'paperboy.example' } });
    expect([stranger.status, stranger.headers.get('location')]).toEqual([302, '/sign-in']);
  });
});
