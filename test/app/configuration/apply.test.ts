import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createConfigurationStore } from '../../../adapters/postgres/configuration-store.ts';
import type { Database } from '../../../adapters/postgres/database/database.ts';
import { createStore } from '../../../adapters/postgres/open-store.ts';
import { applySteps, configurationOf, readCurrent } from '../../../src/app/configuration/apply.ts';
import { planSteps } from '../../../src/app/configuration/plan.ts';
import { printConfiguration } from '../../../src/app/configuration/print.ts';
import { readConfiguration } from '../../../src/app/configuration/read.ts';
import type { Subtopic } from '../../../src/corpus/note.ts';
import { defined } from '../../../src/defined.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { digestModes, whenEmptyChoices } from '../../../src/topics/place.ts';
import { type Topic, topicKey } from '../../../src/topics/topic.ts';
import { emptyTables } from '../../support/fakes/digest-lab.ts';
import { silentLogger } from '../../support/fakes/silent-logger.ts';
import { openTestDatabase } from '../../support/fixtures/store-folder.ts';
import { tries } from '../../support/tries.ts';

const now = Date.parse('2026-01-05T12:00:00Z');
const place = { platform: 'slack', workspace: 'T1', channel: 'C1' };
const subtopics = [{ id: 'reward-models', name: 'Reward Models' }] as unknown as readonly Subtopic[];
let database: Database;
let store: Store;

beforeAll(async () => {
  database = await openTestDatabase();
  store = createStore(database, silentLogger);
});
afterAll(() => database.close());
beforeEach(empty);

async function empty(): Promise<void> {
  await emptyTables(database);
  await database.query('DELETE FROM workspace');
}

const configuration = () => createConfigurationStore(database, silentLogger);
const current = () => readCurrent(store, configuration());
const exported = async () => printConfiguration(configurationOf(await current(), now), subtopics);

async function apply(text: string, prune = false) {
  const read = readConfiguration(text, subtopics);
  expect(read.problems).toEqual([]);
  const steps = planSteps(read.configuration, await current(), { prune, now });
  await applySteps(steps, { store, configuration: configuration(), now });
  return steps.flatMap(({ says }) => says);
}

const file = (topics: readonly string[], digest = '{}', channel = 'C1') => `channels:
  - platform: slack
    workspace: T1
    channel: ${channel}
    owner: U1
    digest: ${digest}
    topics: ${JSON.stringify(topics)}
`;

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((each) => each.trim() !== '');
const id = fc.oneof(
  fc.stringMatching(/^[\w:.-]{1,12}$/),
  fc.constantFrom('123456789012345678', '0042', 'yes', '1e3'),
  text,
);
const topic: fc.Arbitrary<Topic> = fc.oneof(
  fc
    .constantFrom(
      'mixture of experts',
      '"scaling laws" -vision',
      'a OR b',
      'yes',
      '# 1: 2',
      'since:2026-01-01 cats',
      "O'Brien: {x}",
    )
    .chain((query) => fc.constantFrom<Topic>({ kind: 'query', query }, { kind: 'query', query, syntax: 2 })),
  fc.constantFrom<Topic>(
    { kind: 'subtopic', subtopic: 'reward-models', name: 'Reward Models' },
    { kind: 'subtopic', subtopic: 'gone', name: 'Notes: that are gone' },
  ),
);
const date = fc
  .integer({ min: 0, max: 300 })
  .map((days) => new Date(now + days * 86_400_000).toISOString().slice(0, 10));
const arbitraryPlace = fc.record({
  place: fc.record({
    platform: fc.constantFrom('slack', 'discord', 'console'),
    workspace: id,
    channel: id,
  }),
  owner: id,
  schedule: fc.record({
    time: fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':')),
    zone: fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/Argentina/Buenos_Aires',
      'Asia/Kolkata',
      'Pacific/Apia',
    ),
    days: fc.subarray([1, 2, 3, 4, 5, 6, 7] as const, { minLength: 1 }),
    paused: fc.option(fc.record({ until: date }, { requiredKeys: [] }), { nil: undefined }),
    skips: fc.array(
      date.map((first) => ({ first, last: first })),
      { maxLength: 2 },
    ),
  }),
  size: fc.integer({ min: 1, max: 50 }),
  whenEmpty: fc.constantFrom(...whenEmptyChoices),
  mode: fc.option(fc.constantFrom(...digestModes), { nil: undefined }),
  topics: fc.uniqueArray(topic, { maxLength: 4, selector: topicKey }),
});

