import { expect, it } from 'vitest';
import { trainWeights } from '../../../src/digest/plan/logistic.ts';
import { createRandom } from '../../../src/seeded-random.ts';

/** Points on a circle; the wanted ones lie around 0.5, the others around 2.5 (radians). */
function makePoints(count: number, seed: number) {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const isWanted = i % 3 === 0;
    return { isWanted, angle: (isWanted ? 0.5 : 2.5) + random() - 0.5 };
  });
}

const like = (a: { readonly angle: number }, b: { readonly angle: number }) =>
  1 + Math.cos(a.angle - b.angle);

it.each([10, 30, 120, 200])('tells apart what %i examples tell apart', (count) => {
  const examples = makePoints(count, 1);
  const trained = trainWeights(
    examples.map((a) => examples.map((b) => like(a, b))),
    examples.map(({ isWanted }) => isWanted),
  );
  for (const point of makePoints(60, 2)) {
    const probability = trained.probability(examples.map((each) => like(point, each)));
    if (point.isWanted) expect(probability).toBeGreaterThan(0.5);
    else expect(probability).toBeLessThan(0.5);
  }
  for (const [i, { isWanted }] of examples.entries())
    expect(Math.sign(trained.weights[i] ?? 0)).toBe(isWanted ? 1 : -1);
});

it('stays undecided where examples say nothing', () => {
  const trained = trainWeights(
    [
      [0, 0],
      [0, 0],
    ],
    [true, false],
  );
  expect(trained.probability([0, 0])).toBeCloseTo(0.5, 6);
});
