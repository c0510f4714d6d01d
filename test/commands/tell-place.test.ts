import { beforeEach, describe, expect, it } from 'vitest';
import { DeliveryError } from '../../src/errors.ts';
import { useCommandLab } from '../support/fakes/command-lab.ts';
import { sampleCaller } from '../support/fixtures/sample-caller.ts';

const lab = useCommandLab();
const { ask, words } = lab;
beforeEach(() => lab.messenger.announced.splice(0));

const caller = (fields = {}) =>
  sampleCaller({ place: lab.caller.place, person: { id: 'U1', name: 'Ada' }, ...fields });
const told = () => lab.messenger.announced.map(({ text }) => text);

describe('everybody in a channel is told', () => {
  it.each([
    ['follow moe confirm:yes', 'Ada followed “moe”.'],
    ['unfollow pruning', 'Ada unfollowed “pruning”.'],
    ['digest pause', 'Ada paused the digest.'],
    ['digest pause until 2026-05-11', 'Ada paused the digest until Mon 11 May.'],
    ['digest resume', 'Ada resumed the digest.'],
    ['digest skip 2026-05-06', 'Ada skipped Wed 6 May.'],
    ['digest unskip all', 'Ada took back all skips.'],
    ['digest max 3', 'Ada set the size to 3.'],
    [
      'digest at 17:00 zone Berlin days mon-fri',
      'Ada set the time to 17:00, the zone to Berlin, the days to Monday to Friday.',
    ],
    ['digest empty silent', 'Ada set an empty day to silent.'],
    ['allow owners', 'Ada let admins and who made the channel change what is followed, and the digest.'],
  ])('of `%s`, once', async (line, said) => {
    await ask('follow pruning confirm:yes', caller());
    lab.messenger.announced.splice(0);
    await ask(line, caller());
    expect(lab.messenger.announced).toEqual([{ channel: lab.caller.place.channel, text: said }]);
    expect(await words('status', caller())).toContain(said.slice('Ada '.length, -1));
  });

  it('of a digest that is resumed from elsewhere, where it comes', async () => {
    await ask('follow pruning confirm:yes', caller());
    lab.messenger.announced.splice(0);
    const { platform, workspace, channel } = lab.caller.place;
    const elsewhere = caller({ place: { ...lab.caller.place, channel: 'elsewhere' }, isOverheard: true });
    await ask(`digest resume place:"${platform}:${workspace}:${channel}"`, elsewhere);
    expect(lab.messenger.announced).toEqual([{ channel, text: 'Ada resumed the digest.' }]);
  });

  it('without an id of the person', async () => {
    await ask('follow pruning confirm:yes', caller({ person: { id: 'U1' } }));
    expect(told()).toEqual(['Somebody followed “pruning”.']);
  });

  it('and the change holds where they cannot be told', async () => {
    const failing = {
      ...lab.messenger,
      announce: async () => {
        throw new DeliveryError('gone', 'No.');
      },
    };
    const { messengerOf } = lab.services;
    Object.assign(lab.services, { messengerOf: () => failing });
    try {
      expect(await words('follow pruning confirm:yes', caller())).toContain('I now follow');
    } finally {
      Object.assign(lab.services, { messengerOf });
    }
  });
});

describe('nobody is told', () => {
  it.each(['follow moe', 'digest', 'digest preview', 'following', 'status', 'save QuIP#', 'search mamba'])(
    'of `%s`, which changes nothing of the digest',
    async (line) => {
      await ask('follow pruning confirm:yes', caller());
      lab.messenger.announced.splice(0);
      await ask(line, caller());
      expect(told()).toEqual([]);
    },
  );

  it('twice, where everybody sees the answer', async () => {
    await ask('follow pruning confirm:yes', caller({ isOverheard: true }));
    expect(told()).toEqual([]);
  });

  it('of a change that was refused', async () => {
    await ask('follow pruning confirm:yes', caller({ isOverheard: true }));
    await ask('follow pruning confirm:yes', caller()).catch(() => {});
    await ask('digest pause until 2020-01-01', caller()).catch(() => {});
    expect(told()).toEqual([]);
  });
});
