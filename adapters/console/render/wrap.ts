import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** Keeps two words on one row, and is a space again in the result. Clean text has no such space of its own. */
const noBreakSpace = '\u00A0';

/** Whether styled text has anything to see besides spaces and styles. */
export const isVisible = (styled: string): boolean => stringWidth(styled.replaceAll(' ', '')) > 0;

/** Text that stays on one row. */
export const keepTogether = (text: string): string => text.replaceAll(' ', noBreakSpace);

/**
 * Wraps styled text to rows of at most `width` columns. The first row begins with `first`, the others with `rest`, by
 * default as many spaces. A middle dot may end a row, but does not begin one.
 */
export function wrapWithIndent(
  text: string,
  width: number,
  first = '',
  rest = ' '.repeat(stringWidth(first)),
): string[] {
  const room = Math.max(width - Math.max(stringWidth(first), stringWidth(rest)), 2);
  return wrapAnsi(text.replaceAll(' · ', `${noBreakSpace}· `), room, { hard: true })
    .replaceAll(noBreakSpace, ' ')
    .split('\n')
    .map((row, i) => `${i === 0 ? first : rest}${row}`.trimEnd());
}
