import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createColumn, createPagedColumn, grown } from '../../../src/search/index/column.ts';

const uint32 = (length: number) => new Uint32Array(length);

it('keeps what is set, in any order, and 0 elsewhere', () => {
  const places = fc.array(fc.tuple(fc.nat(200_000), fc.nat(2 ** 32 - 1)), { maxLength: 20 });
  fc.assert(
    fc.property(places, fc.nat(200_000), (values, other) => {
      const known = new Map(values);
      for (const column of [createColumn(uint32), createPagedColumn()]) {
        for (const [at, value] of values) column.set(at, value);
        for (const [at, value] of known) expect(column.get(at)).toBe(value);
        expect(column.get(other)).toBe(known.get(other) ?? 0);
      }
    }),
  );
});
it('lets columns with a value for each document grow at different ones', () => {
  const columns = Array.from({ length: 16 }, () => createColumn(uint32));
  const tables = Array.from({ length: 4 }, () => new Uint32Array(0) as Uint32Array);
  let most = 0;
  for (let slot = 0; slot < 150_000; slot++) {
    const before = [...columns.map(({ values }) => values), ...tables];
    for (const column of columns) column.set(slot, 1);
    for (const [i, table] of tables.entries()) tables[i] = grown(table, slot + 1);
    const after = [...columns.map(({ values }) => values), ...tables];
    const growing = after.filter((values, i) => values !== before[i]).length;
    if (slot > 20_000) most = Math.max(most, growing);
  }
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(4);
});
