import { expect, it } from 'vitest';
import { createOutageLog } from '../src/outage-log.ts';
import { collectLog } from './support/fakes/collect-log.ts';

it('the same problem is logged once a minute, with the number of repetitions', () => {
  const logger = collectLog();
  let now = 0;
  const report = createOutageLog(
    (fields) => logger.error(fields, 'down'),
    () => now,
  );
  for (now = 0; now < 120_000; now += 1_000) report('down');
  expect(logger.lines.map(({ fields }) => fields)).toEqual([
    { problem: 'down' },
    { problem: 'down', repeated: 59 },
  ]);
});
