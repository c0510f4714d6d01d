import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { createLab, placeNamed } from '../../support/fakes/digest-lab.ts';
import { createMemoryStore } from '../../support/fakes/memory-store/create-memory-store.ts';

const here = placeNamed('here');

/** A channel that gets its digest at nine every day. It is Monday, 4 May 2026, 08:00. */
async function openChannel() {
  const lab = createLab(createMemoryStore());
  await lab.follow(here, ['red'], { since: lab.clock.time, nextAt: lab.clock.time + 60 * 60_000 });
  const skips = async () =>
    (await lab.store.place(here))?.schedule.skips.map(({ first, last }) =>
      first === last ? first.slice(5) : `${first.slice(5)}..${last.slice(5)}`,
    );
  const refusal = async (line: string) => {
    const error = await lab.say(line, here).catch((reason: unknown) => reason);
    if (error instanceof UserError) return error;
    throw new Error(`“${line}” was not refused`);
  };
  const next = async () => {
    const [, day = ''] = /"Next".*?"text":"\w+ (\d+) May/.exec(await lab.say('digest', here)) ?? [];
    return `2026-05-${day.padStart(2, '0')}`;
  };
  return { lab, say: (line: string) => lab.say(line, here), skips, refusal, next };
}

describe('skips', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['one by one', ['unskip 2026-05-06'], ['05-10..05-14', '05-20']],
    ['a day out of a range', ['unskip 2026-05-12'], ['05-06', '05-10..05-11', '05-13..05-14', '05-20']],
    ['the beginning of a range', ['unskip 2026-05-08..2026-05-11'], ['05-06', '05-12..05-14', '05-20']],
    ['several at once', ['unskip 2026-05-01..2026-05-11'], ['05-12..05-14', '05-20']],
    ['two ranges', ['unskip 2026-05-06 and 2026-05-13..2026-05-20'], ['05-10..05-12']],
    ['all', ['unskip'], []],
    ['all, by the word', ['unskip all'], []],
    ['and skipped again', ['unskip 2026-05-06', 'skip 2026-05-06'], ['05-10..05-14', '05-20', '05-06']],
  ])('are taken back: %s', async (_, lines, left) => {
    const { say, skips } = await openChannel();
    for (const date of ['2026-05-06', '2026-05-10..2026-05-14', '2026-05-20'])
      await say(`digest skip ${date}`);
    for (const line of lines) await say(`digest ${line}`);
    expect(await skips()).toEqual(left);
  });

  it('are of the next digests, as many as were named, and undone at once', async () => {
    const { say, skips, next } = await openChannel();
    const card = await say('digest skip the next two');
    expect(await skips()).toEqual(['05-04', '05-05']);
    expect(card).toContain('No digest on Mon 4 May and Tue 5 May.');
    const [, undo = ''] = /"label":"Undo","line":"([^"]*)"/.exec(card) ?? [];
    await say(undo);
    expect(await skips()).toEqual([]);
    expect(await next()).toBe('2026-05-04');
  });

  it('of a day of every week are its days, which can be had back', async () => {
    const { say, skips, refusal } = await openChannel();
    expect(await say('digest skip weekends')).toContain('Digests come every weekday at');
    expect(await skips()).toEqual([]);
    const card = await say('digest saturdays too');
    expect(card).toContain('Digests come Monday to Saturday at');
    const [, undo = ''] = /"label":"Undo","line":"((?:[^"\\]|\\.)*)"/.exec(card) ?? [];
    expect(await say(JSON.parse(`"${undo}"`))).toContain('Digests come every weekday at');
    expect((await refusal('digest no weekdays')).message).toBe('That leaves no day for the digest.');
  });

  it('are listed, and the card has buttons that take them back', async () => {
    const { lab, say, skips, next } = await openChannel();
    await say('digest skip 2026-05-04');
    expect(await next()).toBe('2026-05-05');
    await say('digest skip 2026-05-05..2026-05-07');
    const card = await say('digest');
    expect(card).toContain('Mon 4 May and Tue 5 May to Thu 7 May');
    expect(await next()).toBe('2026-05-08');
    const buttons = [...card.matchAll(/"line":"(digest (?:do:)?\\?"?unskip [^"\\]*)/g)].map(
      ([, line]) => line ?? '',
    );
    expect(buttons).toHaveLength(2);
    for (const line of buttons) await lab.say(line.replace(/do:|"/g, ''), here);
    expect(await skips()).toEqual([]);
    expect(await next()).toBe('2026-05-04');
  });

  it.each([
    ['skip 2026-05-08, 2026-05-15 and 2026-05-21'],
    ['skip 2026-05-11'],
    ['skip 2026-05-01..2026-05-31'],
    ['unskip 2026-05-12'],
    ['unskip 2026-05-06, 2026-05-20'],
    ['unskip'],
    ['skip none'],
  ])('are as before after Undo of: digest %s', async (line) => {
    const { lab, say } = await openChannel();
    await say('digest skip 2026-05-06, 2026-05-10..2026-05-14 and 2026-05-20');
    const dates = async () => {
      const { skips = [] } = (await lab.store.place(here))?.schedule ?? {};
      return Array.from({ length: 28 }, (_, i) => i + 4).filter((day) => {
        const date = `2026-05-${String(day).padStart(2, '0')}`;
        return skips.some(({ first, last }) => first <= date && date <= last);
      });
    };
    const before = await dates();
    expect(before).toEqual([6, 10, 11, 12, 13, 14, 20]);
    const card = await say(`digest ${line}`);
    const [, undo] = /"label":"Undo","line":"((?:[^"\\]|\\.)*)"/.exec(card) ?? [];
    if (line === 'skip 2026-05-11') expect(undo).toBeUndefined();
    else await say(JSON.parse(`"${undo}"`));
    expect(await dates()).toEqual(before);
  });

  it('are no longer shown, nor kept, when they are over', async () => {
    const { lab, say, skips } = await openChannel();
    await say('digest skip 2026-05-05..2026-05-06');
    lab.at('2026-05-07T08:00Z');
    expect(await say('digest')).not.toMatch(/2026-05-0[56]|5 May|6 May/);
    await say('digest size 7');
    expect(await skips()).toEqual([]);
  });

  it('that are not there cannot be taken back, and those that are there are offered', async () => {
    const { say, refusal, skips } = await openChannel();
    expect((await refusal('digest unskip 2026-05-09')).hint).toContain('No date is skipped');
    await say('digest skip 2026-05-06');
    const { hint, suggestions } = await refusal('digest unskip 2026-05-09');
    expect(hint).toContain('Wed 6 May');
    expect(JSON.stringify(suggestions)).toContain('unskip 2026-05-06');
    expect(await skips()).toEqual(['05-06']);
  });
});

