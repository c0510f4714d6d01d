import { UserError } from '../errors.ts';

/**
 * What a person typed, for parsing: compatibility forms made plain (full-width digits), control and invisible
 * characters gone, runs of white space made one space, lower case.
 * @throws UserError when the text is longer than `max` UTF-16 units; nothing that long is ever meant.
 */
export function cleanTyped(text: string, code: string, max: number, hint: string): string {
  if (text.length > max) throw new UserError(code, 'That is too long to read.', hint);
  return squeeze(text).toLowerCase();
}

/** The text as an error may show it: on one line, without invisible characters, at most 40 characters. */
export function quoteTyped(text: string): string {
  const characters = [...squeeze(text.slice(0, 200))];
  return characters.length > 40 ? `"${characters.slice(0, 39).join('')}…"` : `"${characters.join('')}"`;
}

const squeeze = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
