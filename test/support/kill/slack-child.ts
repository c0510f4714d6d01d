import { writeSync } from 'node:fs';
import { webApi } from '@slack/bolt';
import { clientOptions } from '../../../adapters/slack/connection/web-client.ts';
import { createMessenger } from '../../../adapters/slack/deliver/messenger.ts';
import { createStoreLifetime } from '../../../src/app/services/store-lifetime.ts';
import { storeSource } from '../../../src/app/start.ts';
import type { Services } from '../../../src/commands/services.ts';
import { enqueueDue, runJob } from '../../../src/digest/deliver/run-jobs.ts';
import type { NewJob, Queue } from '../../../src/ports/queue.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { everyDay } from '../../../src/topics/calendar/schedule.ts';
import { silentLogger } from '../fakes/silent-logger.ts';
import { noonOf, papersOf, worldCorpus } from './kill-world.ts';
import { type KillStep, killingAt } from './killing.ts';

/** One life of the bot on one day: it posts what is due in Slack, and is killed at a step when it is given one. */
export interface SlackLife {
  readonly dataDir: string;
  readonly day: number;
  readonly apiUrl: string;
  readonly kill?: KillStep;
}

const { dataDir, day, apiUrl, kill } = JSON.parse(process.argv[2] ?? '') as SlackLife;
const clock = { now: () => noonOf(day) };
const place = { platform: 'slack', workspace: 'T1', channel: 'C1' };
const client = new webApi.WebClient('xoxb-good', clientOptions(apiUrl));
const slack = createMessenger({ clientFor: async () => client, clock, logger: silentLogger });
const messenger = killingAt(slack, kill);

const lifetime = createStoreLifetime({
  source: storeSource({ store: { dataDir }, queue: {} }, silentLogger),
  corpus: worldCorpus,
  index: createPaperIndex(worldCorpus),
  clock,
  logger: silentLogger,
  messengerOf: () => messenger,
});
const services = await lifetime.open();
const deps: Services = { ...services, store: killingAt(services.store, kill) };
await begin(deps);
await receivePapers(deps);
await serve(deps);
await lifetime.close();
writeSync(1, 'done\n');

async function begin({ store }: Services): Promise<void> {
  if ((await store.place(place)) !== undefined) return;
  const seen = await store.latestArrival();
  const schedule = { time: '09:00', zone: 'UTC', days: everyDay, skips: [] };
  const first = { schedule, size: 10, whenEmpty: 'silent', owner: 'U1', seen } as const;
  await store.savePlace({ place, ...first, since: noonOf(0), nextAt: noonOf(0) });
  for (const query of ['mamba', 'pruning', 'retrieval', 'diffusion']) {
    const topic = { kind: 'query', query } as const;
    await store.follow({ place, topic, addedBy: 'U1', addedAt: noonOf(0), baseline: seen });
  }
}

async function receivePapers({ store, index }: Services): Promise<void> {
  const papers = Array.from({ length: day }, (_, i) => papersOf(i + 1)).flat();
  await index.put(papers);
  await store.addPapers(papers, clock.now());
}

async function serve(deps: Services): Promise<void> {
  const jobs: NewJob[] = [];
  const queue = { addMany: async (more: readonly NewJob[]) => void jobs.push(...more) } as unknown as Queue;
  for (let isIdle = false; !isIdle; ) {
    await enqueueDue({ ...deps, queue });
    isIdle = jobs.length === 0;
    for (const { name, data } of jobs.splice(0)) {
      await runJob({ name, id: '', data }, { ...deps, queue });
    }
  }
}
