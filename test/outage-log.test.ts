import { expect, it } from 'vitest';
import { createOutageLog } from '../src/outage-log.ts';
import { collectLog } from './support/fakes/collect-log.ts';

it('the same problem is logged once a minute, with the number of repetitions and what came with it', () => {
  const logger = collectLog();
  let now = 0;
  const report = createOutageLog<{ at: number }>(
    (fields) => logger.error(fields, 'down'),
    () => now,
  );
  for (now = 0; now < 120_000; now += 1_000) report('down', { at: now });
  expect(logger.lines.map(({ fields }) => fields)).toEqual([
    { problem: 'down', at: 0 },
    { problem: 'down', at: 60_000, repeated: 59 },
  ]);
});
