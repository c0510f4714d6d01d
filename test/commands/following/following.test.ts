import { describe, expect, it } from 'vitest';
import { allRights } from '../../../src/commands/place-handle.ts';
import { DeliveryError } from '../../../src/errors.ts';
import { maxTopics } from '../../../src/topics/place.ts';
import { useCommandLab } from '../../support/fakes/command-lab.ts';
import { sampleCaller } from '../../support/fixtures/sample-caller.ts';

const lab = useCommandLab();
const { arrive, ask, digestAt, mistake, paperTitles, words } = lab;

describe('following', () => {
  it('shows a preview first, which follows nothing', async () => {
    const { card, papers } = await ask('follow low-bit quantization');
    expect(papers.length).toBeGreaterThan(2);
    expect(JSON.stringify(card)).toContain('follow topic:\\"low-bit quantization\\" confirm:yes');
    expect(await lab.services.store.subscriptions(lab.caller.place)).toEqual([]);
  });
  it.each([
    new DeliveryError('later', 'Slack asks me to slow down', { retryAfterMs: 9_000 }),
    new DeliveryError('later', 'I can’t reach Discord'),
    new DeliveryError('gone', 'I can’t see the channel', { remedy: 'Allow it.' }),
  ])('shows the preview where the platform does not tell what is allowed: $message', async (error) => {
    lab.messenger.failPreflight(error);
    const shown = await words('follow low-bit quantization');
    expect(shown).toContain(`I couldn’t check whether I may post here (${error.message})`);
    expect(shown).toContain('confirm:yes');
  });
  it('says what a subtopic is, and offers its words', async () => {
    const shown = await words('follow Reward Models');
    expect(shown).toContain('papers that are like its research notes, whatever their words');
    expect(shown).toContain(JSON.stringify('follow topic:"\\"reward models\\""').slice(1, -1));
    expect((await ask('follow "reward models"')).card.title).toBe('Preview: "reward models"');
  });
  it.each([
    ['follow papers by Tim Dettmers', 'author:\\"Tim Dettmers\\"'],
    ['follow fp8 weekly', 'digest weekly'],
    ['follow unlearning attention is all', 'You may hear nothing'],
  ])('%s', async (typed, shown) => expect(await words(typed)).toContain(shown));
  it('does not follow everything', async () => {
    expect((await mistake('follow everything')).suggestions).toEqual(['topics']);
  });
  it('lists what can be unfollowed, and knows it in other words', async () => {
    expect((await mistake('unfollow')).message).toBe('I follow nothing here yet.');
    await ask('follow kv cache confirm:yes');
    await ask('follow mamba confirm:yes');
    for (const typed of ['unfollow', 'unsubscribe', 'unfollow zebras'])
      expect((await mistake(typed)).suggestions, typed).toEqual([
        'unfollow topic:"kv cache"',
        'unfollow topic:mamba',
      ]);
    expect((await ask('unfollow KV-cache')).card.title).toBe('Unfollowed');
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
    expect(await words('follow moe confirm:yes')).toContain('Not in UTC');
    const berlin = sampleCaller({
      place: { ...lab.caller.place, channel: 'berlin' },
      person: { id: 'b', zone: 'Europe/Berlin' },
    });
    expect(await words('follow moe confirm:yes', berlin)).toContain('09:00 (Berlin)');
  });
  it.each([
    ['the person’s zone is UTC', { id: 'u', zone: 'UTC' }, []],
    ['somebody chose UTC before', { id: 'u' }, ['digest zone UTC']],
    ['it was said when the first topic was followed', { id: 'u' }, ['follow retrieval confirm:yes']],
  ])('does not ask about UTC when %s', async (_, person, before) => {
    const caller = sampleCaller({ place: lab.caller.place, person });
    for (const line of before) await ask(line, caller);
    expect(await words('follow moe confirm:yes', caller)).not.toContain('Not in UTC');
  });
  it('follows a topic once, and fifty at the most', async () => {
    for (let i = 0; i < maxTopics; i++) await ask(`follow topic${i} confirm:yes`);
    expect((await mistake('follow TOPIC3 confirm:yes')).code).toBe('followed-already');
    expect((await mistake('follow one more confirm:yes')).code).toBe('too-many-topics');
    const { card } = await ask('following');
    expect(JSON.stringify(card)).toContain('following start:21');
    expect(JSON.stringify((await ask('following page:3')).card)).toContain('topic9');
  });
  it.each([
    ['scaling laws', 'laws scaling'],
    ['pruning OR quantization', 'quantization OR pruning'],
    ['wombats year:2024', 'year:2024 Wombats'],
  ])('follows %s once, and does not offer %s', async (topic, other) => {
    await ask(`follow ${topic} confirm:yes`);
    expect(await words(`follow ${other}`)).not.toContain('confirm:yes');
    const refused = await mistake(`follow ${other} confirm:yes`);
    expect([refused.code, refused.message]).toEqual([
      'followed-already',
      `I already follow “${topic}” here.`,
    ]);
  });
  it.each([
    ['digest pause', ', paused.'],
    ['digest pause until 2026-05-11', ', paused until Mon 11 May.'],
  ])('after `%s`, neither a preview nor the list promises digests', async (line, said) => {
    await ask('follow moe confirm:yes');
    await ask(line);
    for (const each of ['follow retrieval', 'following']) expect(await words(each)).toContain(said);
  });
  it('where the digest has stopped, neither a preview nor the list promises digests', async () => {
    await ask('follow moe confirm:yes');
    await lab.services.store.stopPlace(lab.caller.place, { at: lab.clock.at, reason: 'gone' });
    for (const each of ['follow retrieval', 'following']) {
      const said = await words(each);
      expect(said).toContain('The digest has stopped here.');
      expect(said).not.toContain('Digests come');
    }
  });
  it('leads back from a page that the list has not', async () => {
    await ask('follow moe confirm:yes');
    expect(await words('following page:3')).not.toContain('Begin with');
    await ask('save QuIP#');
    expect(await words('saved page:3')).not.toContain('Save one');
  });
  it('unfollows by words, by number, and offers the nearest', async () => {
    await ask('follow diffusion models confirm:yes');
    await ask('follow Reward Models confirm:yes');
    expect((await mistake('unfollow difusion')).suggestions).toEqual(['unfollow topic:"diffusion models"']);
    await ask('unfollow Diffusion Models');
    await ask('unfollow 1');
    expect(await lab.services.store.subscriptions(lab.caller.place)).toEqual([]);
  });
  it('suggests what is followed, to unfollow it', async () => {
    await ask('follow sparse attention confirm:yes');
    expect(await lab.router.suggest('unfollow', 'topic', 'spa', 25, lab.caller.place)).toEqual([
      { label: 'sparse attention', value: 'sparse attention' },
    ]);
  });
  it('lets only people change it who may, and everybody preview it', async () => {
    const guest = sampleCaller({
      place: lab.caller.place,
      rights: { ...allRights, mayChange: async () => false },
    });
    for (const line of [
      'follow moe confirm:yes',
      'unfollow moe',
      'digest now',
      'digest size 3',
      'digest pause',
    ])
      expect((await mistake(line, guest)).code).toBe('not-allowed');
    expect((await ask('follow moe', guest)).card.title).toContain('Preview');
    await ask('status', guest);
  });
});

describe('who may change things', () => {
  it('is set by people who manage the workspace, and shown to everybody', async () => {
    const member = sampleCaller({
      place: { ...lab.caller.place, workspace: 'w1' },
      rights: { ...allRights, mayManage: async () => false },
    });
    const admin = sampleCaller({
      place: { ...lab.caller.place, workspace: 'w1' },
    });
    expect(await words('allow', member)).toContain('anyone');
    expect((await mistake('allow owners', member)).code).toBe('not-allowed');
    expect(await words('allow @U1, @U2', admin)).toContain('@U1, @U2');
    expect(await lab.services.store.changeRule('console', 'w1')).toEqual(['U1', 'U2']);
    expect(await words('allow owners', admin)).toContain('admins and who made the channel');
    expect((await mistake('allow everybody else', admin)).code).toBe('bad-rule');
    expect(await words('status', admin)).toContain(
      'let admins and who made the channel change what is followed',
    );
  });
});
