import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '../../../src/commands/command.ts';
import { linkCard } from '../../../src/commands/look-up/link-card.ts';
import type { Services } from '../../../src/commands/services.ts';
import { runPlace } from '../../../src/digest/deliver/run-jobs.ts';
import { UserError } from '../../../src/errors.ts';
import { maxTopics } from '../../../src/topics/subscription.ts';
import { seedCore } from '../../support/fakes/seed-core.ts';
import { createTestMessenger } from '../../support/fakes/test-messenger.ts';
import { sampleCaller } from '../../support/fixtures/sample-caller.ts';
import { samplePaper } from '../../support/fixtures/sample-papers.ts';

const clock = { at: 0, now: () => clock.at };
const messenger = createTestMessenger();
let core: Awaited<ReturnType<typeof seedCore>>;
let deps: Services;
let caller: Caller;
let places = 0;

beforeAll(async () => {
  clock.at = Date.parse('2026-05-04T06:00:00Z');
  core = await seedCore({ clock, messenger, opensStore: true });
  deps = await core.services.open();
}, 60_000);
afterAll(() => core.end());
beforeEach(() => {
  clock.at = Date.parse('2026-05-04T06:00:00Z');
  messenger.posted.length = 0;
  caller = sampleCaller({ place: { platform: 'console', workspace: 'lab', channel: `c${++places}` } });
});

const ask = (line: string, who = caller) => core.router.answer(line, who);
const words = async (line: string, who = caller) => JSON.stringify((await ask(line, who)).card);

async function mistake(line: string, who = caller): Promise<UserError> {
  const error = await ask(line, who).catch((reason: unknown) => reason);
  if (error instanceof UserError) return error;
  throw new Error(`“${line}” was no mistake`);
}

let arrived = 0;
async function arrive(title: string, fields: { published?: string; abstract?: string } = {}) {
  const paper = samplePaper({ id: `new${++arrived}`, title, abstract: 'Words.', ...fields });
  await deps.store.addPapers([paper], clock.at);
  await deps.index.put([paper]);
  return paper;
}

async function digestAt(instant: string): Promise<string[]> {
  clock.at = Date.parse(instant);
  const before = messenger.posted.length;
  await runPlace(caller.place, deps);
  return messenger.posted.slice(before).map(({ card }) => card.title);
}

const paperTitles = () =>
  messenger.posted.flatMap(({ card }) =>
    card.blocks.flatMap((block) =>
      block.kind === 'entries'
        ? block.entries.map((entry) => entry.title.map((span) => ('text' in span ? span.text : '')).join(''))
        : [],
    ),
  );

