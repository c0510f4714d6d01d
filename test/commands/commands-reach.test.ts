import { describe, expect, it } from 'vitest';
import { commandLine, plainText } from '../../src/cards/builders.ts';
import type { Card } from '../../src/cards/card.ts';
import { allCommands } from '../../src/commands/all-commands.ts';
import { homeCard } from '../../src/commands/digests/home-card.ts';
import { allRights } from '../../src/commands/place-handle.ts';
import { createRouter } from '../../src/commands/router.ts';
import { runLine } from '../../src/commands/run-line.ts';
import { placeKey } from '../../src/topics/place.ts';
import { createLab, placeNamed } from '../support/fakes/digest-lab.ts';
import { createMemoryStore } from '../support/fakes/memory-store/create-memory-store.ts';
import { platforms } from '../support/fixtures/platforms.ts';
import { sampleCorpus, samplePaper } from '../support/fixtures/sample-papers.ts';

const nth = (what: string, count: number) => Array.from({ length: count }, (_, i) => `${what} no. ${i + 1}!`);
const channels = nth('channel', 60).map((_, i) => ({ platform: 'slack', workspace: 'T1', channel: `C${i}` }));
const names = {
  topics: nth('topic', 49).map((name) => name.replace(/ no\. (\d+)!/, ' number $1')),
  merged: nth('merged', 70),
  warnings: nth('warning', 45),
  rejects: nth('reject', 33),
};
const corpus = {
  ...sampleCorpus(
    names.merged.map((title, i) =>
      samplePaper({
        id: `m${i}`,
        title,
        sources: [
          { file: 'a', line: i },
          { file: 'b', line: i },
        ],
      }),
    ),
  ),
  pages: [],
  warnings: names.warnings.map((message, i) => ({ file: 'a', line: i, message })),
  rejects: names.rejects.map((reason, i) => ({ file: 'a', line: i, reason, excerpt: '' })),
};

/** A bot in whose lists there is too much for one message. */
async function fullBot() {
  const lab = createLab(createMemoryStore());
  for (const place of channels) await lab.follow(place, ['red']);
  for (const topic of names.topics)
    await lab.say(commandLine('follow', { topic, confirm: 'yes' }), channels[0] as never);
  const router = createRouter({
    commands: allCommands({ corpus: corpus as never, services: { corpus, open: async () => lab.deps } }),
    index: lab.deps.index,
    clock: lab.clock,
  } as never);
  return { lab, router };
}

/** Its lists are only read. */
const bot = fullBot();

const linesOf = (card: Card) =>
  card.blocks.flatMap((block) => {
    if (block.kind === 'buttons') return block.buttons.map(({ line }) => line);
    return block.kind === 'entries'
      ? block.entries.flatMap(({ buttons = [] }) => buttons.map(({ line }) => line))
      : [];
  });
const wordsOf = (card: Card) =>
  card.blocks
    .flatMap((block) => {
      if (block.kind === 'list') return block.items.map(plainText);
      return block.kind === 'entries'
        ? block.entries.map(({ title, body = [] }) => plainText([...title, ...body]))
        : [];
    })
    .join('\n');

