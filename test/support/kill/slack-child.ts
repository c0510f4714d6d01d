import { writeSync } from 'node:fs';
import { webApi } from '@slack/bolt';
import { clientOptions } from '../../../adapters/slack/connection/web-client.ts';
import { createMessenger } from '../../../adapters/slack/deliver/messenger.ts';
import type { Services } from '../../../src/commands/services.ts';
import { createPlatformClock } from '../../../src/time/platform-clock.ts';
import { everyDay } from '../../../src/topics/calendar/schedule.ts';
import { silentLogger } from '../fakes/silent-logger.ts';
import { noonOf } from './kill-world.ts';
import { type KillStep, killingAt } from './killing.ts';
import { openServices, receivePapers, runDueJobs } from './one-day.ts';

/** One run of the bot on a day: it posts what is due to Slack, and is killed at the step, if there is one. */
export interface SlackRun {
  readonly dataDir: string;
  readonly day: number;
  readonly apiUrl: string;
  readonly kill?: KillStep;
}

const { dataDir, day, apiUrl, kill } = JSON.parse(process.argv[2] ?? '') as SlackRun;
/** It never moves, so what a killed run had claimed stays claimed until the next day. */
const clock = { now: () => noonOf(day) };
const place = { platform: 'slack', workspace: 'T1', channel: 'C1' };
/** The double stamps messages with real time. */
const slackClock = createPlatformClock({ now: Date.now });
const client = new webApi.WebClient('xoxb-good', clientOptions(apiUrl, slackClock));
const slack = createMessenger({ clientFor: async () => client, clock, slackClock, logger: silentLogger });

const { deps, close } = await openServices({ dataDir, clock, messenger: killingAt(slack, kill), kill });
await follow(deps);
await receivePapers(deps, day);
while ((await runDueJobs(deps)) > 0);
await close();
writeSync(1, 'done\n');

async function follow({ store }: Services): Promise<void> {
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
