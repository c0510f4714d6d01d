import stringWidth from 'string-width';
import { cleanText } from '../../../src/cards/text.ts';
import type { Router } from '../../../src/commands/router.ts';
import { wrapWithIndent } from '../render/spans.ts';

/**
 * What Tab does: it replaces the line by `line`, completed as far as all suggestions agree, or lists their labels where
 * that adds nothing. A leading `/papers` stays. When the router fails, nothing is completed.
 */
export async function completeLine(
  router: Router,
  typed: string,
): Promise<{ line: string; labels: string[] }> {
  const head = /^\s*(?:\/papers\s+)?/i.exec(typed)?.[0] ?? '';
  const rest = typed.slice(head.length);
  const suggestions = await router.complete(rest).catch(() => []);
  const values = suggestions.map(({ value }) => cleanText(value));
  const common = commonPrefix(values);
  const isOne = new Set(values).size === 1;
  // A suggestion may begin differently ("graph" for "grpah"); then it replaces the line only when there is no other.
  const adds = common.length > rest.length && common.toLowerCase().startsWith(rest.toLowerCase());
  if (isOne || adds) return { line: head + common, labels: [] };
  return { line: typed, labels: suggestions.map(({ label }) => cleanText(label)) };
}

/** Compares code points, so that it does not cut a surrogate pair. */
function commonPrefix(values: readonly string[]): string {
  const [first = '', ...others] = values;
  let length = 0;
  for (const character of first) {
    const end = length + character.length;
    if (!others.every((value) => value.startsWith(character, length))) break;
    length = end;
  }
  return first.slice(0, length);
}

/** Short labels in columns of equal width; one below the other when not even two columns fit. */
export function renderColumns(labels: readonly string[], width: number): string[] {
  const cell = Math.max(0, ...labels.map((label) => stringWidth(label))) + 2;
  const perRow = Math.floor((width + 2) / cell);
  if (perRow < 2) return labels.flatMap((label) => wrapWithIndent(label, width, '', '  '));
  const cells = labels.map((label) => label + ' '.repeat(cell - stringWidth(label)));
  return Array.from({ length: Math.ceil(cells.length / perRow) }, (_, row) =>
    cells
      .slice(row * perRow, (row + 1) * perRow)
      .join('')
      .trimEnd(),
  );
}
