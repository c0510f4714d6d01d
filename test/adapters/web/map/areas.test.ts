import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findAreas } from '../../../../adapters/web/map/areas.ts';

const layouts = fc
  .array(fc.tuple(fc.float({ min: 0, max: 1, noNaN: true }), fc.float({ min: 0, max: 1, noNaN: true })), {
    maxLength: 400,
  })
  .map((points) => Float32Array.from(points.flat()));

it('every dot is in one area; there are at most twelve, none empty, the largest first', () => {
  fc.assert(
    fc.property(layouts, (layout) => {
      const areas = findAreas(layout);
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
  const areas = findAreas(layout);
  expect(areas.map(({ points }) => new Set(points.map((point) => point % 3)).size)).toEqual([1, 1, 1]);
});