describe('a date that is past', () => {
  it.each(['skip 2026-05-03', 'skip 2026-04-01..2026-05-03', 'pause until:2026-05-03', 'skip 2020-01-01'])(
    'is refused: digest %s',
    async (line) => {
      const { lab, refusal } = await openChannel();
      const before = await lab.store.place(here);
      const { code, suggestions } = await refusal(`digest ${line}`);
      expect(code).toBe('past-date');
      expect(JSON.stringify(suggestions)).not.toMatch(/skip 20|pause/);
      expect(await lab.store.place(here)).toEqual(before);
    },
  );

  it.each(['skip 2026-05-04', 'skip 2026-05-01..2026-05-04', 'pause until:2026-05-05'])(
    'is not today or later: digest %s',
    async (line) => {
      const { say, next } = await openChannel();
      await say(`digest ${line}`);
      expect(await next()).toBe('2026-05-05');
    },
  );

  it('is by the zone of the channel', async () => {
    const { lab, say, refusal } = await openChannel();
    await say('digest zone:Pacific/Kiritimati');
    lab.at('2026-05-04T12:00Z');
    expect((await refusal('digest skip 2026-05-04')).code).toBe('past-date');
    await say('digest zone:Pacific/Pago_Pago');
    await say('digest skip 2026-05-04');
  });
});

it('the end of a pause leaves no trace', async () => {
  const { lab, say } = await openChannel();
  await say('digest pause until:2026-05-06');
  expect(await say('digest')).toContain('until Wed 6 May');
  lab.at('2026-05-06T08:00Z');
  for (const line of ['digest', 'status', 'following', 'why red'])
    expect(await say(line).catch(String), line).not.toMatch(/paused until|is paused|digest resume/);
});
