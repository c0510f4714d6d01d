import { describe, expect, it } from 'vitest';
import type { Edition } from '../../../src/corpus/paper.ts';
import { defined } from '../../../src/defined.ts';
import { createFeedList, feedsOf } from '../../../src/intake/rounds/added-feeds.ts';
import { useCommandLab } from '../../support/fakes/command-lab.ts';
import { createFakeFeed } from '../../support/fakes/fake-feed.ts';
import { samplePaper } from '../../support/fixtures/sample-papers.ts';

const lab = useCommandLab();
const added = 'added:rss:https://ants.example.org/feed';
let papers = 0;

interface Brought {
  readonly title: string;
  readonly url?: string;
  readonly by?: Edition['by'];
  readonly quietBefore?: string;
}

/** A feed brings a paper about ants. */
async function bring(source: string, { title, url, by = 'import', quietBefore }: Brought): Promise<void> {
  const { store, index } = lab.services;
  const before = await store.latestRevision();
  const paper = samplePaper({
    id: title.toLowerCase().replaceAll(/\W/g, ''),
    title,
    abstract: `Formic ants carry what ${title} says, said by ${by}, over the long way home to the hill.`,
    published: '2026-05-04',
    authors: ['Ada Lovelace'],
    doi: `10.1234/${title.toLowerCase().replaceAll(/\W/g, '')}`,
    sources: [{ file: source, line: 1 }],
    edition: { by },
    ...defined({ url }),
  });
  const intake = { source, records: [{ paper, isNew: true }], rejects: [], skipped: 0, cursor: 1 };
  await store.takeIn({ ...intake, ...defined({ quietBefore }) }, lab.clock.now());
  const changes = await store.changedPapers(before, 100);
  await index.put(changes.flatMap((change) => (change.paper === undefined ? [] : [change.paper])));
  lab.services.matchesCache.forget();
}
const title = () => `Formic study ${++papers}`;
const setAside = '2026-02-01';

describe('a paper of a feed that one workspace added', () => {
  it('comes in the digests of that workspace alone, and is found everywhere', async () => {
    const own = title();
    await lab.ask('follow formic ants confirm:yes');
    await lab.ask('digest empty silent');
    await bring(added, { title: own, quietBefore: setAside });
    await lab.digestAt('2026-05-04T09:05:00Z');
    expect(lab.paperTitles()).not.toContain(own);
    expect((await lab.ask(`search ${own}`)).papers[0]?.title).toBe(own);

    const { place } = lab.caller;
    await lab.services.store.addFeed(place, { name: added, addedBy: 'Ada', addedAt: 1 }, 20);
    const later = title();
    await bring(added, { title: later, quietBefore: setAside });
    await lab.digestAt('2026-05-05T09:05:00Z');
    expect(lab.paperTitles()).toContain(later);
    await lab.services.store.removeFeed(place, added);
  });

  it.each([
    ['a feed that is set', 'huggingface', 'huggingface', undefined],
    ['a journal that is set', 'rss:https://ants.example.org/other', 'journal', setAside],
  ] as const)('comes to the others once when %s brings it too', async (_what, source, by, quietBefore) => {
    const shared = title();
    await lab.ask('follow formic ants confirm:yes');
    await lab.ask('digest empty silent');
    await bring(added, { title: shared, url: 'https://evil.example.org/', quietBefore: setAside });
    await lab.digestAt('2026-05-04T09:05:00Z');
    expect(lab.paperTitles()).not.toContain(shared);
    const brought = {
      title: shared,
      by,
      url: 'https://good.example.org/',
      ...defined({ quietBefore }),
    };
    await bring(source, brought);
    await bring(source, brought);
    await lab.digestAt('2026-05-05T09:05:00Z');
    await lab.digestAt('2026-05-06T09:05:00Z');
    expect(lab.paperTitles().filter((each) => each === shared)).toEqual([shared]);
    // What the added feed said may be made up: it gives way.
    const { papers: found } = await lab.ask(`search ${shared}`);
    const paper = await lab.services.index.paper(found[0]?.id ?? '');
    expect(paper).toMatchObject({ url: 'https://good.example.org/', edition: { by } });
    expect(paper?.abstract).toContain(`said by ${by}`);
  });

  it('does not come again where it was posted, when another feed brings it', async () => {
    const { place } = lab.caller;
    await lab.services.store.addFeed(place, { name: added, addedBy: 'Ada', addedAt: 1 }, 20);
    const own = title();
    await lab.ask('follow formic ants confirm:yes');
    await lab.ask('digest empty silent');
    await bring(added, { title: own, quietBefore: setAside });
    await lab.digestAt('2026-05-04T09:05:00Z');
    await bring('huggingface', { title: own, by: 'huggingface' });
    await lab.digestAt('2026-05-05T09:05:00Z');
    await lab.digestAt('2026-05-06T09:05:00Z');
    expect(lab.paperTitles().filter((each) => each === own)).toEqual([own]);
    await lab.services.store.removeFeed(place, added);
  });

  it('comes to a second workspace by a second feed, though a reading kept it quiet before', async () => {
    const { place } = lab.caller;
    const second = 'added:rss:https://second.example.org/feed';
    const own = title();
    await lab.ask('follow formic ants confirm:yes');
    await lab.ask('digest empty silent');
    // The first reading of the first feed, which is a baseline.
    await bring(added, { title: own, quietBefore: '9999-12-31' });
    await lab.services.store.addFeed(place, { name: second, addedBy: 'Ada', addedAt: 1 }, 20);
    await lab.digestAt('2026-05-04T09:05:00Z');
    await bring(second, { title: own, quietBefore: setAside });
    await lab.digestAt('2026-05-05T09:05:00Z');
    expect(lab.paperTitles()).toContain(own);
    await lab.services.store.removeFeed(place, second);
  });
});

