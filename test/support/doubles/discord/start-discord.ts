import { afterEach, expect } from 'vitest';
import { createDiscordClient, type DiscordOptions } from '../../../../adapters/discord/connection/client.ts';
import { silentLogger } from '../../fakes/silent-logger.ts';
import { flatten } from './check-message.ts';
import {
  createDiscordDouble,
  type DiscordDouble,
  type DoubleOptions,
  token,
} from './create-discord-double.ts';
import type { Interaction } from './interactions.ts';
import { createMemoryButtonLines } from './memory-button-lines.ts';
import { bodyCheck } from './open-api.ts';
import { createSampleRouter } from './sample-router.ts';
import { permissions } from './world.ts';

const open: { stop(): Promise<void> }[] = [];
const doubles: DiscordDouble[] = [];

/** A double for one test. It is stopped at the end; the test fails if Discord would not accept a body. */
export async function openDouble(options: DoubleOptions = {}): Promise<DiscordDouble> {
  const double = await createDiscordDouble({ check: bodyCheck(), ...options });
  doubles.push(double);
  return double;
}

/** Stops something after the test, before the double. */
export function closeAfter<T extends { stop(): Promise<void> }>(thing: T): T {
  open.push(thing);
  return thing;
}

afterEach(async () => {
  const violations = doubles.flatMap((double) => double.violations);
  for (const each of [...open.splice(0).reverse(), ...doubles.splice(0)]) await each.stop();
  expect(violations).toEqual([]);
});

/** The whole adapter on the real discord.js for one test, with a double that has a server and a channel. */
export async function createDiscord(more: Partial<DiscordOptions> = {}, settings: DoubleOptions = {}) {
  const double = await openDouble(settings);
  const guild = double.world.addGuild();
  const channel = double.world.addChannel({ guild_id: guild.id });
  const router = createSampleRouter();
  const bugs: unknown[] = [];
  const gone: (readonly (string | undefined)[])[] = [];
  const back: string[] = [];
  const stopped: string[] = [];
  const discord = closeAfter(
    createDiscordClient({
      token,
      apiUrl: double.url,
      router,
      lines: createMemoryButtonLines(),
      logger: silentLogger,
      onBug: (error) => `incident-${bugs.push(error)}`,
      onGone: (...place) => gone.push(place),
      onBack: (server) => back.push(server),
      onStopped: (reason) => stopped.push(reason),
      // A slow machine is no reason to announce an answer first.
      deferAfterMs: 60_000,
      ...more,
    }),
  );
  const who = { guild: guild.id, channel: channel.id };
  const manager = { ...who, permissions: permissions.manageGuild };
  return { double, discord, router, guild, channel, who, manager, bugs, gone, back, stopped };
}

/** The same, connected. */
export async function startDiscord(more: Partial<DiscordOptions> = {}, settings: DoubleOptions = {}) {
  const started = await createDiscord(more, settings);
  await started.discord.start();
  return started;
}

export type Started = Awaited<ReturnType<typeof startDiscord>>;

/** The interaction, once it is answered. */
export const answered = ({ double }: { double: DiscordDouble }, interaction: Interaction) =>
  double.until(() => interaction.answeredAfter !== undefined && interaction);

/** All that an interaction was answered, as JSON. */
export const shown = ({ message, followUps }: Interaction): string =>
  JSON.stringify(message?.components ?? followUps);

/** The custom_id of the button with this label; empty when there is none. */
export const buttonId = ({ message }: Interaction, label: string): string =>
  flatten((message?.components ?? []) as never).find((each) => each.label === label)?.custom_id ?? '';

export const isPrivate = ({ message, followUps }: Interaction): boolean =>
  ((message?.flags ?? followUps[0]?.flags ?? 0) & 64) !== 0;
