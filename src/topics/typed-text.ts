import { UserError } from '../errors.ts';

/**
 * What a person typed, for parsing: lower case, with plain forms (of full-width digits, say), single spaces, and no
 * control or invisible characters.
 * @param max in UTF-16 units
 * @throws UserError with `code` and `hint`, when the text is longer
 */
export function cleanTyped(text: string, code: string, max: number, hint: string): string {
  if (text.length > max) throw new UserError(code, 'That is too long to read.', hint);
  return squeeze(text).toLowerCase();
}

/** What a person typed, for an error: on one line, without invisible characters, at most 40 characters. */
export function quoteTyped(text: string): string {
  const characters = [...squeeze(text.slice(0, 200))];
  return characters.length > 40 ? `“${characters.slice(0, 39).join('')}…”` : `“${characters.join('')}”`;
}

const squeeze = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
