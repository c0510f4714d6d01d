import { afterEach, expect, it } from 'vitest';
import { createPresence, type Presence } from '../../../src/app/run/presence.ts';
import type { ProcessReport, ProcessStore } from '../../../src/ports/store/processes.ts';
import { collectLog } from '../../support/fakes/collect-log.ts';
import { until } from '../../support/until.ts';

/** A table of processes, from which a process can be taken as if it had been silent. */
function createTable() {
  const living = new Map<string, ProcessReport>();
  let isAway = false;
  const store: ProcessStore = {
    async reportProcess(report) {
      if (isAway) throw new Error('away');
      if (!living.has(report.id)) living.set(report.id, report);
      return [...living.values()];
    },
    async forgetProcess(id) {
      living.delete(id);
    },
  };
  return {
    store,
    living,
    setAway(away: boolean) {
      isAway = away;
    },
  };
}

const started: Presence[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((each) => each.stop()));
});

async function join(store: ProcessStore, fields: Partial<Omit<ProcessReport, 'id'>> = {}) {
  const log = collectLog();
  const lost: string[] = [];
  const presence = createPresence({
    store,
    report: { role: 'all', gateways: ['discord'], posts: true, ...fields },
    logger: log,
    onLost: (gateway) => lost.push(gateway),
    everyMs: 5,
  });
  await presence.start();
  started.push(presence);
  const stopping = new AbortController();
  let hasTurn = false;
  const lead = () =>
    presence.lead('discord', stopping.signal).then(() => {
      hasTurn = !stopping.signal.aborted;
    });
  return { presence, log, lost, stopping, lead, hasTurn: () => hasTurn };
}

it('the oldest process connects, the next one waits and says so, and takes over when the oldest ends', async () => {
  const { store } = createTable();
  const first = await join(store);
  const second = await join(store);
  await first.lead();
  expect([first.hasTurn(), first.log.lines]).toEqual([true, []]);
  const waits = second.lead();
  await until(() => second.log.lines.length === 1);
  expect(second.log.lines).toMatchObject([{ level: 'warn', fields: { gateway: 'discord' } }]);
  expect(second.hasTurn()).toBe(false);
  await first.presence.stop();
  await waits;
  expect(second.hasTurn()).toBe(true);
  expect([first.lost, second.lost]).toEqual([[], []]);
});

it('a process that was silent too long ends itself when another one has taken over', async () => {
  const { store, living } = createTable();
  const first = await join(store);
  await first.lead();
  const second = await join(store);
  const waits = second.lead();
  const [id = ''] = living.keys();
  living.delete(id);
  await waits;
  await until(() => first.lost.length > 0);
  expect([first.lost, second.lost]).toEqual([['discord'], []]);
});

it('an outage of the database changes nothing', async () => {
  const table = createTable();
  const first = await join(table.store);
  await first.lead();
  table.setAway(true);
  const second = await join(table.store);
  // Without an answer, it knows of nobody else.
  expect(second.presence.posting()).toBe(1);
  table.setAway(false);
  await until(() => second.presence.posting() === 2);
  expect(first.lost).toEqual([]);
});

it('counts the processes that post: they share a platform’s limit', async () => {
  const { store } = createTable();
  const web = await join(store, { role: 'web', gateways: [], posts: false });
  expect(web.presence.posting()).toBe(1);
  await join(store, { role: 'worker', gateways: [] });
  const last = await join(store, { role: 'worker', gateways: [] });
  expect(last.presence.posting()).toBe(2);
  await until(() => web.presence.posting() === 2);
});

it('stops waiting when the process is asked to end', async () => {
  const { store } = createTable();
  await join(store);
  const second = await join(store);
  const waits = second.lead();
  second.stopping.abort();
  await waits;
  expect(second.hasTurn()).toBe(false);
});
