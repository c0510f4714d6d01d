import { describe, expect, it } from 'vitest';
import { allRights } from '../../../src/commands/place-handle.ts';
import type { Place } from '../../../src/topics/place.ts';
import { useCommandLab } from '../../support/fakes/command-lab.ts';
import { sampleCaller } from '../../support/fixtures/sample-caller.ts';

const lab = useCommandLab();
const { arrive, ask, digestAt, mistake, paperTitles, words } = lab;

describe('the digest', () => {
  it('comes once, on its days at its hour', async () => {
    await ask('follow quantization confirm:yes');
    await ask('digest at 9am zone:America/New_York days:mon,wed empty:note');
    expect(await digestAt('2026-05-04T12:59:00Z')).toEqual([]);
    expect(await digestAt('2026-05-04T13:00:00Z')).toEqual(['No new papers for Mon 4 May 2026']);
    expect(await digestAt('2026-05-04T13:01:00Z')).toEqual([]);
    expect(await digestAt('2026-05-05T13:00:00Z')).toEqual([]);
    expect(await digestAt('2026-05-06T13:00:00Z')).toEqual(['No new papers for Wed 6 May 2026']);
  });
  it('comes once and says that it is late, however long the bot was down', async () => {
    await ask('follow late things confirm:yes');
    await arrive('Late things happen');
    const [title] = await digestAt('2026-05-14T20:00:00Z');
    expect(title).toBe('New papers for Thu 14 May 2026, late');
    expect(JSON.stringify(lab.messenger.posted[0]?.card)).toContain('the days since Mon 4 May 2026');
    expect(await digestAt('2026-05-14T20:01:00Z')).toEqual([]);
  });
  it('never posts a paper twice, whatever is followed later', async () => {
    await ask('follow echidna confirm:yes');
    await arrive('An echidna in the lab');
    await digestAt('2026-05-04T09:00:00Z');
    await ask('unfollow echidna');
    await ask('follow echidna confirm:yes');
    await ask('follow lab confirm:yes');
    for (const day of ['05', '06', '07']) await digestAt(`2026-05-${day}T09:00:00Z`);
    expect(paperTitles().filter((title) => title === 'An echidna in the lab')).toHaveLength(1);
  });
  it('offers what had no room, and never repeats it as new', async () => {
    await ask('follow platypus confirm:yes');
    await ask('digest size 2');
    for (const name of ['one', 'two', 'three']) await arrive(`Platypus ${name}`);
    await digestAt('2026-05-04T09:00:00Z');
    expect(JSON.stringify(lab.messenger.posted[0]?.card)).toContain('"1 more"');
    const { papers } = await ask('digest more:2026-05-04');
    expect(papers).toHaveLength(1);
    for (const line of [
      'digest pause more:2026-05-04',
      'digest size 5 more:2026-05-04',
      'digest now more:2026-05-04',
    ])
      await expect(ask(line), line).rejects.toThrow('does nothing else');
    expect(await words(`why ${papers[0]?.id}`)).toContain('It had no room in the digest for Mon 4 May 2026');
  });
  it('is what numbers mean after it was posted', async () => {
    await ask('follow wombat confirm:yes');
    for (const name of ['one', 'two', 'three']) await arrive(`Wombat ${name}`);
    await ask('search scaling laws');
    await digestAt('2026-05-04T09:00:00Z');
    const titles = paperTitles();
    lab.clock.at += 60 * 60_000;
    expect((await ask('save 2')).papers.map(({ title }) => title)).toEqual([titles[1]]);
    expect((await ask('hide the last one')).papers.map(({ title }) => title)).toEqual([titles[2]]);
    expect((await ask('3')).papers[0]?.title).toBe(titles[2]);
    lab.clock.at += 25 * 60 * 60_000;
    expect((await mistake('save 2')).code).toBe('no-such-item');
  });
  it('is linked from the answer why a paper came, where messages have addresses', async () => {
    await ask('follow dingo confirm:yes');
    const { id } = await arrive('A dingo');
    await digestAt('2026-05-04T09:00:00Z');
    expect(await words(`why ${id}`)).not.toContain('https://chat.example');
    const linkTo = async (message: { ref: { id: string } }) => `https://chat.example/${message.ref.id}`;
    Object.assign(lab.messenger, { linkTo });
    expect(await words(`why ${id}`)).toContain(`https://chat.example/${lab.messenger.posted[0]?.key}`);
    const inChat = { ...lab.caller, fits: () => true };
    expect(await words(`paper ${id}`, inChat)).toMatch(/In the digest here.*Mon 4 May 2026.*chat\.example/);
    const mayNot = { ...allRights, mayRead: async () => false };
    expect(await words(`paper ${id}`, { ...inChat, rights: mayNot })).not.toContain('In the digest here');
    Object.assign(lab.messenger, { linkTo: () => Promise.reject(new Error('away')) });
    expect(await words(`why ${id}`)).toContain('In the digest for Mon 4 May 2026.');
    Object.assign(lab.messenger, { linkTo: undefined });
  });
  it('leaves out hidden papers, and says why', async () => {
    await ask('follow quokka confirm:yes');
    const bad = await arrive('Quokka pictures');
    await arrive('Quokka habitats');
    await ask(`hide ${bad.id}`);
    await digestAt('2026-05-04T09:00:00Z');
    expect(paperTitles()).toEqual(['Quokka habitats']);
    expect(await words(`why ${bad.id}`)).toContain('someone here hid it');
  });
  it('pauses, skips and resumes', async () => {
    await ask('follow numbat confirm:yes');
    await ask('digest empty:note');
    await ask('digest skip 2026-05-05..2026-05-06');
    await digestAt('2026-05-04T09:00:00Z');
    expect(await digestAt('2026-05-05T09:00:00Z')).toEqual([]);
    expect(await digestAt('2026-05-07T09:00:00Z')).toEqual(['No new papers for Thu 7 May 2026']);
    await ask('digest pause until:2026-05-12');
    expect(await digestAt('2026-05-11T09:00:00Z')).toEqual([]);
    expect((await digestAt('2026-05-12T09:00:00Z'))[0]).toContain('Tue 12 May 2026');
    await ask('digest pause');
    expect(await words('status')).toContain('paused');
    await ask('digest resume');
    expect((await digestAt('2026-05-13T09:00:00Z'))[0]).toContain('Wed 13 May 2026');
  });
  it('is posted now on demand, and not again on that day', async () => {
    await ask('follow bilby confirm:yes');
    await arrive('A bilby');
    await ask('digest now');
    expect(paperTitles()).toEqual(['A bilby']);
    expect((await mistake('digest now')).code).toBe('posted-already');
    expect(await digestAt('2026-05-04T09:00:00Z')).toEqual([]);
  });
  it('posts nothing on an empty day in a silent place', async () => {
    await ask('follow dugong confirm:yes');
    await ask('digest when-empty silent');
    expect(await digestAt('2026-05-04T09:00:00Z')).toEqual([]);
    expect(await words('status')).toContain('nothing new and nothing posted');
  });
  it('posts details below the message, never in the channel', async () => {
    await ask('follow wallaby confirm:yes');
    await arrive('The wallaby', { abstract: 'Everything about it.' });
    await digestAt('2026-05-04T09:00:00Z');
    expect(lab.messenger.posted.map(({ under }) => under?.id)).toEqual([
      undefined,
      lab.messenger.posted[0]?.key,
    ]);
  });
  it.each([
    ['digest sometimes', 'unknown-digest-word'],
    ['digest at noonish', 'bad-time'],
    ['digest at 09:00 zone:Mars', 'bad-zone'],
    ['digest at 09:00 days:someday', 'bad-days'],
    ['digest size 0', 'bad-size'],
    ['digest size:99', 'bad-number'],
    ['digest when-empty dance', 'bad-when-empty'],
    ['digest skip blub', 'bad-dates'],
    ['digest pause until:soon', 'bad-dates'],
    ['digest now', 'no-topics'],
    ['digest preview', 'no-topics'],
  ])('%s: %s', async (line, code) => expect((await mistake(line)).code).toBe(code));
});

describe('a digest that has stopped', () => {
  it('is resumed by the button in the message to its owner, and by nobody else from another channel', async () => {
    await ask('follow cassowary confirm:yes');
    await lab.services.store.stopPlace(lab.caller.place, {
      at: lab.clock.at,
      reason: 'the channel is archived',
    });
    const line = `digest do:resume place:"console:lab:${lab.caller.place.channel}"`;
    const direct = { ...lab.caller.place, channel: 'direct' };
    const near = { ...allRights, mayRead: async (_: string, place: Place) => place.workspace === 'lab' };
    const stranger = sampleCaller({ place: direct, rights: { ...near, mayChange: async () => false } });
    expect((await mistake(line, stranger)).code).toBe('not-allowed');
    const outsider = sampleCaller({ place: direct, rights: { ...near, mayRead: async () => false } });
    expect((await mistake(line, outsider)).code).toBe('unknown-place');
    expect((await mistake('digest do:resume place:%zz', lab.caller)).code).toBe('unknown-place');
    // In the bot's direct messages the workspace is another one on some platforms.
    await ask(line, sampleCaller({ place: { ...direct, workspace: 'app' }, rights: near }));
    expect((await lab.services.store.place(lab.caller.place))?.stopped).toBeUndefined();
  });
});