describe('following', () => {
  it('shows a preview first, which follows nothing', async () => {
    const { card, papers } = await ask('follow low-bit quantization');
    expect(papers.length).toBeGreaterThan(2);
    expect(JSON.stringify(card)).toContain('follow topic:\\"low-bit quantization\\" confirm:yes');
    expect(await deps.store.subscriptions(caller.place)).toEqual([]);
  });
  it('previews exactly the papers that would match', async () => {
    const { papers } = await ask('follow quip#');
    expect(papers.map(({ title }) => title)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^QuIP#/)]),
    );
    expect((await ask('follow zzzqq quantization')).papers).toEqual([]);
    expect((await ask('follow quantizatoin')).papers).toEqual([]);
  });
  it('never posts papers as new that were there before', async () => {
    await ask('follow quantization confirm:yes');
    await ask('digest when-empty note');
    expect(await digestAt('2026-05-04T09:00:00Z')).toEqual(['No new papers for Mon 4 May 2026']);
  });
  it('posts a paper of an older date that arrives later', async () => {
    await ask('follow quantization confirm:yes');
    await arrive('Quantization before it was cool', { published: '2015-01-01' });
    expect((await digestAt('2026-05-04T09:00:00Z'))[0]).toBe('New papers for Mon 4 May 2026');
    expect(paperTitles()).toEqual(['Quantization before it was cool']);
  });
  it('posts papers for a second topic from the time when it was added', async () => {
    await ask('follow kangaroos confirm:yes');
    await arrive('Wombats and kangaroos');
    await arrive('Wombats alone');
    await ask('follow wombats confirm:yes');
    await arrive('Wombats at night');
    await digestAt('2026-05-04T09:00:00Z');
    expect(paperTitles().sort()).toEqual(['Wombats and kangaroos', 'Wombats at night']);
  });
  it('takes the person’s zone or, when it is not known, UTC, and says so', async () => {
    expect(await words('follow moe confirm:yes')).toContain('Its zone is UTC');
    const berlin = sampleCaller({
      place: { ...caller.place, channel: 'berlin' },
      person: { id: 'b', zone: 'Europe/Berlin' },
    });
    expect(await words('follow moe confirm:yes', berlin)).toContain('09:00 Europe/Berlin');
  });
  it('follows a topic once, and fifty at the most', async () => {
    for (let i = 0; i < maxTopics; i++) await ask(`follow topic${i} confirm:yes`);
    expect((await mistake('follow TOPIC3 confirm:yes')).code).toBe('followed-already');
    expect((await mistake('follow one more confirm:yes')).code).toBe('too-many-topics');
    const { card } = await ask('following');
    expect(JSON.stringify(card)).toContain('following page:2');
    expect(JSON.stringify((await ask('following page:3')).card)).toContain('topic9');
  });
  it('unfollows by words, by number, and offers the nearest', async () => {
    await ask('follow diffusion models confirm:yes');
    await ask('follow Reward Models confirm:yes');
    expect((await mistake('unfollow difusion')).suggestions).toEqual(['unfollow topic:"diffusion models"']);
    await ask('unfollow Diffusion Models');
    await ask('unfollow 1');
    expect(await deps.store.subscriptions(caller.place)).toEqual([]);
  });
  it('suggests what is followed, to unfollow it', async () => {
    await ask('follow sparse attention confirm:yes');
    expect(await core.router.suggest('unfollow', 'topic', 'spa', 25, caller.place)).toEqual([
      { label: 'sparse attention', value: 'sparse attention' },
    ]);
  });
  it('lets only people change it who may, and everybody preview it', async () => {
    const guest = sampleCaller({ place: caller.place, mayChange: async () => false });
    for (const line of [
      'follow moe confirm:yes',
      'unfollow moe',
      'digest now',
      'digest size 3',
      'digest pause',
    ])
      expect((await mistake(line, guest)).code).toBe(line === 'digest now' ? 'not-allowed' : 'not-allowed');
    expect((await ask('follow moe', guest)).card.title).toContain('Preview');
    await ask('status', guest);
  });
});

describe('the digest', () => {
  it('comes once, on its days at its hour', async () => {
    await ask('follow quantization confirm:yes');
    await ask(
      'digest at 9am zone:America/New_York days:mon,wed when-empty note'.replace(
        ' when-empty note',
        ' empty:note',
      ),
    );
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
    expect(JSON.stringify(messenger.posted[0]?.card)).toContain('the days since Mon 4 May 2026');
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
    expect(JSON.stringify(messenger.posted[0]?.card)).toContain('"1 more"');
    const { papers } = await ask('digest more:2026-05-04');
    expect(papers).toHaveLength(1);
    expect(await words(`why ${papers[0]?.id}`)).toContain('It had no room in the digest for Mon 4 May 2026');
  });
  it('leaves out hidden papers, and says why', async () => {
    await ask('follow quokka confirm:yes');
    const bad = await arrive('Quokka pictures');
    await arrive('Quokka habitats');
    await ask(`hide ${bad.id}`);
    await digestAt('2026-05-04T09:00:00Z');
    expect(paperTitles()).toEqual(['Quokka habitats']);
    expect(await words(`why ${bad.id}`)).toContain('somebody here said it is not for this place');
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
    expect(messenger.posted.map(({ under }) => under?.id)).toEqual([undefined, messenger.posted[0]?.key]);
  });
  it.each([
    ['digest sometimes', 'unknown-digest-word'],
    ['digest at noonish', 'bad-time'],
    ['digest at 09:00 zone:Mars', 'bad-zone'],
    ['digest at 09:00 days:someday', 'bad-days'],
    ['digest size 0', 'bad-size'],
    ['digest size:99', 'bad-number'],
    ['digest when-empty dance', 'bad-when-empty'],
    ['digest skip tomorrow', 'bad-dates'],
    ['digest pause until:soon', 'bad-dates'],
    ['digest now', 'no-topics'],
    ['digest preview', 'no-topics'],
  ])('%s: %s', async (line, code) => expect((await mistake(line)).code).toBe(code));
});

