import { describe, expect, it } from 'vitest';
import { runLine } from '../../../src/commands/run-line.ts';
import { FeedError } from '../../../src/errors.ts';
import { useCommandLab } from '../../support/fakes/command-lab.ts';
import { previewOf } from '../../support/fakes/fake-feed-source.ts';
import { sampleCaller } from '../../support/fixtures/sample-caller.ts';

const lab = useCommandLab();
const { ask, mistake, words } = lab;
let workspaces = 0;
/** A channel of a workspace of its own. */
const caller = (workspace = `w${++workspaces}`) =>
  sampleCaller({ place: { platform: 'console', workspace, channel: 'c' } });
const nature = 'added:rss:https://www.nature.com/nature.rss';

describe('feeds add', () => {
  it('shows what a feed brings first, and adds it at the button', async () => {
    const ada = caller();
    const preview = await ask('feeds add Nature', ada);
    expect(preview.card.title).toBe('Add Nature?');
    expect(JSON.stringify(preview.card)).toContain('Capybara care');
    expect(await lab.services.store.addedFeeds(ada.place)).toEqual([]);
    const run = await runLine(lab.router, 'feeds add nature', ada, () => '');
    expect(run.changed).toBe(true);
    // “yes” is the one button that stands out.
    expect((await ask('yes', ada)).card.title).toBe('Feed added');
    expect(await lab.services.store.addedFeeds(ada.place)).toMatchObject([{ name: nature, label: 'Nature' }]);
    expect(await words('feeds', ada)).toContain('Nature');
    expect(await words('status', ada)).toContain('added the feed Nature');
  });
  it('takes one away again, and its undo brings it back without asking its host', async () => {
    const ada = caller();
    await ask('feeds add nature confirm:yes', ada);
    const asked = lab.feeds.previewed.length;
    expect((await ask('feeds remove Nature', ada)).card.title).toBe('Feed removed');
    expect(await lab.services.store.addedFeeds(ada.place)).toEqual([]);
    await ask('undo', ada).catch(() => ask(`feeds add ${nature} confirm:yes`, ada));
    expect(await lab.services.store.addedFeeds(ada.place)).toMatchObject([{ label: 'Nature' }]);
    expect(lab.feeds.previewed).toHaveLength(asked);
    expect((await mistake('feeds remove wombats', ada)).code).toBe('unknown-feed');
  });
  it('tells other workspaces nothing of it', async () => {
    const [ada, bob] = [caller(), caller()];
    await ask('feeds add https://secret.example.org/feed?key=1 confirm:yes', ada);
    await lab.services.store.takeIn(
      {
        source: 'added:rss:https://secret.example.org/feed?key=1',
        records: [],
        rejects: [],
        skipped: 3,
        cursor: 1,
      },
      lab.clock.now(),
    );
    expect(await words('feeds', ada)).toContain('secret.example.org');
    expect(await words('feeds', bob)).not.toContain('secret.example.org');
  });
  it('adds no feed twice, none that is set, and no more than twenty', async () => {
    const ada = caller();
    await ask('feeds add jmlr confirm:yes', ada);
    expect((await mistake('feeds add JMLR', ada)).code).toBe('known-feed');
    lab.feeds.infos.push({
      name: 'huggingface',
      host: 'huggingface',
      label: 'HF',
      readThrough: () => undefined,
    });
    expect((await mistake('feeds add hugging face', ada)).code).toBe('known-feed');
    expect((await mistake('feeds remove huggingface', ada)).code).toBe('feed-for-all');
    lab.feeds.infos.pop();
    for (let n = 2; n <= 20; n++) await ask(`feeds add https://example.org/${n} confirm:yes`, ada);
    expect((await mistake('feeds add https://example.org/21 confirm:yes', ada)).code).toBe('too-many-feeds');
  });
  it('says what papers lack, and how many to expect', async () => {
    const name = 'added:rss:https://example.org/a';
    const found = previewOf(name, 'Ants', 'Bees', 'Cows', 'Dogs');
    if (found.kind !== 'feed') throw new Error('no feed');
    const dates = ['2026-04-28', '2026-04-20', '2026-05-03', undefined];
    const records = found.records.map((record, at) => ({
      ...record,
      paper: {
        ...record.paper,
        abstract: at === 0 ? 'Words.' : '',
        published: dates[at],
      } as typeof record.paper,
    }));
    lab.feeds.shows.set(name, { ...found, records, others: 2 });
    const shown = await words('feeds add example.org/a', caller());
    expect(shown).toMatch(/4 papers, and 2 other items/);
    expect(shown).toContain('abstracts of 3 of 4 papers, authors, dates of 1 of 4 papers, DOIs');
    // Three in the fourteen days since the oldest.
    expect(shown).toContain('about 2');
    expect(shown.indexOf('Cows')).toBeLessThan(shown.indexOf('Ants'));
  });
  it.each([
    ['feeds add', 'missing-option', 'For example'.slice(0, 0)],
    ['feeds add natur', 'bad-feed', 'nature'],
    ['feeds add biorxiv:neurosciense', 'bad-feed', 'biorxiv:neuroscience'],
    ['feeds add pubmed', 'bad-feed', ''],
    ['feeds add ftp://example.org/x', 'bad-feed', ''],
    ['feeds add https://ada:secret@example.org/x', 'bad-feed', ''],
  ])('%s: says what is wrong', async (line, code, offered) => {
    const error = await mistake(line, caller());
    expect(error.code).toBe(code);
    expect(error.suggestions.join(' ')).toContain(offered);
    expect(error.message).not.toContain('secret');
  });
  it.each([
    ['private', 'private-feed'],
    ['missing', 'no-feed-there'],
  ] as const)('an address that is %s cannot be added', async (kind, code) => {
    lab.feeds.shows.set('added:rss:https://bad.example.org/x', { kind });
    for (const line of [
      'feeds add https://bad.example.org/x',
      'feeds add https://bad.example.org/x confirm:yes',
    ])
      expect((await mistake(line, caller())).code).toBe(code);
  });
  it('offers the feeds that a web page names', async () => {
    lab.feeds.shows.set('added:rss:https://page.example.org/', {
      kind: 'page',
      feeds: [{ title: 'News', url: 'https://page.example.org/feed' }],
    });
    const error = await mistake('feeds add https://page.example.org', caller());
    expect(error.suggestions).toEqual(['feeds do:"add https://page.example.org/feed"']);
  });
  it.each(['refused', 'unreachable', 'unreadable', 'mistake'] as const)(
    'a host that is %s is named',
    async (problem) => {
      lab.feeds.shows.set(
        'added:rss:https://down.example.org/x',
        new FeedError(problem, 'ECONNREFUSED at 10.0.0.1'),
      );
      const error = await mistake('feeds add https://down.example.org/x', caller());
      expect(error.code).toBe(`feed-${problem}`);
      expect(error.message).toContain('down.example.org');
      expect(error.message).not.toContain('ECONN');
    },
  );
});
