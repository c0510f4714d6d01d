import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { createMeter } from '../../src/app/watch/meter.ts';
import { silentLogger } from '../support/fakes/silent-logger.ts';
import { root } from '../support/source-tree.ts';

const readText = (path: string) => readFileSync(join(root, path), 'utf8');
const index = { size: async () => ({ papers: 0, notes: 0 }) };

/** The names that the bot really prints, with those that a histogram prints for itself. */
async function printed(): Promise<Set<string>> {
  const meter = createMeter({ clock: Date, logger: silentLogger });
  const text = await meter.print({ problems: {}, figures: [], feeds: [] }, index);
  const names = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)];
  return new Set(
    names.flatMap(([, name = '', type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
    ),
  );
}

const namesIn = (expressions: readonly string[]) =>
  new Set(expressions.flatMap((each) => each.match(/\b(?:paperboy|nodejs|process)_\w+/g) ?? []));

it('the example board and the alert rules ask for figures that there are', async () => {
  const board = JSON.parse(readText('docs/operation/grafana.json')) as {
    panels: { targets: { expr: string }[] }[];
  };
  const { groups } = parse(readText('docs/operation/alerts.yml')) as {
    groups: { rules: { alert: string; expr: string }[] }[];
  };
  const rules = groups.flatMap(({ rules }) => rules);
  expect(rules).toHaveLength(3);
  const asked = namesIn([
    ...board.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ...rules.map(({ expr }) => expr),
  ]);
  const there = await printed();
  expect([...asked].filter((name) => !there.has(name))).toEqual([]);
  // Each figure of the bot's own is on the board.
  const own = [...there].filter((name) => name.startsWith('paperboy_') && !name.endsWith('_sum'));
  expect(own.filter((name) => !asked.has(name))).toEqual([]);
});

it('docs/operation.md lists the figures', async () => {
  const page = readText('docs/operation.md');
  const own = [...(await printed())].filter((name) => /^paperboy_(?!.*_(bucket|sum|count)$)/.test(name));
  expect(own.filter((name) => !page.includes(`\`${name}`))).toEqual([]);
});