describe('saved papers', () => {
  it('are listed, exported and taken back', async () => {
    await ask('save QuIP#');
    expect(await words('saved')).toContain('QuIP#');
    const { card } = await ask('export');
    const [file] = card.blocks.flatMap((block) => (block.kind === 'file' ? [block] : []));
    expect([file?.name, file?.text.includes('QuIP\\#')]).toEqual(['papers.bib', true]);
    const json = (await ask('export format:json')).card.blocks.flatMap((block) =>
      block.kind === 'file' ? [JSON.parse(block.text)] : [],
    );
    expect(json[0]?.[0]?.title).toMatch(/^QuIP#/);
    await ask('save QuIP# undo:yes');
    expect(await words('export')).toContain('No paper is saved');
  });
  it('never become a formula in a spreadsheet', async () => {
    const evil = await arrive('=HYPERLINK("http://x","y")');
    await ask(`save ${evil.id}`);
    const { card } = await ask('export format:csv');
    expect(JSON.stringify(card)).toContain(`\\"'=HYPERLINK(`);
  });
});

describe('a digest that has stopped', () => {
  it('is resumed by the button in the message to its owner, and by nobody else from another channel', async () => {
    await ask('follow cassowary confirm:yes');
    await deps.store.stopPlace(caller.place, { at: clock.at, reason: 'the channel is archived' });
    const line = `digest do:resume place:"console:lab:c${places}"`;
    const direct = { ...caller.place, channel: 'direct' };
    const stranger = sampleCaller({ place: direct, person: { id: 'eve' }, mayChange: async () => false });
    expect((await mistake(line, stranger)).code).toBe('not-allowed');
    expect((await mistake(line, sampleCaller({ place: { ...direct, workspace: 'other' } }))).code).toBe(
      'unknown-place',
    );
    expect((await mistake('digest do:resume place:%zz', caller)).code).toBe('unknown-place');
    await ask(line, sampleCaller({ place: direct, mayChange: async () => false }));
    expect((await deps.store.place(caller.place))?.stopped).toBeUndefined();
  });
});

describe('a link', () => {
  it('is previewed when its paper is known', async () => {
    const [paper] = [samplePaper({ id: 'linked', title: 'A linked paper', arxivId: '2405.18425' })];
    await deps.index.put([paper]);
    const titles = async (url: string) => (await linkCard(url, deps.index))?.title;
    for (const url of [
      'https://arxiv.org/abs/2405.18425',
      'https://arxiv.org/pdf/2405.18425v2',
      'https://huggingface.co/papers/2405.18425?x=1',
    ])
      expect(await titles(url)).toBe('A linked paper');
    for (const url of [
      'https://arxiv.org/abs/2405.00001',
      'https://arxiv.org/list/cs.LG',
      'https://evil.org/arxiv.org/abs/2405.18425',
    ])
      expect(await titles(url)).toBeUndefined();
    expect((await ask('paper 2405.18425')).papers[0]?.id).toBe('linked');
  });
});

describe('who may change things', () => {
  it('is set by people who manage the workspace, and shown to everybody', async () => {
    const member = sampleCaller({
      place: { ...caller.place, workspace: 'w1' },
      mayManage: async () => false,
    });
    const admin = sampleCaller({ place: { ...caller.place, workspace: 'w1' }, mayManage: async () => true });
    expect(await words('allow', member)).toContain('anyone');
    expect((await mistake('allow owners', member)).code).toBe('not-allowed');
    expect(await words('allow @U1, @U2', admin)).toContain('@U1, @U2');
    expect(await deps.store.changeRule('console', 'w1')).toEqual(['U1', 'U2']);
    expect(await words('allow owners', admin)).toContain('admins and who made the channel');
    expect((await mistake('allow everybody else', admin)).code).toBe('bad-rule');
    expect(await words('status', admin)).toContain('allows changes to');
  });
});
