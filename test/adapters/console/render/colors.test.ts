import { expect, test } from 'vitest';
import { colorWanted } from '../../../../adapters/console/render/colors.ts';

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ TERM: 'dumb' }, true, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '' }, true, true],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
  [{ FORCE_COLOR: 'false' }, true, false],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true, false],
  [{ FORCE_COLOR: '1', TERM: 'dumb' }, true, true],
])('%j on a terminal (%s): %s', (env, isTty, wanted) => {
  expect(colorWanted(env, isTty)).toBe(wanted);
});
