import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findAreas } from '../../../../adapters/web/map/areas.ts';

const layouts = fc
  .array(fc.tuple(fc.float({ min: 0, max: 1, noNaN: true }), fc.float({ min: 0, max: 1, noNaN: true })), {
    maxLength: 400,
  })
  .map((points) => Float32Array.from(points.flat()));

/** The areas, and how many chances for other work there were. */
function parted(layout: Float32Array) {
  const running = findAreas(layout);
  for (let chances = 0; ; chances++) {
    const step = running.next();
    if (step.done) return { areas: step.value, chances };
  }
}

it('there is a chance for other work after every two thousand dots of a round', () => {
  const layout = Float32Array.from({ length: 2 * 9_000 }, (_, i) => ((i * 7_919) % 1_000) / 1_000);
  expect(parted(layout).chances).toBeGreaterThanOrEqual(20 * Math.floor(9_000 / 2_000));
});

it('every dot is in one area; there are at most twelve, none empty, the largest first', () => {
  fc.assert(
    fc.property(layouts, (layout) => {
      const { areas } = parted(layout);
      const points = areas.flatMap((area) => area.points);
      expect([...points].sort((a, b) => a - b)).toEqual(
        Array.from({ length: layout.length / 2 }, (_, i) => i),
      );
      expect(areas.length).toBeLessThanOrEqual(12);
      const sizes = areas.map((area) => area.points.length);
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
      expect(sizes.includes(0)).toBe(false);
    }),
    { numRuns: 60 },
  );
});

it('dots that are far apart are in areas of their own', () => {
  const corners = [
    [0, 0],
    [1, 0],
    [0, 1],
  ];
  const layout = Float32Array.from({ length: 120 }, (_, i) => {
    const corner = corners[Math.floor(i / 2) % 3] ?? [];
    return (corner[i % 2] ?? 0) + 0.001 * Math.floor(i / 6);
  });
  const { areas } = parted(layout);
  expect(areas.map(({ points }) => new Set(points.map((point) => point % 3)).size)).toEqual([1, 1, 1]);
});
