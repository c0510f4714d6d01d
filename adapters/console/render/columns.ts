import stringWidth from 'string-width';
import { wrapWithIndent } from './wrap.ts';

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
