import { webApi } from '@slack/bolt';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../adapters/postgres/database/database.ts';
import { clientOptions } from '../../../adapters/slack/connection/web-client.ts';
import { createMessenger } from '../../../adapters/slack/deliver/messenger.ts';
import { createDeliveryMemory } from '../../../src/digest/deliver/delivery-memory.ts';
import { createPlatformClock } from '../../../src/time/platform-clock.ts';
import { createSlackDouble, type SlackDouble } from '../../support/doubles/slack/create-slack-double.ts';
import { collectLog } from '../../support/fakes/collect-log.ts';
import { createLab, emptyTables, type Lab, paperAbout, useLabStore } from '../../support/fakes/digest-lab.ts';
import { openTestDatabase } from '../../support/fixtures/store-folder.ts';
import { isThorough } from '../../support/tries.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => emptyTables(database));

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const place = { platform: 'slack', workspace: 'T1', channel: 'C1' };
const monday = Date.parse('2026-05-04T09:15Z');

/** The time in Slack. */
let real = 0;
let slack: SlackDouble;
beforeEach(async () => {
  real = monday;
  slack = await createSlackDouble({ now: () => real });
});
afterEach(() => slack.close());

/** A bot in a process of its own, on a machine whose clock is ahead of Slack's. */
function startBot(aheadMs = 0, store: Parameters<typeof createLab>[0] = database): Lab {
  const clock = { now: () => real + aheadMs };
  const slackClock = createPlatformClock({ now: clock.now });
  const quiet = {
    debug() {},
    info() {},
    warn() {},
    error() {},
    setLevel() {},
    setName() {},
    getLevel: () => 'error',
  };
  const client = new webApi.WebClient('xoxb-good', {
    ...clientOptions(slack.apiUrl, slackClock),
    logger: quiet as never,
  });
  const messenger = createMessenger({
    clientFor: async () => client,
    clock,
    slackClock,
    logger: collectLog(),
  });
  const lab = createLab(store, { platform: messenger });
  Object.assign(lab.clock, clock);
  return { ...lab, deps: { ...lab.deps, memory: createDeliveryMemory(clock.now()) } };
}

/** Follows at the right time, and becomes due at 09:00 in every clock that is not too far behind. */
async function follow(lab: Lab, channel = 'C1'): Promise<void> {
  await lab.follow({ ...place, channel }, ['red'], { nextAt: 0, since: monday - 3 * day });
}

const ticks = async (bot: Lab, count: number) => {
  for (let i = 0; i < count; i += 1) {
    await bot.tick();
    real += minute;
  }
};
const titles = () => slack.world.messages.map(({ text }) => text.replace(/[:,].*/, ''));
const chat = (count: number, stepMs: number) => {
  for (let i = 0; i < count; i += 1) {
    slack.world.messages.push({ channel: 'C1', ts: slack.world.ts(), text: 'hi', user: 'U1', args: {} });
    real += stepMs;
  }
};
const skews = isThorough ? [0, 10 * minute, -10 * minute, day, -day] : [10 * minute, -day];

describe.each(skews)('a clock that is %i ms ahead of Slack’s', (skew) => {
  it.each(skews)('finds what a killed bot posted whose clock is %i ms ahead', async (other) => {
    const first = startBot(other);
    await follow(first);
    await first.arrive(paperAbout('red', 'r1'));
    slack.fault('chat.postMessage', { kind: 'lost-answer' });
    await first.tick();
    expect(slack.world.messages).toHaveLength(1);
    real += 3 * minute;
    const second = startBot(skew);
    // The queue of the second bot sees the work whatever its own clock says.
    await database.query('UPDATE issue SET retry_at = NULL');
    await ticks(second, 5);
    expect(slack.world.messages.filter(({ thread_ts }) => thread_ts === undefined)).toHaveLength(1);
    expect(JSON.stringify(slack.world.messages)).not.toContain('may repeat');
  });

  it('does not send what another bot is sending at that moment', async () => {
    const first = startBot(0);
    await follow(first);
    await first.arrive(paperAbout('red', 'r1'));
    slack.fault('chat.postMessage', { kind: 'lost-answer' });
    await first.tick();
    const second = startBot(skew);
    await database.query('UPDATE issue SET retry_at = NULL');
    await second.tick();
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1);
  });
});

