import { describe, expect, it } from 'vitest';
import { dashboardPages, dashboardStart } from '../../../../adapters/web/dashboard/dashboard.ts';
import { createWebApp } from '../../../../adapters/web/http/server.ts';
import { findPackageRoot } from '../../../../src/app/package-root.ts';
import { card, link, text } from '../../../../src/cards/builders.ts';
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
  marks: async () => [
    { kind: 'saved', paperId: 'p1' },
    { kind: 'hidden', paperId: 'p2' },
  ],
} as unknown as Store;

const pages = (options: { token?: string; loopbackHosts?: readonly string[] }) =>
  createWebApp({
    ...options,
    pages: [
      dashboardStart,
      dashboardPages(async () => ({
        index: createPaperIndex(sampleCorpus([paper])),
        clock: { now: () => now },
        store: async () => store,
        health: async () => ({ problems: { queue: 'it is <slow>' }, jobs: 3, feeds: [] }),
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
    [`/dashboard/channel?place=${key}`, '2026-05-04'],
    [`/dashboard/digest?place=${key}&date=2026-05-04`, 'Hello'],
    [`/dashboard/digest?place=${key}&date=2026-05-04`, 'it says “&lt;i&gt;striped”'],
    [`/dashboard/digest?place=${key}&date=2026-05-04`, 'hidden in this channel'],
    ['/dashboard/health', 'it is &lt;slow&gt;'],
  ])('%s shows %s, and no text of a paper or place as markup', async (path, shown) => {
    const page = await get(path);
    expect(page.status).toBe(200);
    expect(page.text).toContain(shown);
    expect(page.text).not.toMatch(/<img|<b>C|<script|href="javascript|&amp;lt;/);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  });
  it.each([
    'channel?place=x',
    'channel?place=a:b:c',
    'digest?place=a:b:c&date=soon',
    `digest?place=${key}&date=2026-05-03`,
    'other',
  ])('has nothing at %s', async (path) => expect((await get(`/dashboard/${path}`)).status).toBe(404));
  it('is where a person comes who has signed in', async () => {
    expect((await get('/')).headers.get('location')).toBe('/dashboard');
  });
  it('exports what is saved, and only that', async () => {
    const bibtex = await get(`/dashboard/saved?place=${key}&format=bibtex`);
    expect(bibtex.headers.get('content-disposition')).toContain('papers.bib');
    expect(bibtex.text.match(/^@/gm)).toHaveLength(1);
    expect((await get(`/dashboard/saved?place=${key}&format=ris`)).text).toContain('TY  - ');
  });
  it('changes nothing: no page answers anything but a read', async () => {
    for (const path of ['', '/channels', '/health'])
      expect(
        (await app.request(`/dashboard${path}`, { method: 'POST', headers: { host: 'localhost' } })).status,
      ).toBeGreaterThanOrEqual(400);
  });
  it('answers no other host, and elsewhere than on this machine nobody without the token', async () => {
    expect((await app.request('/dashboard', { headers: { host: 'evil.example' } })).status).toBe(421);
    const open = pages({ token: 'a-token' });
    const stranger = await open.request('/dashboard', { headers: { host: 'paperboy.example' } });
    expect([stranger.status, stranger.headers.get('location')]).toEqual([302, '/sign-in']);
  });
});
