import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Posted } from '../../../../adapters/console/deliver/messenger.ts';
import { hasKey } from '../../../../adapters/discord/deliver/find-message.ts';
import { defined } from '../../../../src/defined.ts';
import { partKey } from '../../../../src/digest/plan/part-key.ts';
import { createRandom } from '../../../../src/seeded-random.ts';
import { placeKey } from '../../../../src/topics/place.ts';
import { flatten } from '../../../support/doubles/discord/check-message.ts';
import { type DiscordDouble, token } from '../../../support/doubles/discord/create-discord-double.ts';
import { openDouble } from '../../../support/doubles/discord/start-discord.ts';
import { channelTypes } from '../../../support/doubles/discord/world.ts';
import { begin, withStore } from '../../../support/fakes/with-store.ts';
import { makeStoreFolder } from '../../../support/fixtures/store-folder.ts';
import { checkDigests } from '../../../support/kill/check-digests.ts';
import { type Build, buildForChildren, noDeadline } from '../../../support/kill/child-process.ts';
import type { DiscordWorld } from '../../../support/kill/discord-child.ts';
import { dateOf, worldPlaces } from '../../../support/kill/kill-world.ts';
import { runWithKills } from '../../../support/kill/run-with-kills.ts';

const child = 'test/support/kill/discord-child.ts';
const kills = Number(process.env['KILLS'] ?? 4);
const seed = Number(process.env['SEED'] ?? 1);
/** No issue in this world has more parts. */
const maxParts = 6;
let build: Build;
let dataDir: string;

beforeAll(async () => {
  build = buildForChildren(child);
  dataDir = await makeStoreFolder();
});
afterAll(() => {
  build.remove();
  rmSync(dataDir, { recursive: true });
});

/** One channel of each kind; the others are text channels. */
const types: Readonly<Record<string, number>> = {
  everything: channelTypes.forum,
  two: channelTypes.announcement,
  narrow: channelTypes.thread,
};

test(
  'kill -9 while digests are posted to Discord loses and doubles none, without the help of nonces',
  noDeadline,
  async () => {
    const double = await openDouble({ nonceMs: 0, limits: { perSecond: 10_000, perChannel: 1_000 } });
    const guild = double.world.addGuild().id;
    const channels = Object.fromEntries(
      worldPlaces.map(({ place: { channel } }) => [
        channel,
        double.world.addChannel({ guild_id: guild, type: types[channel] ?? channelTypes.text }).id,
      ]),
    );
    const world: DiscordWorld = { url: double.url, token, guild, channels };
    writeFileSync(join(dataDir, 'discord.json'), JSON.stringify(world));
    await begin({ dataDir });
    const plan = { dataDir, mode: 'direct' as const, kills, random: createRandom(seed) };
    const { runs, days } = await runWithKills({
      ...plan,
      build: { ...build, start: (_file, ...args) => build.start(child, ...args) },
    });
    const posted = readPosted(double, channels, days);
    const check = await withStore({ dataDir }, (store) => checkDigests(posted, days, store));
    const { issues, messages, lost, doubled } = check;
    console.log(
      `discord: ${kills} kills, ${runs} runs, ${days.length} days, ${issues} issues, ${messages} messages, lost ${lost.length}, doubled ${doubled.length} (seed ${seed})`,
    );
    expect(lost).toEqual([]);
    expect(doubled).toEqual([]);
  },
);

/** The messages in the double, as `checkDigests` reads them: the key of each, and of the message that it is under. */
function readPosted(
  double: DiscordDouble,
  channels: Record<string, string>,
  days: readonly number[],
): Posted[] {
  const keyOf = (components: readonly object[], channel: string) => {
    const world = worldPlaces.find(({ place }) => place.channel === channel);
    const keys = days.flatMap((day) =>
      world === undefined
        ? []
        : Array.from({ length: maxParts }, (_, number) => partKey(world.place, dateOf(day), number)),
    );
    return keys.find((key) => hasKey(components, key)) ?? 'unknown';
  };
  return worldPlaces.flatMap(({ place }) => {
    const id = channels[place.channel] ?? '';
    const threads = [...double.world.channels.values()].filter(({ parent_id }) => parent_id === id);
    const all = [id, ...threads.map((thread) => thread.id)].flatMap((each) => double.world.in(each));
    const keys = new Map(all.map((message) => [message.id, keyOf(message.components, place.channel)]));
    return all.map((message): Posted => {
      const reference = (message.body as { message_reference?: { message_id: string } }).message_reference;
      const parent =
        reference?.message_id ?? (message.channel_id === message.id ? undefined : message.channel_id);
      const under = parent === undefined ? undefined : keys.get(parent);
      return {
        key: keys.get(message.id) ?? '',
        place: placeKey(place),
        ...defined({ under }),
        title: '',
        text: flatten(message.components)
          .map(({ content }) => content ?? '')
          .join('\n')
          // `checkDigests` reads `1. Title`.
          .replaceAll('**', ''),
      };
    });
  });
}
