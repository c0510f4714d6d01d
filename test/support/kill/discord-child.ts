import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInvalidRequestLimit, createPostRest } from '../../../adapters/discord/connection/rest.ts';
import { createMessenger } from '../../../adapters/discord/deliver/messenger.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import type { Place } from '../../../src/topics/place.ts';
import { createMemoryButtonLines } from '../doubles/discord/memory-button-lines.ts';
import { silentLogger } from '../fakes/silent-logger.ts';
import type { BotRun } from './digest-child.ts';
import { type KillStep, killingAt } from './killing.ts';
import { fastClock, isDone, openServices, receivePapers, runDueJobs } from './one-day.ts';

/** `discord.json` in the data folder, written by the test: where the places of the kill world are in the double. */
export interface DiscordWorld {
  readonly url: string;
  readonly token: string;
  readonly guild: string;
  /** Channel ids by the channel of the place in `kill-world.ts`. */
  readonly channels: Readonly<Record<string, string>>;
}

/** One run of the bot, as in `test/support/kill/digest-child.ts`, that posts to Discord. */
const { dataDir, day, kill } = JSON.parse(process.argv[2] ?? '') as BotRun;
const step = toStep(kill);
console.log('started');
const { deps, close } = await openServices({
  dataDir,
  clock: fastClock(day),
  messenger: killingAt(discordMessenger(), step),
  kill: step,
});
console.log('open');
await receivePapers(deps, day);
while (!(await isDone(deps))) await runDueJobs(deps);
await close();
console.log('done');

/** Discord has no transcript to be killed in the middle of; the nearest to it is the middle of a request. */
function toStep(given: BotRun['kill']): KillStep | undefined {
  return given?.method === 'half a line'
    ? { method: 'send', when: 'during', nth: given.nth }
    : (given as KillStep | undefined);
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
