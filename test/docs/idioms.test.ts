import { expect, it } from 'vitest';
import { read, sourcesBelow } from '../support/source-tree.ts';

/** `...(x && { x })` and `...(x !== undefined && { x })`, the same with a dot: `...(a.x && { x: a.x })`. */
const spreadWhenThere = /\.\.\.\((?:\w+\.)*(\w+) (?:!== undefined )?&& \{ (?:\1 \}|\1: (?:\w+\.)*\1 \})/;
/** `...(x === undefined ? {} : { x })` and `...(x !== undefined ? { x } : {})`. */
const spreadOrNothing = /\.\.\.\([^)]*(?:\? \{\} :|: \{\}\))/;

it('optional fields are written in one way', () => {
  const others = sourcesBelow('src', 'adapters', 'test').flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, i) =>
        spreadWhenThere.test(line) || spreadOrNothing.test(line) ? [`${file}:${i + 1}: ${line.trim()}`] : [],
      ),
  );
  const own = 'test/docs/idioms.test.ts';
  expect(
    others.filter((each) => !each.startsWith(own)),
    'Write `...defined({ x })` (src/defined.ts) for a field that may be undefined.',
  ).toEqual([]);
});
