import { expect, it } from 'vitest';
import type { Atom } from '../../../src/search/language/expression.ts';
import { closenessTo } from '../../../src/search/ranking/closeness.ts';
import { resolveWords } from '../../../src/search/ranking/resolve-words.ts';

const atom = (text: string): Atom => ({ kind: 'word', text });
const known = { hasTerm: () => true, nearest: () => undefined };
const candidate = { slot: 0, id: 'a', kind: 'paper', score: 1, terms: [] } as const;
const closeness = (typed: string, text: string) =>
  closenessTo(resolveWords([atom(typed)], known))(candidate, text).exact;

it.each([
  ['aesthetics', 'the aesthetic of images'],
  ['esthetics', 'the aesthetics of images'],
  ['aetiology', 'an etiology'],
  ['oestrogen', 'estrogens in water'],
  ['estrogen', 'oestrogen in water'],
  ['oesophagus', 'oesophagus and stomach'],
  ['edema', 'oedema of the lung'],
  ['inquiry', 'public enquiries'],
  ['skeptic', 'a sceptic'],
  ['models', 'a model'],
])('knows %s in its other spellings: %s', (typed, text) => {
  expect(closeness(typed, text)).toBe(1);
});

it.each([
  ['optimizer', 'an optimal lattice'],
  ['edema', 'an audit of others'],
])('does not take %s for another word: %s', (typed, text) => {
  expect(closeness(typed, text)).toBe(0);
});