describe('a message of doubt in a busy channel, with 15 messages a call and one call a minute', () => {
  const labStore = useLabStore();
  it.each([
    [40, 0],
    [60, 2_000],
    [400, 6_000],
  ])('is found among %i later ones, %i ms apart', async (count, stepMs) => {
    slack.world.readsPerMinute = 1;
    slack.world.pageLimit = 15;
    const bot = startBot(0, labStore());
    await follow(bot);
    await bot.arrive(paperAbout('red', 'r1'));
    slack.fault('chat.postMessage', { kind: 'lost-answer' });
    await bot.tick();
    await ticks(bot, 4);
    if (slack.world.messages.length === 0) await ticks(bot, 8);
    const lost = slack.world.messages[0]?.ts;
    chat(count, stepMs);
    await ticks(bot, 60);
    const digests = slack.world.messages.filter(({ bot_id, thread_ts }) => bot_id && thread_ts === undefined);
    expect(digests.map(({ ts }) => ts)).toEqual([lost]);
    expect((await bot.store.latestIssue(place, Number.MAX_SAFE_INTEGER))?.doneAt).toBeDefined();
  });

  it('is sent again when it is absent, once', async () => {
    slack.world.readsPerMinute = 1;
    slack.world.pageLimit = 15;
    const bot = startBot(0, labStore());
    await follow(bot);
    await bot.arrive(paperAbout('red', 'r1'));
    slack.fault('chat.postMessage', { kind: 'http', status: 502 });
    await ticks(bot, 1);
    chat(50, 500);
    await ticks(bot, 90);
    const digests = slack.world.messages.filter(({ bot_id, thread_ts }) => bot_id && thread_ts === undefined);
    expect(digests).toHaveLength(1);
    expect(JSON.stringify(digests)).not.toContain('may repeat');
  });
});