it('an export that is applied to an empty store is the same export', async () => {
  const rules = fc.uniqueArray(
    fc.record({
      platform: fc.constantFrom('slack', 'discord'),
      workspace: id,
      rule: fc.constantFrom('owners' as const, ['U1', 'a.b-c'], ['42']),
    }),
    { maxLength: 2, selector: ({ platform, workspace }) => `${platform} ${workspace}` },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(arbitraryPlace, { maxLength: 3 }), rules, async (places, workspaces) => {
      await empty();
      for (const {
        topics,
        mode,
        schedule: { paused, ...schedule },
        ...state
      } of places) {
        await store.savePlace({
          ...state,
          schedule: {
            ...schedule,
            ...defined({ paused: paused && defined(paused) }),
          },
          ...defined({ mode }),
          since: now,
          seen: 0,
        });
        for (const each of topics)
          await store.follow({ place: state.place, topic: each, addedBy: 'U1', addedAt: now, baseline: 0 });
      }
      for (const { platform, workspace, rule } of workspaces)
        await store.setChangeRule(platform, workspace, rule);
      const before = await exported();
      await empty();
      await apply(before);
      expect(await exported()).toBe(before);
      expect(await apply(before)).toEqual([]);
    }),
    tries(60),
  );
});

it('a topic that is written or worded in another way, or is the only one changed, keeps its starting point', async () => {
  await apply(file(['mixture of experts', 'quantization']));
  await database.query('UPDATE subscription SET baseline = -7, added_by = $1', ['ada']);
  expect(await apply(file(['experts mixture', 'Quantization']))).toHaveLength(2);
  expect(await apply(file(['experts mixture', 'pruning']))).toEqual([
    'topic “pruning” instead of “Quantization”, going on from where that was',
  ]);
  const followed = await store.subscriptions(place);
  expect(
    followed.map(({ topic: { kind: _, ...each }, baseline, addedBy }) => [each, baseline, addedBy]),
  ).toEqual([
    [{ query: 'experts mixture', syntax: 2 }, -7, 'ada'],
    [{ query: 'pruning', syntax: 2 }, -7, 'ada'],
  ]);
  await apply(file(['experts mixture', 'pruning', 'cats']));
  expect((await store.subscriptions(place)).map(({ baseline }) => baseline).sort()).toEqual([-7, -7, 0]);
});

it('leaves alone what the file does not name, and removes it with prune', async () => {
  await apply(file(['cats'], '{ size: 3, paused: true }'));
  await store.setChangeRule('slack', 'T1', 'owners');
  const other = file(['dogs'], '{}', 'C2');
  await apply(other);
  expect(await store.place(place)).toMatchObject({ size: 3, schedule: { paused: {} } });
  await apply(
    'channels:\n  - { platform: slack, workspace: T1, channel: C1, owner: U1, digest: { size: 4 } }',
  );
  expect(await store.place(place)).toMatchObject({ size: 4, schedule: { paused: {} } });
  expect(await store.subscriptions(place)).toHaveLength(1);
  expect(await apply(other, true)).toEqual([
    'removed, with its topics: “cats”',
    'who may change things: anyone instead of owners',
  ]);
  expect(await store.place(place)).toBeUndefined();
  expect(await store.changeRule('slack', 'T1')).toBe('anyone');
});

it('another hour voids nothing that is due, and begins no digest for the days before', async () => {
  const due = now - 60_000;
  await apply(file(['cats'], '{ at: "11:59" }'));
  await database.query('UPDATE place SET since = $1, next_at = $2', [now - 86_400_000, due]);
  await apply(file(['cats'], '{ at: "18:00" }'));
  expect(await store.place(place)).toMatchObject({ since: now - 86_400_000 });
  await apply(file(['cats'], '{ at: "09:00" }', 'C3'));
  const fresh = await store.place({ ...place, channel: 'C3' });
  expect(fresh?.nextAt).toBe(Date.parse('2026-01-06T09:00:00Z'));
});

it('is seen by the people of the channel, once for each change', async () => {
  await apply(file(['cats']));
  await apply(file(['cats'], '{ size: 3 }'));
  await apply(file(['cats'], '{ size: 3 }'));
  expect((await store.changes(place, 9)).map(({ person, what }) => `${person} ${what}`)).toEqual([
    'The configuration file set size: at most 3 instead of at most 10',
    'The configuration file set a new channel here; topic “cats” added',
  ]);
});
