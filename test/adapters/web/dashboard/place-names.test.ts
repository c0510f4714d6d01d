import { describe, expect, it } from 'vitest';
import { createPlaceNames } from '../../../../adapters/web/dashboard/place-names.ts';
import { DeliveryError } from '../../../../src/errors.ts';
import type { PlaceName } from '../../../../src/ports/messenger.ts';
import type { Place } from '../../../../src/topics/place.ts';

const place = (channel: string, platform = 'slack'): Place => ({ platform, workspace: 'T1', channel });

function make(tell: (place: Place) => Promise<PlaceName | undefined>) {
  const asked: string[] = [];
  const clock = { at: 0, now: () => clock.at };
  const placeName = async (each: Place) => {
    asked.push(each.channel);
    return tell(each);
  };
  const read = createPlaceNames((name) => (name === 'slack' ? { placeName } : undefined), clock);
  return { read, asked, clock };
}

describe('names of channels', () => {
  it.each([
    [{ channel: '#papers', workspace: 'Acme' }, '#papers (Slack, Acme)'],
    [{ channel: '#papers' }, '#papers (Slack)'],
    [{ channel: '#papers', workspace: '' }, '#papers (Slack)'],
    [undefined, 'slack / T1 / C1'],
  ])('what the platform tells as %o is shown as %s', async (told, shown) => {
    const { read } = make(async () => told);
    expect((await read([place('C1')]))(place('C1'))).toBe(shown);
  });
  it('are the ids on a platform that is not connected', async () => {
    const { read } = make(async () => ({ channel: '#papers' }));
    expect((await read([place('C1', 'discord')]))(place('C1', 'discord'))).toBe('discord / T1 / C1');
  });
  it('are asked for once a day, and at once where two pages want them', async () => {
    const { read, asked, clock } = make(async ({ channel }) => ({ channel: `#${channel}` }));
    await Promise.all([read([place('C1'), place('C2')]), read([place('C1')])]);
    await read([place('C1')]);
    expect(asked).toEqual(['C1', 'C2']);
    clock.at = 24 * 60 * 60_000;
    await read([place('C1')]);
    expect(asked).toEqual(['C1', 'C2', 'C1']);
  });
  it('stay when the platform fails later, and are asked for again after a minute', async () => {
    let fails = false;
    const { read, asked, clock } = make(async () => {
      if (fails) throw new DeliveryError('later', 'Slack asks me to slow down');
      return { channel: '#papers' };
    });
    await read([place('C1')]);
    fails = true;
    for (const at of [1, 1, 1.0005, 1.001]) {
      clock.at = at * 24 * 60 * 60_000;
      expect((await read([place('C1')]))(place('C1'))).toBe('#papers (Slack)');
    }
    expect(asked).toHaveLength(3);
  });
  it('are asked for twenty times a minute at most, however many channels there are', async () => {
    const { read, asked, clock } = make(async ({ channel }) => ({ channel: `#${channel}` }));
    const all = Array.from({ length: 50 }, (_, i) => place(`C${i}`));
    const counts: number[] = [];
    for (let minute = 0; minute < 4; minute++) {
      clock.at = minute * 60_000;
      await read(all);
      await read(all);
      counts.push(asked.length);
    }
    expect(counts).toEqual([20, 40, 50, 50]);
  });
  it('are no reason for a page to wait for a platform that is silent', async () => {
    const { read } = make(() => new Promise(() => {}));
    expect((await read([place('C1')]))(place('C1'))).toBe('slack / T1 / C1');
  });
});
