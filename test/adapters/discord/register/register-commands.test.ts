import { expect, test } from 'vitest';
import type { RestLike } from '../../../../adapters/discord/connection/rest.ts';
import { commandData } from '../../../../adapters/discord/register/command-data.ts';
import { registerByHand, registerCommands } from '../../../../adapters/discord/register/register-commands.ts';
import { defined } from '../../../../src/defined.ts';
import { type CommandNode, commandProblems } from '../../../support/doubles/discord/check-commands.ts';
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

/** All options of a command and below it. */
const optionsOf = (node: CommandNode): CommandNode[] =>
  (node.options ?? []).flatMap((each) => [each, ...optionsOf(each)]);

test('Discord would take the commands', () => expect(commandProblems(data as CommandNode[])).toEqual([]));

test('nobody is offered what only buttons use, nor what Discord’s own settings decide', () => {
  const inner = commands.flatMap(({ options }) =>
    Object.entries(options).flatMap(([name, { inner: isInner }]) => (isInner ? [name] : [])),
  );
  expect([...new Set(inner)].sort()).toEqual(['also', 'confirm', 'more', 'place', 'start', 'undo']);
  const offered = (data as CommandNode[]).flatMap(optionsOf).map(({ name }) => name);
  expect(offered.filter((name = '') => [...inner, 'allow'].includes(name))).toEqual([]);
});

test('what digest does is chosen from a list', () => {
  const digest = (data as CommandNode[]).flatMap(optionsOf).find(({ name }) => name === 'digest');
  const [verbs, dates] = digest?.options ?? [];
  expect(verbs?.choices?.map(({ value }) => value)).toEqual([
    'preview',
    'now',
    'pause',
    'resume',
    'skip',
    'unskip',
  ]);
  expect(dates).toMatchObject({ name: 'dates', required: false });
});

const sub = (name: string, more: object = {}) => ({ type: 1, name, description: 'x', ...more });
const option = (name: string, more: object = {}) => ({ type: 3, name, description: 'x', ...more });
test.each<[string, object[]]>([
  ['a name with a capital', [sub('Papers')]],
  ['a name with a blank', [sub('my papers')]],
  ['no description', [{ name: 'papers' }]],
  ['two of one name', [sub('papers'), sub('papers')]],
  [
    'a required option after an optional one',
    [sub('p', { options: [option('a'), option('b', { required: true })] })],
  ],
  [
    'choices and suggestions',
    [sub('p', { options: [option('a', { autocomplete: true, choices: [{ name: 'x', value: 'x' }] })] })],
  ],
  ['subcommands beside options', [sub('p', { options: [sub('a'), option('b')] })]],
  [
    'too many characters',
    [
      sub('p', {
        options: Array.from({ length: 25 }, (_, i) =>
          option(`o${i}`, {
            description: 'd'.repeat(100),
            choices: Array.from({ length: 25 }, (_each, j) => ({
              name: `${j}${'n'.repeat(20)}`,
              value: 'v',
            })),
          }),
        ),
      }),
    ],
  ],
])('the double refuses %s', (_name, wrong) =>
  expect(commandProblems(wrong as CommandNode[])).toHaveLength(1),
);
