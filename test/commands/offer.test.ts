import { expect, it } from 'vitest';
import type { Block, Button } from '../../src/cards/card.ts';
import { changesOf } from '../../src/commands/offer.ts';
import { allRights } from '../../src/commands/place-handle.ts';
import { runLine } from '../../src/commands/run-line.ts';
import { UserError } from '../../src/errors.ts';
import type { Rights } from '../../src/ports/rights.ts';
import { useCommandLab } from '../support/fakes/command-lab.ts';
import { sampleCaller } from '../support/fixtures/sample-caller.ts';

const lab = useCommandLab();

const buttonsOf = (block: Block): readonly Button[] =>
  block.kind === 'buttons'
    ? block.buttons
    : block.kind === 'entries'
      ? block.entries.flatMap(({ buttons = [] }) => buttons)
      : [];

async function labels(line: string, rights: Partial<Rights> = {}): Promise<string[]> {
  const caller = sampleCaller({ place: lab.caller.place, rights: { ...allRights, ...rights } });
  const { card } = await runLine(lab.router, line, caller, String);
  return card.blocks.flatMap(buttonsOf).map(({ label }) => label);
}

const reader = { mayMark: async () => false, mayChange: async () => false };

it.each([
  ['following', 'Unfollow'],
  ['digest', 'Pause'],
  ['follow reward models', 'Follow'],
])('%s offers %s to those alone who may do it', async (line, label) => {
  await lab.ask('follow wallaby confirm:yes');
  expect(await labels(line)).toContain(label);
  expect(await labels(line, reader)).not.toContain(label);
});

it('keeps what shows something, and everything while the platform does not tell', async () => {
  await lab.ask('follow wallaby confirm:yes');
  expect(await labels('digest', reader)).toContain('Preview');
  expect(await labels('search mamba', reader)).toEqual(await labels('search mamba'));
  const away = () => Promise.reject(new UserError('unknown-right', 'Who?', 'Later.'));
  expect(await labels('following', { mayChange: away })).toContain('Unfollow');
});

it.each([
  ['digest', undefined],
  ['digest do:preview', undefined],
  ['digest preview start:11', undefined],
  ['digest do:"preview"', undefined],
  ['digest more:2026-05-04 start:21', undefined],
  ['digest do:now', 'channel'],
  ['digest pause', 'channel'],
  ['digest do:pause', 'channel'],
  ['digest at:09:00', 'channel'],
  ['digest size 5', 'channel'],
  ['digest previewed', 'channel'],
  ['digest do:resume place:"slack:T1:C1"', 'channel'],
  ['digest more:2026-05-04 place:"slack:T1:C1"', 'channel'],
  ['digest "', 'channel'],
  ['save paper:p1', 'list'],
  ['follow windmills', 'channel'],
  ['search digest', undefined],
])('%s can change: %s', (line, expected) => {
  expect(changesOf(line, lab.router)).toBe(expected);
});
