import { beforeEach, describe, expect, it } from 'vitest';
import { renderMessage } from '../../../adapters/console/render/message.ts';
import type { Card } from '../../../src/cards/card.ts';
import { allCommands } from '../../../src/commands/all-commands.ts';
import { createRouter } from '../../../src/commands/router.ts';
import { defined } from '../../../src/defined.ts';
import { runPlace } from '../../../src/digest/deliver/run-jobs.ts';
import { UserError } from '../../../src/errors.ts';
import { runFeed } from '../../../src/intake/rounds/run-feed.ts';
import type { FeedInfo } from '../../../src/ports/feed.ts';
import { createLab, type Lab, placeNamed, useLabStore } from '../../support/fakes/digest-lab.ts';
import { createFakeFeed, page } from '../../support/fakes/fake-feed.ts';
import { sampleCaller } from '../../support/fixtures/sample-caller.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** The core does not open a cursor, so this one is of a kind that no feed has. */
const readThrough = (cursor: unknown) => (cursor as { readonly readUpTo?: string } | undefined)?.readUpTo;
const huggingface: FeedInfo = {
  name: 'huggingface',
  host: 'huggingface',
  label: 'Hugging Face',
  readThrough,
};
const arxiv: FeedInfo = {
  name: 'arxiv:cs.LG+cs.CL',
  host: 'arxiv',
  label: 'arXiv (cs.LG, cs.CL)',
  readThrough,
};
const reject = { item: '2026-05-03 item 3', reason: 'no title', excerpt: '{"paper":' };

const labStore = useLabStore();
let lab: Lab;
beforeEach(() => {
  lab = createLab(labStore());
});

async function ask(typed: string, feeds: readonly FeedInfo[], place = placeNamed('lab')): Promise<Card> {
  const deps = { ...lab.deps, feeds };
  const corpus = { ...noCorpus };
  const commands = allCommands({ corpus, services: { corpus, open: async () => deps } });
  const router = createRouter({ commands, index: deps.index, clock: deps.clock, followed: async () => [] });
  return (await router.answer(typed, sampleCaller({ place }))).card;
}

const noCorpus = { pages: [], papers: [], notes: [], subtopics: [], warnings: [], rejects: [] };

/** A card as a terminal shows it. */
const read = (card: Card) => renderMessage(card, { width: 100, color: false }).text;
const shown = async (...asked: Parameters<typeof ask>) => read(await ask(...asked));

/** A round with two papers and a reject; the next one is an hour later. */
async function readWell(
  { name }: Pick<FeedInfo, 'name'>,
  fields: { through?: string; note?: string } = {},
): Promise<void> {
  const feed = createFakeFeed({
    name,
    pages: [{ ...page(`Ants of ${name}`, `Bees of ${name}`), rejects: [reject], skipped: 4 }],
    end: { nextAt: lab.clock.time + hour, ...defined({ note: fields.note }) },
  });
  const { store } = lab.deps;
  const withCursor = fields.through === undefined ? {} : { cursor: { readUpTo: fields.through } };
  await runFeed(feed, {
    ...lab.deps,
    store: { ...store, takeIn: (intake, now) => store.takeIn({ ...intake, ...withCursor }, now) },
  });
}

const fail = ({ name }: FeedInfo, failure: string, waitMs: number) =>
  lab.deps.store.endRound(name, { at: lab.clock.time, nextAt: lab.clock.time + waitMs, failure });

