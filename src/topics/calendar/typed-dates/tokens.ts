import { UserError } from '../../../errors.ts';
import { cleanTyped } from '../../typed-text.ts';

const datesHint =
  'Dates look like tomorrow, next monday, 24 Dec, 2026-12-24, 24 Dec to 2 Jan, for 2 weeks, or until 4 Jan.';

const pieces =
  /\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}\. ?\d{1,2}\.(?: ?\d{4}\b|\d{2}\b)?|\d{1,2}\/\d{1,2}(?:\/\d{2,4})?|\d+(?:st|nd|rd|th)?\b|[\p{L}][\p{L}']*|\.{2,}|…|[-/]/gu;

/** The words, numbers and dates of a phrase. @throws UserError for a phrase of more than 100 characters */
export function datePieces(text: string): string[] {
  const plain = cleanTyped(text, 'bad-dates', 100, datesHint)
    .replaceAll('’', "'")
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/(\d)(?=(?:days?|weeks?|months?|d|w)\b)/g, '$1 ');
  const left = plain.replace(pieces, '').replace(/[\s,.]+/g, '');
  if (left !== '') throw unreadable(text, left);
  return plain.match(pieces) ?? [];
}

/** The error about a text that is no date. @param word what the trouble is, when it is only a part */
export function unreadable(text: string, word?: string): UserError {
  const shown = text.trim().replace(/\s+/g, ' ').slice(0, 60);
  return new UserError(
    'bad-dates',
    word === undefined || word === shown.toLowerCase()
      ? `I can’t read “${shown}” as a date.`
      : `I can’t read “${word}” in “${shown}”.`,
    datesHint,
  );
}

/** A place in the pieces, which readers move forward. */
export class Cursor {
  at = 0;
  readonly all: readonly string[];

  constructor(all: readonly string[]) {
    this.all = all;
  }

  get isDone(): boolean {
    return this.at >= this.all.length;
  }

  peek(ahead = 0): string {
    return this.all[this.at + ahead] ?? '';
  }

  /** Moves past the words if they come next, separated by spaces; several alternatives are tried in order. */
  take(...alternatives: readonly string[]): boolean {
    for (const words of alternatives) {
      const wanted = words.split(' ');
      if (wanted.every((word, i) => this.peek(i) === word)) {
        this.at += wanted.length;
        return true;
      }
    }
    return false;
  }

  /** The result of a reader, or nothing: then the cursor has not moved. */
  attempt<Result>(read: (cursor: Cursor) => Result | undefined): Result | undefined {
    const start = this.at;
    const result = read(this);
    if (result === undefined) this.at = start;
    return result;
  }
}
