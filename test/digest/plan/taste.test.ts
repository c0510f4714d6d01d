import { describe, expect, it } from 'vitest';
import { learnTaste, type Marked } from '../../../src/digest/plan/taste.ts';
import type { Profile } from '../../../src/search/profile.ts';
import { samplePaper } from '../../support/fixtures/sample-papers.ts';

const profileOf = (...terms: string[]): Profile =>
  new Map(terms.map((term) => [term, 1 / Math.sqrt(terms.length)]));
const paperOf = (id: string) => samplePaper({ id, title: `Paper ${id}` });
const marked = (id: string, isSaved: boolean, ...terms: string[]): Marked => ({
  paper: paperOf(id),
  isSaved,
  profile: profileOf(...terms),
});
const noVectors = async (_id: string, others: readonly string[]) => others.map(() => undefined);

const few = [
  marked('s1', true, 'moe', 'routing'),
  marked('s2', true, 'moe', 'sparse'),
  marked('h1', false, 'vision'),
];
const many = [
  ...few,
  ...Array.from({ length: 5 }, (_, i) => marked(`s${i + 3}`, true, 'moe', `own${i}`)),
  ...Array.from({ length: 5 }, (_, i) => marked(`h${i + 2}`, false, 'vision', `other${i}`)),
];

describe.each([
  ['three marks', few],
  ['thirteen marks', many],
])('what a place likes, by %s', (_name, marks) => {
  it('raises what is like saved papers over the rest, and that over what is like hidden ones', async () => {
    const taste = await learnTaste(marks, noVectors);
    const [saved, other, hidden] = await Promise.all(
      [profileOf('moe', 'new'), profileOf('new'), profileOf('vision', 'new')].map((profile) =>
        taste.preference(paperOf('x'), profile),
      ),
    );
    expect(saved).toBeGreaterThan(other ?? 1);
    expect(other).toBeGreaterThan(hidden ?? 1);
    for (const value of [saved, other, hidden]) {
      expect(value).toBeGreaterThanOrEqual(-0.15);
      expect(value).toBeLessThanOrEqual(0.75);
    }
  });
  it('names the saved paper that weighed most, with the words in common, and none by chance', async () => {
    const taste = await learnTaste(marks, noVectors);
    const { liked, disliked } = await taste.explain(paperOf('x'), profileOf('routing', 'moe', 'new'));
    expect(liked).toEqual({ paper: paperOf('s1'), terms: ['moe', 'routing'] });
    expect(disliked).toBeUndefined();
    expect(await taste.explain(paperOf('x'), profileOf('new'))).toEqual({});
  });
  it('gives no paper as a reason for itself', async () => {
    const taste = await learnTaste(marks, noVectors);
    const { liked } = await taste.explain(paperOf('s1'), profileOf('moe', 'routing'));
    expect(liked?.paper.id).not.toBe('s1');
  });
});

it('knows likeness without a common word by vectors, once there are ten marks', async () => {
  const byVectors = async (id: string, others: readonly string[]) =>
    others.map((other) => (id === 'x' && other.startsWith('s') ? 0.8 : 0));
  const taste = await learnTaste(many, byVectors);
  const wanted = await taste.preference(paperOf('x'), profileOf('new'));
  expect(wanted).toBeGreaterThan((await taste.preference(paperOf('y'), profileOf('new'))) + 0.1);
  expect((await taste.explain(paperOf('x'), profileOf('new'))).liked?.paper.id).toMatch(/^s/);
});

it('has no preference without marks', async () => {
  const taste = await learnTaste([], noVectors);
  expect(await taste.preference(paperOf('x'), profileOf('moe'))).toBe(0);
  expect(await taste.explain(paperOf('x'), profileOf('moe'))).toEqual({});
});