describe('feeds', () => {
  it('says that no feed is set, and how to set feeds', async () => {
    const card = await ask('feeds', []);
    expect(card.tone).toBe('empty');
    expect(read(card)).toContain('the README says how');
  });

  it('shows a feed that was never read', async () => {
    const card = await ask('feeds', [huggingface]);
    expect(card).toMatchObject({ title: 'Feed: Hugging Face', tone: 'plain' });
    expect(read(card)).toMatch(/Last read +not yet\nNext +now/);
  });

  it('shows of a feed when it was read, what it brought, up to which day, when it is read again, and rejects', async () => {
    await readWell(huggingface, { through: '2026-05-04', note: 'a quiet day' });
    lab.minutesLater(10);
    const card = await ask('feeds', [huggingface]);
    expect(card.tone).toBe('plain');
    expect(read(card)).toMatchInlineSnapshot(`
      "Feed: Hugging Face

      Last read       10 minutes ago
      Read up to      Mon 4 May 2026
      Last new paper  10 minutes ago
      Last round      7 seen: 2 new, 4 skipped, 1 rejected
      In all          7 seen: 2 new, 4 skipped, 1 rejected
      Next            Mon 4 May 2026, 09:00 (UTC)
      Note            a quiet day

      What I couldn’t read, the newest first
      • 2026-05-03 item 3: no title “{"paper":” (10 minutes ago)"
    `);
  });

  it('shows several feeds in a few lines each, and a named one in full', async () => {
    await readWell(huggingface);
    await fail(arxiv, 'arXiv answered 429 at rss.arxiv.org', 3 * hour);
    lab.minutesLater(60);
    const card = await ask('feeds', [huggingface, arxiv]);
    expect(card.tone).toBe('warning');
    expect(card.summary).toContain('429');
    expect(read(card)).toMatchInlineSnapshot(`
      "! Feeds

      1. Hugging Face
         7 seen: 2 new, 4 skipped, 1 rejected
         last read 60 minutes ago · next now
         [1] Details

      2. arXiv (cs.LG, cs.CL)
         arXiv (cs.LG, cs.CL) waits until Mon 4 May 2026, 11:00 (UTC): arXiv answered 429 at rss.arxiv.org
         not read yet
         [2] Details"
    `);
    expect(await shown('feeds arxiv', [huggingface, arxiv])).toMatchInlineSnapshot(`
      "! Feed: arXiv (cs.LG, cs.CL)

      Last read  not yet
      Waits      until Mon 4 May 2026, 11:00 (UTC): arXiv answered 429 at rss.arxiv.org"
    `);
    for (const name of ['huggingface', 'Hugging Face', 'HUGG'])
      expect(await ask(`feeds ${name}`, [huggingface, arxiv])).toMatchObject({
        title: 'Feed: Hugging Face',
        tone: 'plain',
      });
  });

  it('says how often a feed failed, and until when its host refuses', async () => {
    for (const _ of [1, 2, 3]) await fail(arxiv, 'no whole answer', hour);
    expect(await shown('feeds', [arxiv])).toContain('no whole answer (3 times in a row)');
    await lab.deps.store.refuse('arxiv', lab.clock.time + 5 * hour, 'arXiv answered 406');
    expect(await shown('feeds', [arxiv])).toMatch(
      /Waits +until Mon 4 May 2026, 13:00 \(UTC\): arXiv answered 406/,
    );
  });

  it('refuses a name of no feed, or of several, with suggestions', async () => {
    const twoOf: readonly FeedInfo[] = [arxiv, { ...arxiv, name: 'arxiv:stat.ML', label: 'arXiv (stat.ML)' }];
    for (const [name, feeds] of [
      ['mastodon', [huggingface]],
      ['arxiv', twoOf],
      ['x', []],
    ] as const) {
      const error = await ask(`feeds ${name}`, feeds).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(UserError);
      expect((error as UserError).suggestions).toHaveLength(feeds.length);
    }
  });

  it('lists imports and feeds that are not set any more', async () => {
    await readWell({ name: 'papers.jsonl' });
    expect(await shown('feeds', [huggingface])).toContain(
      'papers.jsonl: 7 seen: 2 new, 4 skipped, 1 rejected',
    );
    expect(await shown('feeds huggingface', [huggingface, arxiv])).not.toContain('papers.jsonl');
  });
});