describe('the feeds that are read', () => {
  const set = [createFakeFeed({ name: 'huggingface' }), createFakeFeed({ name: 'rss:https://a.org/' })];
  let names: readonly string[] = [];
  const made: string[] = [];
  const list = createFeedList(
    set,
    { allAddedFeeds: async () => names.map((name) => ({ name, addedBy: 'Ada', addedAt: 1 })) },
    (name) => {
      made.push(name);
      return name.includes('unreadable') ? undefined : createFakeFeed({ name });
    },
  );
  const read = async () => (await list()).map(({ name }) => name);

  it('are those that are set, and those that people have added by now', async () => {
    expect(await read()).toEqual(['huggingface', 'rss:https://a.org/']);
    names = ['added:rss:https://b.org/', 'added:unreadable'];
    expect(await read()).toEqual(['huggingface', 'rss:https://a.org/', 'added:rss:https://b.org/']);
    const [, , feed] = await list();
    expect((await list())[2]).toBe(feed);
    names = [];
    expect(await read()).toHaveLength(2);
  });
  it('hold a feed once that is set as well, or added for all', async () => {
    names = ['added:rss:https://a.org/', 'added:rss:https://c.org/', 'rss:https://c.org/', 'huggingface'];
    expect(await read()).toEqual(['huggingface', 'rss:https://a.org/', 'rss:https://c.org/']);
  });
});

it('no feed can be added where none is read', async () => {
  const asked = { addedFeeds: () => Promise.reject(new Error('asked')) };
  expect(await feedsOf({ platform: 'slack', workspace: 'w' }, { store: asked, feeds: [] })).toEqual([]);
});

it('what came in new leaves out what other workspaces read', async () => {
  const own = title();
  lab.clock.at += 60_000;
  await bring(added, { title: own, quietBefore: setAside });
  const titles = async () => (await lab.ask('new today')).papers.map((paper) => paper.title);
  expect(await titles().catch(() => [])).not.toContain(own);
  await lab.services.store.addFeed(lab.caller.place, { name: added, addedBy: 'Ada', addedAt: 1 }, 20);
  expect(await titles()).toContain(own);
  await lab.services.store.removeFeed(lab.caller.place, added);
});

describe('a topic that asks where papers come from', () => {
  it('gets a paper that another feed brings first, once, when its own feed brings it', async () => {
    const own = title();
    await lab.ask('follow formic ants source:huggingface confirm:yes');
    await lab.ask('digest empty silent');
    await bring('arxiv:cs.LG', { title: own, by: 'arxiv' });
    await lab.digestAt('2026-05-04T09:05:00Z');
    expect(lab.paperTitles()).not.toContain(own);
    await bring('huggingface', { title: own, by: 'huggingface' });
    await lab.digestAt('2026-05-05T09:05:00Z');
    await bring('rss:https://ants.example.org/third', { title: own, by: 'journal', quietBefore: setAside });
    await lab.digestAt('2026-05-06T09:05:00Z');
    expect(lab.paperTitles().filter((each) => each === own)).toEqual([own]);
    expect((await lab.ask(`search ${own} source:huggingface`)).papers[0]?.title).toBe(own);
    expect((await lab.ask(`search ${own} source:third`)).papers[0]?.title).toBe(own);
  });
  it('no paper comes twice by a second feed, in topics that do not ask', async () => {
    const own = title();
    await lab.ask('follow formic ants confirm:yes');
    await lab.ask('digest empty silent');
    for (const [day, source] of ['arxiv:cs.LG', 'huggingface', 'rss:https://ants.example.org/x'].entries()) {
      await bring(source, { title: own, by: day === 0 ? 'arxiv' : 'journal' });
      await lab.digestAt(`2026-05-0${day + 4}T09:05:00Z`);
    }
    expect(lab.paperTitles().filter((each) => each === own)).toEqual([own]);
  });
});
