import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** Holds two words on one row; a space again once the rows are cut. Clean text has none of its own. */
const GLUE = '\u00A0';

/** Whether painted text has a letter to see, and not only spaces and styles. */
export const isVisible = (painted: string): boolean => stringWidth(painted.replaceAll(' ', '')) > 0;

/** A piece that stays on one row. */
export const glue = (text: string): string => text.replaceAll(' ', GLUE);

/**
 * Wraps painted text to rows no wider than `width`: the first begins with `first`, the others with `rest`
 * (as many spaces when it is not given). A middle dot ends a row and never begins one.
 */
export function wrapWithIndent(
  text: string,
  width: number,
  first = '',
  rest = ' '.repeat(stringWidth(first)),
): string[] {
  const room = Math.max(width - Math.max(stringWidth(first), stringWidth(rest)), 2);
  return wrapAnsi(text.replaceAll(' · ', `${GLUE}· `), room, { hard: true })
    .replaceAll(GLUE, ' ')
    .split('\n')
    .map((row, i) => `${i === 0 ? first : rest}${row}`.trimEnd());
}