describe('status', () => {
  it('says in one line what is new, and when the feeds were read', async () => {
    expect(await shown('status', [])).toContain('no feed is set');
    expect(await shown('status', [huggingface])).toContain('Hugging Face not read yet');
    await readWell(huggingface);
    lab.minutesLater(10);
    expect(await shown('status', [huggingface])).toMatch(
      /New papers +\d+ today, \d+ this week; Hugging Face read 10 minutes ago/,
    );
  });

  it('says what is wrong, and warns when it lasts', async () => {
    await readWell(huggingface);
    await fail(huggingface, 'no whole answer', hour);
    const short = await ask('status', [huggingface]);
    expect(short.tone).toBe('plain');
    expect(read(short)).toMatch(
      /Hugging Face waits until\s+Mon\s+4\s+May\s+2026,\s+09:00\s+\(UTC\):\s+no\s+whole\s+answer/,
    );
    lab.minutesLater((2 * day) / minute);
    await fail(huggingface, 'no whole answer', hour);
    const long = await ask('status', [huggingface]);
    expect(long.tone).toBe('warning');
    expect(read(long)).toMatch(/Until\s+then\s+I\s+may\s+be\s+missing\s+new\s+papers/);
  });
});

describe('a digest without new papers', () => {
  let places = 0;
  /** The message that is posted a day later. */
  async function digestOf(
    whenEmpty: 'note' | 'archive',
    feeds: readonly FeedInfo[],
    meanwhile = async () => {},
  ) {
    const place = placeNamed(`quiet${++places}`);
    await lab.follow(place, ['ants'], { whenEmpty });
    await lab.deps.index.put((await lab.deps.store.arrivals(0, 100)).map(({ paper }) => paper));
    lab.clock.time += day;
    await meanwhile();
    await runPlace(place, { ...lab.deps, feeds });
    const issue = await lab.deps.store.latestIssue(place, Number.MAX_SAFE_INTEGER);
    return read(issue?.parts[0]?.card as Card).replaceAll(/\s+/g, ' ');
  }

  it.each(['note', 'archive'] as const)('says that a feed could not be read (%s)', async (whenEmpty) => {
    await readWell(huggingface);
    await fail(arxiv, 'no whole answer', hour);
    lab.minutesLater(day / minute);
    await fail(huggingface, 'no whole answer', 3 * day);
    const text = await digestOf(whenEmpty, [huggingface]);
    expect(text).toContain(
      'Hugging Face could not be read since Mon 4 May 2026, 08:00 (UTC), so there may be more.',
    );
    expect(text.includes('Ants of huggingface')).toBe(whenEmpty === 'archive');
  });

  it('says at once, as status does, that the items of a feed cannot be read', async () => {
    await readWell(huggingface);
    const text = await digestOf('note', [huggingface], async () => {
      await readWell(huggingface);
      lab.minutesLater(60);
      const unread = createFakeFeed({
        name: huggingface.name,
        pages: [{ records: [], rejects: [reject], skipped: 0 }],
        end: { nextAt: lab.clock.time + hour, isUnread: true, note: '2026-05-05 could not be read' },
      });
      await runFeed({ ...unread, read: (_, now) => unread.read(undefined, now) }, lab.deps);
    });
    expect(text).toContain('Hugging Face could not be read since');
    expect(await shown('status', [huggingface])).toContain('2026-05-05 could not be read');
  });

  it('does not mention a feed that is read', async () => {
    await readWell(huggingface);
    const text = await digestOf('note', [huggingface], () => readWell(huggingface));
    expect(text).toContain('Nothing new');
    expect(text).not.toContain('could not be read');
  });

  it('says that there may be more when a feed was never read', async () => {
    await fail(arxiv, 'no whole answer', 3 * day);
    const text = await digestOf('note', [arxiv]);
    expect(text).toContain('arXiv (cs.LG, cs.CL) could not be read yet, so there may be more.');
  });
});
