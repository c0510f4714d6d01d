import { describe, expect, it } from 'vitest';
import { readWords } from '../../../src/commands/digests/words.ts';
import { digestWish, pauseOffered } from '../../../src/commands/understand/digest-wishes.ts';
import { smallTalk } from '../../../src/commands/understand/small-talk.ts';
import { UserError } from '../../../src/errors.ts';
import judgements from '../../quality/judgements.json' with { type: 'json' };
import { seedCorpus } from '../../support/fixtures/seed-corpus.ts';

const today = '2026-11-28';

describe('a sentence about the digest', () => {
  it.each([
    ['move the digest to 8', { time: '08:00' }],
    ['push digests back to 10', { time: '10:00' }],
    ['move it to 9:30', { time: '09:30' }],
    ['post digests only on mondays', { days: [1] }],
    ['make it weekly', { days: [1] }],
    ['make it mon wed fri at 9', { days: [1, 3, 5], time: '09:00' }],
    ['change the time to 7am', { time: '07:00' }],
    ['change zone to tokyo', { zone: 'Asia/Tokyo' }],
    ['set the time zone to Paris', { zone: 'Europe/Paris' }],
    ['set the digest time to 10', { time: '10:00' }],
    ['send the digest at noon', { time: '12:00' }],
    ['send me the digest every day at 8', { days: [1, 2, 3, 4, 5, 6, 7], time: '08:00' }],
    ['could we get the digest at 8 instead', { time: '08:00' }],
    ['I’d like it at 9am on weekdays please', { time: '09:00', days: [1, 2, 3, 4, 5] }],
    ['daily digest at 9', { days: [1, 2, 3, 4, 5, 6, 7], time: '09:00' }],
    ['set the daily digest to 9:15', { time: '09:15' }],
    ['get digests in berlin time', { zone: 'Europe/Berlin' }],
    ['keep the digest to 5 papers', { size: 5 }],
    ['send me 5 papers a day', { size: 5 }],
    ['only 3 papers', { size: 3 }],
    ['titles only', { mode: 'headline' }],
    ['make the digest headline only', { mode: 'headline' }],
    ['weekends too', { alsoDays: [6, 7] }],
    ['no weekends', { withoutDays: [6, 7] }],
    ['no digests on weekends', { withoutDays: [6, 7] }],
    ['don’t send digests on fridays', { withoutDays: [5] }],
    ['no digests next week', { verb: 'skip', dates: [{ first: '2026-11-30', last: '2026-12-06' }] }],
    ['skip friday’s digest', { verb: 'skip', dates: [{ first: '2026-12-04', last: '2026-12-04' }] }],
    ['no more digests', { verb: 'pause' }],
    ['put the digest on hold', { verb: 'pause' }],
    ['turn off the digest until monday', { verb: 'pause', until: '2026-11-30' }],
    ['turn the digest back on', { verb: 'resume' }],
    ['show me the digest', { verb: 'preview' }],
    ['send the digest right now', { verb: 'now' }],
    ['we are in Berlin', { zone: 'Europe/Berlin' }],
    ['use tokyo time', { zone: 'Asia/Tokyo' }],
    ['our time zone is Tokyo', { zone: 'Asia/Tokyo' }],
    ['9am berlin', { time: '09:00', zone: 'Europe/Berlin' }],
  ])('%s', (typed, wanted) => {
    const line = digestWish(typed) ?? '';
    expect(line).toMatch(/^digest /);
    expect(readWords(line.slice('digest '.length), today)).toEqual(wanted);
  });

  it.each([
    'I want the digest in the evening',
    'every morning',
    'hourly digest',
    'shorter digest',
    'more papers per digest',
    'too many papers every day!',
    'way too few papers',
    'show fewer papers',
    'send us less papers a day',
    'longer summaries',
    'our time zone is CET',
    'twice a day',
    'we are in PST',
    'move the digest to blub',
  ])('%s: the digest asks what is meant', (typed) => {
    const line = digestWish(typed) ?? '';
    expect(line).toMatch(/^digest /);
    expect(() => readWords(line.slice('digest '.length), today)).toThrow(UserError);
  });

  it.each([
    'make it better',
    'make models smaller',
    'get papers on pruning',
    'give me 5 papers',
    'show me new papers',
    'set the temperature to 0.5',
    'move fast and break things',
    'change point detection',
    'schedule free optimizers',
    'make learning rate schedules shorter',
    'give me papers on digest algorithms',
    'run experiments at 8 bit',
    '4 bit',
    'every layer at once',
    'at scale',
    'friday',
    'only attention',
    'we are in trouble',
    'in real time',
    'use inference time',
    'too many experts',
  ])('%s is none', (typed) => expect(digestWish(typed)).toBeUndefined());

  it.each([
    ['I’m on holiday until jan 10', 'digest do:"pause until jan 10"'],
    ['we are away from 24 dec to 2 jan', 'digest do:"pause 24 dec to 2 jan"'],
    ['I’ll be out of office next week', 'digest do:"pause next week"'],
    ['back next monday', 'digest do:"pause until next monday"'],
    ['we will be back in the office on 7 January', 'digest do:"pause until 7 January"'],
  ])('%s pauses nothing, but offers to', (typed, line) => expect(pauseOffered(typed)).toBe(line));
});

it('is no title, note or search', async () => {
  const { papers, notes, subtopics } = await seedCorpus();
  const lines = [...papers, ...notes].map(({ title }) => title);
  const wishes = [...lines, ...subtopics.map(({ name }) => name), ...judgements.queries.map(({ q }) => q)]
    .flatMap((line) => [line, line.toLowerCase(), line.replace(/[:?].*/, '')])
    .filter((line) => digestWish(line) !== undefined || pauseOffered(line) !== undefined);
  expect(wishes).toEqual([]);
  for (const name of ['NoPE', 'HoLa', 'GReaT']) expect(smallTalk(name), name).toBeUndefined();
  for (const said of ['Hola', 'HELLO', 'Nope']) expect(smallTalk(said), said).toBeDefined();
});
