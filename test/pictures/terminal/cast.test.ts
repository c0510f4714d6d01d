import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSession } from '../../../adapters/console/session.ts';
import type { Core } from '../../../src/app/compose/core.ts';
import { seedCore } from '../../support/fakes/seed-core.ts';
import { type Shown, terminalCast } from './cast.ts';

let core: Core & { end(): Promise<void> };
beforeAll(async () => {
  core = await seedCore({ clock: { now: () => Date.parse('2026-05-04T06:00:00Z') }, opensStore: true });
});
afterAll(() => core.end());

const lines = ['stop thinking too long', '2', 'similar to it', 'follow low-bit quantization -vision', 'yes'];

it('the terminal in the README shows what is really answered', async () => {
  const session = createSession(core.router, {
    width: () => 80,
    color: true,
    onBug: (error) => {
      throw error;
    },
  });
  await session.run('digest zone UTC');
  const scenes: Shown[] = [];
  for (const typed of lines) scenes.push({ typed, output: (await session.run(typed)).text });
  await expect(terminalCast(scenes)).toMatchFileSnapshot('../../../docs/pictures/terminal.svg');
});