describe.each(platforms)('on $name', ({ fits }) => {
  it.each([
    ['following', names.topics],
    ['corpus show:merged', names.merged],
    ['corpus show:warnings', names.warnings],
    ['corpus show:rejects', names.rejects],
  ])(
    'every item of `%s` can be reached by its buttons, and each message shows what it lists',
    async (line, items) => {
      const { router } = await bot;
      const caller = { place: channels[0] as never, person: { id: 'ada' }, rights: allRights, fits };
      let shown = '';
      let next: string | undefined = line;
      for (let pages = 0; next !== undefined && pages < 30; pages += 1) {
        const { card } = await runLine(router, next, caller, () => 'bug');
        expect(fits(card), next).toBe(true);
        shown += `${wordsOf(card)}\n`;
        next = linesOf(card).find((each) => each.includes('start:'));
      }
      expect(items.filter((item) => !shown.includes(item))).toEqual([]);
    },
  );

  it('every report of `corpus` leads to the whole of it', async () => {
    const { router } = await bot;
    const caller = { place: channels[0] as never, person: { id: 'ada' }, rights: allRights, fits };
    const { card } = await runLine(router, 'corpus', caller, () => 'bug');
    expect(fits(card)).toBe(true);
    expect(linesOf(card)).toEqual(['corpus show:merged', 'corpus show:warnings', 'corpus show:rejects']);
  });

  it('`status` with more problems than a message holds says how many there are, and where', async () => {
    const lab = createLab(createMemoryStore());
    const place = placeNamed('troubled');
    await lab.follow(place, ['red']);
    const topics = nth('', 30).map((_, i) => `after:never${i}`);
    for (const query of topics)
      await lab.store.follow({
        place,
        topic: { kind: 'query', query },
        addedBy: 'ada',
        addedAt: 0,
        baseline: 0,
      });
    const labels = nth('Feed', 60);
    const feeds = labels.map((label) => ({ name: label, host: 'h', label, readThrough: () => undefined }));
    const deps = { ...lab.deps, feeds };
    const router = createRouter({
      commands: allCommands({ corpus, services: { corpus, open: async () => deps } } as never),
      index: deps.index,
      clock: lab.clock,
    } as never);
    const caller = { place, person: { id: 'ada' }, rights: allRights, fits };
    const { card } = await runLine(router, 'status', caller, () => 'bug');
    expect(fits(card)).toBe(true);
    const listed = wordsOf(card).split('\n');
    const [, others] =
      /^(\d+) more: feeds shows every feed, following every topic$/.exec(listed.at(-1) ?? '') ?? [];
    expect(Number(others) + listed.length - 1).toBeGreaterThanOrEqual(topics.length);
    for (const [line, items] of [
      ['feeds', labels],
      ['following', topics],
    ] as const) {
      let shown = '';
      let next: string | undefined = line;
      for (let pages = 0; next !== undefined && pages < 30; pages += 1) {
        const { card: each } = await runLine(router, next, caller, () => 'bug');
        shown += `${JSON.stringify(each)}\n`;
        next = linesOf(each).find((button) => button.includes('start:') || button.includes('page:'));
      }
      expect(items.filter((item) => !shown.includes(item))).toEqual([]);
    }
  });

  it('every channel and topic of App Home can be reached', async () => {
    const { lab, router } = await bot;
    const caller = {
      place: { ...channels[0], channel: 'U1' } as never,
      person: { id: 'ada' },
      rights: allRights,
      fits,
    };
    const home = await homeCard(caller, lab.deps);
    const seen = new Set(JSON.stringify(home).match(/"id":"C\d+"/g));
    let next = linesOf(home).find((line) => line.includes('start:'));
    for (let pages = 0; next !== undefined && pages < 30; pages += 1) {
      const { card } = await runLine(router, next, caller, () => 'bug');
      for (const each of JSON.stringify(card).match(/"id":"C\d+"/g) ?? []) seen.add(each);
      next = linesOf(card).find((line) => line.includes('start:'));
    }
    expect(seen.size).toBe(channels.length);
    const all = commandLine('following', { place: placeKey(channels[0] as never) });
    const pages = [home];
    for (let line = linesOf(home).find((each) => each.includes('more:')); line !== undefined; ) {
      const { card } = await runLine(router, line, caller, () => 'bug');
      pages.push(card);
      line = linesOf(card).find((each) => each.includes('start:'));
    }
    expect(pages.flatMap(linesOf)).toContain(all);
    const { card } = await runLine(router, all, caller, () => 'bug');
    expect(wordsOf(card)).toContain('topic number 1');
    expect(linesOf(card).filter((line) => line.startsWith('unfollow'))).toEqual([]);
  });
});

it('nobody sees the topics of a channel from elsewhere who may not read it', async () => {
  const { router } = await bot;
  const rights = { ...allRights, mayRead: async () => false };
  const caller = { place: { ...channels[1], channel: 'U1' } as never, person: { id: 'bob' }, rights };
  for (const place of [channels[0], { platform: 'discord', workspace: 'T1', channel: 'C0' }, undefined]) {
    const line = commandLine('following', {
      place: place === undefined ? 'nonsense' : placeKey(place as never),
    });
    expect(await runLine(router, line, caller, () => 'bug')).toMatchObject({
      problem: { code: 'unknown-place' },
    });
  }
});
