import { expect, test } from 'vitest';
import type { RestLike } from '../../../../adapters/discord/connection/rest.ts';
import { commandData } from '../../../../adapters/discord/register/command-data.ts';
import { registerByHand, registerCommands } from '../../../../adapters/discord/register/register-commands.ts';
import { defined } from '../../../../src/defined.ts';
import { token } from '../../../support/doubles/discord/create-discord-double.ts';
import { openDouble } from '../../../support/doubles/discord/start-discord.ts';
import { seedCore } from '../../../support/fakes/seed-core.ts';

const { commands } = (await seedCore()).router;
const data = commandData(commands);

/** Discord's side: what it has, and what it is given instead. */
function startRest(known: readonly object[]) {
  const puts: unknown[] = [];
  const rest = {
    get: async (_route: string, { query }: { query: URLSearchParams }) => {
      expect(query.get('with_localizations')).toBe('true');
      return known;
    },
    put: async (_route: string, { body }: { body: unknown[] }) => {
      puts.push(body);
      return body;
    },
  } as unknown as RestLike;
  const register = async (guild?: string) =>
    (await registerCommands({ rest, applicationId: '1', commands, ...defined({ guild }) })).change;
  return { puts, register };
}

/** As Discord returns them: in another order, with fields of its own. */
const known = () =>
  (JSON.parse(JSON.stringify(data)) as object[])
    .map((each, i) => ({
      ...each,
      id: String(i),
      version: '7',
      name_localizations: null,
      nsfw: false,
      dm_permission: true,
    }))
    .reverse();

test('commands are registered only when they differ from what Discord has', async () => {
  expect(await startRest([]).register()).toBe('registered');
  expect(await startRest(known()).register()).toBe('unchanged');
  const { puts, register } = startRest(known().slice(1));
  expect(await register('42')).toBe('registered');
  expect(puts).toHaveLength(1);
  expect(JSON.stringify(puts)).not.toContain('integration_types');
});

interface Node {
  options?: Node[];
}

test.each([
  ['a command', (all: Node[]) => Object.assign(all[0] ?? {}, { name_localizations: { de: 'arbeiten' } })],
  [
    'an option',
    (all: Node[]) => {
      const [subcommand] = all.find(({ options }) => options !== undefined)?.options ?? [];
      Object.assign(subcommand?.options?.[0] ?? {}, { description_localizations: { ja: '研究論文' } });
    },
  ],
])('%s that an earlier version registered with a translation is replaced', async (_name, translate) => {
  const translated = known();
  translate(translated as Node[]);
  expect(translated).not.toEqual(known());
  const { puts, register } = startRest(translated);
  expect(await register()).toBe('registered');
  expect(puts).toEqual([data]);
});

test('commands are registered without a connection to the gateway', async () => {
  const double = await openDouble();
  const register = () => registerByHand({ token, apiUrl: double.url, commands, guild: '42' });
  expect(await register()).toBe('registered');
  expect(await register()).toBe('unchanged');
  expect([...double.registered.keys()]).toEqual([`/applications/${double.world.me}/guilds/42/commands`]);
});
