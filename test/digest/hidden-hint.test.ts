import { expect, it } from 'vitest';
import { hiddenHint } from '../../src/digest/hidden-hint.ts';
import { createLab, paperAbout, placeNamed } from '../support/fakes/digest-lab.ts';
import { createMemoryStore } from '../support/fakes/memory-store/create-memory-store.ts';

const hidden = (...all: readonly (readonly [title: string, person: string])[]) =>
  JSON.stringify(hiddenHint(all.map(([title, person]) => ({ title, person }))));

it.each([
  ['one paper', hidden(['X', 'Ada']), 'Ada hid “X” here: papers like it rank lower.'],
  ['two people, one paper', hidden(['X', 'Ada'], ['X', 'Bob']), 'Ada and Bob hid “X” here: papers like it'],
  ['two papers', hidden(['X', 'Ada'], ['Y', 'Ada']), 'Ada hid “X” and “Y” here: papers like those'],
  ['many papers', hidden(['X', 'A'], ['Y', 'B'], ['Z', 'C']), 'A, B and C hid 3 papers here'],
  ['many people', hidden(['X', 'A'], ['X', 'B'], ['X', 'C'], ['X', 'D']), '4 people hid “X” here'],
])('says who hid what: %s', (_, said, expected) => expect(said).toContain(expected));

it('says nothing when nobody hid anything', () => expect(hiddenHint([])).toEqual([]));

it('is in the next digest, once, and not for what was taken back or is saved by others', async () => {
  const lab = createLab(createMemoryStore());
  const reds = placeNamed('reds');
  await lab.follow(reds, ['red']);
  const digestOf = async (day: string, id: string) => {
    lab.at(`2026-05-${day}T08:59Z`);
    await lab.arrive(paperAbout('red', id));
    lab.at(`2026-05-${day}T09:01Z`);
    await lab.tick();
    return JSON.stringify(lab.messenger.posted.filter(({ under }) => under === undefined).at(-1)?.card);
  };
  const mark = (paperId: string, kind: 'saved' | 'hidden', person: string) =>
    lab.store.mark(reds, { paperId, kind, person, personId: person, at: lab.clock.now() });
  for (const id of ['one', 'two', 'three']) await lab.arrive(paperAbout('red', id));
  await digestOf('04', 'r1');
  lab.minutesLater(60);
  await mark('one', 'hidden', 'Ada');
  await mark('two', 'hidden', 'Ada');
  await mark('two', 'saved', 'Bob');
  await mark('three', 'hidden', 'Ada');
  await lab.store.unmark(reds, { paperId: 'three', kind: 'hidden', person: 'Ada', personId: 'Ada' });
  expect(await digestOf('05', 'r2')).toContain('Since the last digest, Ada hid “On red one” here');
  expect(await digestOf('06', 'r3')).not.toContain('Since the last digest');
});
