import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInvalidRequestLimit, createPostRest } from '../../../adapters/discord/connection/rest.ts';
import { createMessenger } from '../../../adapters/discord/deliver/messenger.ts';
import { createStoreLifetime } from '../../../src/app/services/store-lifetime.ts';
import { storeSource } from '../../../src/app/start.ts';
import type { Services } from '../../../src/commands/services.ts';
import { enqueueDue, runJob } from '../../../src/digest/deliver/run-jobs.ts';
import type { Clock } from '../../../src/ports/clock-and-logger.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import type { NewJob, Queue } from '../../../src/ports/queue.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import type { Place } from '../../../src/topics/place.ts';
import { createMemoryButtonLines } from '../doubles/discord/memory-button-lines.ts';
import { silentLogger } from '../fakes/silent-logger.ts';
import type { Life } from './digest-child.ts';
import { noonOf, papersOf, worldCorpus } from './kill-world.ts';
import { type KillStep, killingAt } from './killing.ts';

/** `discord.json` in the data folder, written by the test: where the places of the kill world are in the double. */
export interface DiscordWorld {
  readonly url: string;
  readonly token: string;
  readonly guild: string;
  /** Channel ids by the channel of the place in `kill-world.ts`. */
  readonly channels: Readonly<Record<string, string>>;
}

/** One run of the bot until it is killed or done, as in `test/support/kill/digest-child.ts`, posting to Discord. */
const life = JSON.parse(process.argv[2] ?? '') as Life;
const { dataDir, day, kill } = life;
const startedAt = Date.now();
/** Twenty times as fast as real time: a lease ends during the test, but never before a message is sent. */
const clock: Clock = { now: () => noonOf(day) + (Date.now() - startedAt) * 20 };
const messenger = killingAt(discordMessenger(), toStep(kill));
console.log('born');
const lifetime = createStoreLifetime({
  source: storeSource({ store: { dataDir }, queue: {} }, silentLogger),
  corpus: worldCorpus,
  index: createPaperIndex(worldCorpus),
  clock,
  logger: silentLogger,
  messengerOf: () => messenger,
});
const services = await lifetime.open();
const deps: Services = { ...services, store: killingAt(services.store, toStep(kill)) };
console.log('open');
const papers = Array.from({ length: day }, (_, i) => papersOf(i + 1)).flat();
await deps.index.put(papers);
await deps.store.addPapers(papers, clock.now());
await serve();
await lifetime.close();
console.log('done');

/** Discord has no transcript to be killed in the middle of; the nearest to it is the middle of a request. */
function toStep(step: Life['kill']): KillStep | undefined {
  return step?.method === 'half a line'
    ? { method: 'send', when: 'during', nth: step.nth }
    : (step as KillStep);
}

function discordMessenger(): Messenger {
  const world = JSON.parse(readFileSync(join(dataDir, 'discord.json'), 'utf8')) as DiscordWorld;
  const inner = createMessenger({
    rest: createPostRest({ token: world.token, apiUrl: world.url }),
    invalidRequests: createInvalidRequestLimit(),
    lines: createMemoryButtonLines(),
    logger: silentLogger,
  });
  const inDouble = ({ channel }: Place): Place => ({
    platform: 'discord',
    workspace: world.guild,
    channel: world.channels[channel] ?? '',
  });
  return {
    ...inner,
    send: (message) => inner.send({ ...message, place: inDouble(message.place) }),
    find: (message, since) => inner.find({ ...message, place: inDouble(message.place) }, since),
  };
}

async function serve(): Promise<void> {
  const jobs: NewJob[] = [];
  const queue = { addMany: async (more: readonly NewJob[]) => void jobs.push(...more) } as unknown as Queue;
  while (await isOpen()) {
    await enqueueDue({ ...deps, queue });
    for (const { name, data } of jobs.splice(0)) {
      await runJob({ name, id: '', data }, { ...deps, queue });
    }
  }
}

async function isOpen(): Promise<boolean> {
  const due = await deps.store.duePlaces(clock.now(), 1);
  const open = await deps.store.placesToDeliver(Number.MAX_SAFE_INTEGER, 1);
  return due.length + open.length > 0;
}
