import { expect, test } from 'vitest';
import { registerByHand } from '../../../../adapters/discord/register/register-by-hand.ts';
import { token } from '../../../support/doubles/discord/create-discord-double.ts';
import { openDouble } from '../../../support/doubles/discord/open-double.ts';
import { seedCore } from '../../../support/fakes/seed-core.ts';

test('commands are registered without a connection to the gateway', async () => {
  const double = await openDouble();
  const { commands } = (await seedCore()).router;
  const register = () => registerByHand({ token, apiUrl: double.url, commands, guild: '42' });
  expect(await register()).toBe('registered');
  expect(await register()).toBe('unchanged');
  expect([...double.registered.keys()]).toEqual([`/applications/${double.world.me}/guilds/42/commands`]);
});
