import { describe, expect, expectTypeOf, it } from 'vitest';
import { allCommands } from '../../src/commands/all-commands.ts';
import { allRights, type ChangeablePlace, type ReadablePlace } from '../../src/commands/place-handle.ts';
import type { ChangingServices, ReadingServices } from '../../src/commands/services.ts';
import type { Rights } from '../../src/ports/rights.ts';
import type { Place } from '../../src/topics/place.ts';
import { useCommandLab } from '../support/fakes/command-lab.ts';
import { sampleCaller } from '../support/fixtures/sample-caller.ts';

const lab = useCommandLab();
const { ask, mistake, words } = lab;

/** Like a workspace: in `open` everybody may do all; the lab's own channel is private, and this person is not in it. */
const outside = (fields: Partial<Rights> = {}): Rights => {
  const isOpen = async (_: string, { channel }: Place) => channel === 'open';
  return {
    ...allRights,
    mayRead: isOpen,
    mayMark: isOpen,
    mayChange: isOpen,
    mayManage: async () => false,
    mayChooseFeeds: async () => false,
    ...fields,
  };
};
const visitor = (fields?: Partial<Rights>) =>
  sampleCaller({
    place: { ...lab.caller.place, channel: 'open' },
    person: { id: 'eve', name: 'Eve' },
    rights: outside(fields),
  });
const key = () => `place:"console:lab:${lab.caller.place.channel}"`;

describe('from another channel', () => {
  const lines = [
    'digest',
    'digest preview',
    'digest now',
    'digest size 1',
    'digest size:1',
    'digest at 03:00',
    'digest pause',
    'digest resume',
    'digest skip 2026-12-24',
    'digest when-empty note',
    'digest more:2026-05-04',
  ];
  it.each(lines)('who may not see a channel learns and changes nothing there: %s', async (line) => {
    await ask('follow secret acquisition confirm:yes');
    const before = await lab.services.store.place(lab.caller.place);
    expect((await mistake(`${line} ${key()}`, visitor())).code).toBe('unknown-place');
    expect(await lab.services.store.place(lab.caller.place)).toEqual(before);
    expect(lab.messenger.posted).toEqual([]);
  });
  it.each(lines.filter((line) => line !== 'digest resume'))(
    'who may do all there can only resume: %s',
    async (line) => {
      await ask('follow secret acquisition confirm:yes');
      const before = await lab.services.store.place(lab.caller.place);
      const caller = visitor({ mayRead: async () => true, mayChange: async () => true });
      expect((await mistake(`${line} ${key()}`, caller)).code).toBe('elsewhere');
      expect(await lab.services.store.place(lab.caller.place)).toEqual(before);
    },
  );
  it('who may see, and not change, a channel resumes nothing there', async () => {
    await ask('follow secret acquisition confirm:yes');
    await ask('digest pause');
    const caller = visitor({ mayRead: async () => true });
    expect((await mistake(`digest resume ${key()}`, caller)).message).toBe(
      'You can’t resume the digest here.',
    );
  });
  it('a channel that follows nothing and one that may not be seen are told alike', async () => {
    const [hidden, absent] = [
      await mistake(`digest resume ${key()}`, visitor()),
      await mistake('digest resume place:"console:lab:nowhere"', visitor({ mayRead: async () => true })),
    ];
    expect([hidden.code, hidden.message]).toEqual([absent.code, absent.message]);
  });
});

describe('who may do nothing', () => {
  const nobody = () =>
    sampleCaller({
      place: lab.caller.place,
      rights: outside({
        mayRead: async () => false,
        mayMark: async () => false,
        mayChange: async () => false,
      }),
    });
  it('runs no command that shows or changes a place', async () => {
    await ask('follow secret acquisition confirm:yes');
    const shown = ['status', 'following', 'saved', 'export', 'why QuIP#', 'digest', 'digest preview'];
    for (const line of shown) expect((await mistake(line, nobody())).code).toBe('unknown-place');
    const changing = [
      'follow x confirm:yes',
      'unfollow 1',
      'digest now',
      'save QuIP#',
      'hide QuIP#',
      'allow anyone',
      'feeds add nature',
      'feeds add nature confirm:yes',
      'feeds remove nature',
    ];
    for (const line of changing) expect((await mistake(line, nobody())).code).toBe('not-allowed');
  });
  it.each([
    ['digest now', 'You can’t post the digest here.'],
    ['digest pause', 'You can’t pause the digest here.'],
    ['digest size 3', 'You can’t change the settings of the digest here.'],
    ['follow moe confirm:yes', 'You can’t follow topics here.'],
    ['unfollow moe', 'You can’t unfollow topics here.'],
  ])('is told what may not be done: %s', async (line, message) => {
    expect((await mistake(line, nobody())).message).toBe(message);
  });
});

describe('allow', () => {
  const people: Record<string, string> = { U1: 'Ada', U2: 'Bob' };
  const admin = () =>
    sampleCaller({
      place: { ...lab.caller.place, workspace: 'rules' },
      rights: { ...allRights, nameOf: async (person) => people[person] },
    });
  it.each(['@channel', '@here', '@U404', '@U1 @everyone', '@bob'])('takes no rule for %s', async (who) => {
    await ask('allow owners', admin());
    expect((await mistake(`allow ${who}`, admin())).code).toBe('no-such-person');
    expect(await lab.services.store.changeRule('console', 'rules')).toBe('owners');
  });
  it('shows people by their names', async () => {
    expect(await words('allow @U1, @U2 @U1', admin())).toContain('@Ada, @Bob');
    expect(await lab.services.store.changeRule('console', 'rules')).toEqual(['U1', 'U2']);
  });
});

it('only commands that say so get a store that can write, and places have to be asked for', () => {
  type Reading = ReadingServices['store'];
  type Changing = ChangingServices['store'];
  for (const method of [
    'changePlace',
    'mark',
    'unmark',
    'follow',
    'unfollow',
    'setChangeRule',
    'addFeed',
    'removeFeed',
  ] as const)
    expectTypeOf<Changing>().toHaveProperty(method);
  expectTypeOf<
    Extract<
      keyof Reading,
      'changePlace' | 'mark' | 'unmark' | 'follow' | 'unfollow' | 'addFeed' | 'removeFeed'
    >
  >().toBeNever();
  expectTypeOf<Parameters<Reading['subscriptions']>[0]>().toEqualTypeOf<ReadablePlace>();
  expectTypeOf<Place>().not.toExtend<ReadablePlace>();
  expectTypeOf<ReadablePlace>().not.toExtend<ChangeablePlace>();
  const changing = allCommands({ corpus: {}, services: {} } as never).filter(({ changes }) => changes);
  expect(changing.map(({ name }) => name).sort()).toEqual([
    'allow',
    'digest',
    'feeds',
    'follow',
    'hide',
    'publish',
    'save',
    'unfollow',
  ]);
});