describe('a backup that is restored', () => {
  const tables = ['place', 'subscription', 'issue', 'part', 'issue_papers', 'posted'];
  async function dump() {
    const rows = new Map<string, unknown[]>();
    for (const table of tables)
      rows.set(table, (await database.query(`SELECT to_jsonb(t) AS row FROM ${table} t`)).rows);
    return async () => {
      for (const table of tables.toReversed()) await database.query(`DELETE FROM ${table}`);
      for (const table of tables)
        for (const { row } of (rows.get(table) ?? []) as { row: unknown }[])
          await database.query(
            `INSERT INTO ${table} SELECT * FROM jsonb_populate_record(NULL::${table}, $1::jsonb)`,
            [JSON.stringify(row)],
          );
    };
  }

  it.each([
    ['minutes', 10 * minute],
    ['hours', 7 * hour],
    ['half a day', 12 * hour],
  ])('posts nothing twice, %s later', async (_name, later) => {
    const channels = ['C1', 'C2x', 'C3x'];
    for (const id of channels.slice(1))
      slack.world.channels.set(id, { ...slack.world.channels.get('C1'), id } as never);
    const bot = startBot();
    for (const channel of channels) await follow(bot, channel);
    await bot.arrive(paperAbout('red', 'r1'), paperAbout('red', 'r2'));
    const restore = await dump();
    await ticks(bot, 2);
    const before = titles();
    expect(before).toHaveLength(2 * channels.length);
    await restore();
    real += later;
    await ticks(startBot(), 4);
    expect(titles()).toEqual(before);
    const done = await database.query('SELECT count(*)::int AS n FROM issue WHERE done_at IS NOT NULL');
    expect(done.rows).toEqual([{ n: channels.length }]);
  });

  /** Three days of digests that the backup of the first does not know, and an hour later the restore. */
  async function threeDays(fields: Parameters<Lab['follow']>[2] = {}) {
    const bot = startBot();
    await bot.follow(place, ['red'], { nextAt: 0, since: monday - 3 * day, ...fields });
    await bot.arrive(paperAbout('red', 'r0'));
    await ticks(bot, 2);
    const restore = await dump();
    for (const i of [1, 2, 3]) {
      real = monday + i * day;
      await bot.arrive(paperAbout('red', `r${i}`));
      await ticks(bot, 2);
    }
    real += hour;
    const before = slack.world.messages.length;
    await restore();
    return () =>
      slack.world.messages.slice(before).filter(({ bot_id, thread_ts }) => bot_id && thread_ts === undefined);
  }
  const naming = (paper: string) =>
    slack.world.messages.filter(
      ({ thread_ts, blocks }) =>
        thread_ts === undefined && JSON.stringify(blocks ?? []).includes(`On red ${paper}"`),
    );

  it.each(['silent', 'note', 'archive'] as const)(
    'of an earlier day posts no paper twice and loses none, on an empty day: %s',
    async (whenEmpty) => {
      const since = await threeDays({ whenEmpty });
      const bot = startBot();
      await bot.arrive(paperAbout('red', 'fresh'));
      await ticks(bot, 4);
      // The digest of this day is in the channel already.
      expect(since()).toEqual([]);
      real = monday + 4 * day;
      await ticks(bot, 3);
      for (const paper of ['r0', 'r1', 'r2', 'r3', 'fresh']) expect(naming(paper), paper).toHaveLength(1);
      expect(since()).toHaveLength(1);
    },
  );

  it('of an earlier day posts no paper twice on the next day', async () => {
    const since = await threeDays();
    real = monday + 4 * day;
    const bot = startBot();
    await bot.arrive(paperAbout('red', 'fresh'));
    await ticks(bot, 3);
    for (const paper of ['r1', 'r2', 'r3', 'fresh']) expect(naming(paper), paper).toHaveLength(1);
    expect(since()).toHaveLength(1);
    const posted = await bot.store.posted(place, ['r2']);
    expect(posted.get('r2')).toBe('2026-05-06');
  });

  it.each(isThorough ? [40, 90] : [90])(
    'of an earlier day posts no paper twice behind %i later messages, of which 15 a minute may be read',
    async (count) => {
      const since = await threeDays();
      chat(count, 1_000);
      slack.world.readsPerMinute = 1;
      slack.world.pageLimit = 15;
      real = monday + 4 * day;
      const bot = startBot();
      await bot.arrive(paperAbout('red', 'fresh'));
      await ticks(bot, 12);
      for (const paper of ['r1', 'r2', 'r3', 'fresh']) expect(naming(paper), paper).toHaveLength(1);
      expect(since()).toHaveLength(1);
    },
  );

  it('posts in time where more has been written than may be read within minutes', async () => {
    const since = await threeDays();
    chat(400, 1_000);
    slack.world.readsPerMinute = 1;
    slack.world.pageLimit = 15;
    real = monday + 4 * day;
    const bot = startBot();
    await bot.arrive(paperAbout('red', 'fresh'));
    await ticks(bot, 25);
    expect(naming('fresh')).toHaveLength(1);
    expect(since()).toHaveLength(1);
  });

  it('is read once for each place in the life of a process', async () => {
    await threeDays();
    real = monday + 4 * day;
    const bot = startBot();
    const calls = () => slack.callsOf('conversations.history').length;
    const before = calls();
    await bot.arrive(paperAbout('red', 'fresh'));
    await ticks(bot, 3);
    real = monday + 5 * day;
    await bot.arrive(paperAbout('red', 'fresh2'));
    await ticks(bot, 3);
    expect(calls() - before).toBe(1);
  });

  it('posts what was due and was not posted, and looks once for each place', async () => {
    const bot = startBot();
    await follow(bot);
    await bot.arrive(paperAbout('red', 'r1'));
    const restarted = startBot();
    await ticks(restarted, 2);
    expect(titles()).toHaveLength(2);
    expect(slack.callsOf('conversations.history')).toHaveLength(1);
    await restarted.arrive(paperAbout('red', 'r2'));
    real += day;
    await ticks(restarted, 2);
    expect(titles()).toHaveLength(4);
    expect(slack.callsOf('conversations.history')).toHaveLength(1);
  });

  it('posts in time where messages cannot be read, without a word of repeating', async () => {
    slack.world.scopes = slack.world.scopes.filter((scope) => !scope.endsWith(':history'));
    const bot = startBot();
    await follow(bot);
    await bot.arrive(paperAbout('red', 'r1'));
    await ticks(bot, 2);
    expect(titles()).toHaveLength(2);
    expect(JSON.stringify(slack.world.messages)).not.toContain('may repeat');
  });
});
