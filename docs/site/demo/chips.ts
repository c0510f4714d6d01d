import { printQuery } from '../../../src/search/language/print.ts';
import { parseQuery } from '../../../src/search/query.ts';
import type { Filter } from '../../../src/search/words/filters.ts';
import { element } from './elements.ts';

/** Filters that are offered, by what they say in a query. */
const offered: readonly (readonly [label: string, filter: string])[] = [
  ['2026', 'year:2026'],
  ['2025', 'year:2025'],
  ['2024', 'year:2024'],
  ['Code', 'has:code'],
  ['Project page', 'has:project'],
  ['Newest first', 'sort:new'],
  ['Papers only', 'in:papers'],
  ['Notes only', 'in:notes'],
];

const textOf = (filter: Filter) => (filter.kind === 'keep' ? filter.text : `${filter.kind}:${filter.value}`);

/** The same line with a filter, or without it. Only one filter of a name is kept, so that two years are not asked for at once. */
function toggleFilter(line: string, filter: string): string {
  const parts = partsOf(line);
  const name = filter.split(':')[0];
  const others = parts.filters.filter((each) => textOf(each).split(':')[0] !== name || name === 'has');
  const without = others.filter((each) => textOf(each) !== filter);
  const isOn = parts.filters.some((each) => textOf(each) === filter);
  const words = printQuery({ clauses: parts.clauses, filters: without });
  return [words, isOn ? '' : filter].filter(Boolean).join(' ');
}

/** Nothing for a line that cannot be read. */
function partsOf(line: string) {
  try {
    return parseQuery(line);
  } catch {
    return { clauses: [], filters: [] };
  }
}

/** A button for each filter that is offered, and for each other one in the query: pressed means that it holds. */
export function filterChips(line: string, change: (line: string) => void): readonly HTMLElement[] {
  const active = partsOf(line).filters.map(textOf);
  const labels = new Map([...offered.map(([label, filter]) => [filter, label] as const)]);
  const typed = active.filter((filter) => !labels.has(filter)).map((filter) => [filter, filter] as const);
  return [...labels, ...typed].map(([filter, label]) => {
    const chip = element(
      'button',
      { type: 'button', class: 'chip', 'aria-pressed': `${active.includes(filter)}`, title: filter },
      label,
    );
    chip.addEventListener('click', () => change(toggleFilter(line, filter)));
    return chip;
  });
}
