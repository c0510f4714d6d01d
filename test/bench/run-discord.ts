/**
 * Measures interactions at 50 a second, then digests for many channels that are due at once.
 *
 *     npm run build && node dist/test/bench/run-discord.js [interactions] [posts]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createDiscordClient } from '../../adapters/discord/connection/client.ts';
import { token } from '../support/doubles/discord/create-discord-double.ts';
import { createMemoryButtonLines } from '../support/doubles/discord/memory-button-lines.ts';
import { seedCore } from '../support/fakes/seed-core.ts';
import { silentLogger } from '../support/fakes/silent-logger.ts';
import { sampleResults } from '../support/fixtures/sample-card.ts';

const [interactions = 1_000, posts = 10_000] = process.argv.slice(2).map(Number);
interface Report {
  readonly text?: string;
  readonly messages: number;
  readonly limited: number;
}

/** Messages that are being sent at the same time. */
const concurrency = 200;
/** Requests that Discord allows in a second. */
const limit = 50;

const side = fork(fileURLToPath(new URL('discord-side.js', import.meta.url)), [String(posts)]);
const [{ url, guild, channels }] = await once(side, 'message');
const { router } = await seedCore();
const discord = createDiscordClient({
  token,
  apiUrl: url,
  router,
  lines: createMemoryButtonLines(),
  logger: silentLogger,
  onBug: (error) => String(error),
  onGone() {},
  onStopped: console.error,
});
await discord.start();
const [asked] = await tell({ ask: interactions });
console.log(asked?.text);
await deliver();
await discord.stop();
side.disconnect();

function tell(message: object): Promise<Report[]> {
  const answer = once(side, 'message');
  side.send(message);
  return answer;
}

async function deliver(): Promise<void> {
  const [before] = await tell({});
  const started = performance.now();
  const queue = (channels as string[]).slice(0, posts).entries();
  const work = async () => {
    for (const [i, channel] of queue) {
      const place = { platform: 'discord', workspace: guild, channel };
      await discord.messenger.send({ place, card: sampleResults, key: `k${i}` });
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const seconds = (performance.now() - started) / 1_000;
  const [after] = await tell({});
  const share = (100 * posts) / seconds / limit;
  console.log(
    `${posts} channels due at once: ${(after?.messages ?? 0) - (before?.messages ?? 0)} posts in ${seconds.toFixed(1)} s, ` +
      `${(posts / seconds).toFixed(1)}/s, ${share.toFixed(0)} % of the limit; ${(after?.limited ?? 0) - (before?.limited ?? 0)} answers of 429`,
  );
}
