import { joinLines, plainText } from './builders.ts';
import type { Entry, Line, Span } from './card.ts';
import { cleanText, clipText } from './text.ts';

/**
 * How many characters a row holds beside a button, of a title and of what is below it: measured in the pictures of both
 * platforms at 720 pixels, where Discord's row of small print holds a few more.
 */
export const rowLengths = { title: 66, text: 68 } as const;

/** An entry of a crowded message: one row or two below its title. */
export interface DenseEntry {
  readonly title: Line;
  /** Behind the title, on its last row. */
  readonly aside: Line;
  readonly below: Line;
}

const separator = ' · ';
/** Between a title and what it runs on to. */
export const titleMark = ' — ';

/**
 * Puts the facts of an entry where a row has room left: all behind its title, or all behind its body, or else as many as fit
 * where there is more room. The first fact is always there. Drawn and looked at: docs/decisions/30-one-block-a-paper.md.
 * @param body the body as it is shown
 */
export function denseEntry({ title, facts = [] }: Entry, body: Line, number: number): DenseEntry {
  const pieces = splitFacts(facts);
  const [besideTitle, besideBody] = [
    roomBehindTitle(plainText(title), number),
    body.length === 0 ? rowLengths.text : roomAfter(plainText(body), rowLengths.text),
  ];
  const beside = (room: number) => leading(pieces, room - separator.length);
  const isBehindTitle =
    beside(besideTitle).length === pieces.length ||
    (beside(besideBody).length < pieces.length && besideTitle > besideBody && besideTitle > 0);
  const shown = beside(isBehindTitle ? besideTitle : besideBody);
  const kept = shown.length === 0 ? pieces.slice(0, 1) : shown;
  return isBehindTitle && shown.length > 0
    ? { title, aside: joinLines(kept), below: body }
    : { title, aside: [], below: joinLines([body, ...kept]) };
}

/**
 * What follows a title of several rows on its last row: the body, and as many facts as fit on the row where the body ends, at
 * least one. Undefined for a title of one row, which reads better alone, and without a body.
 * @param body the body as it is shown
 */
export function runOn({ title, facts = [] }: Entry, body: Line, number: number): Line | undefined {
  const [name, said] = [plainText(title), plainText(body)];
  if (!isLongTitle(name, number) || said === '') return undefined;
  const pieces = splitFacts(facts);
  const room = roomAfter(`${numbered(name, number)}${titleMark}${said}`, rowLengths.text);
  const shown = leading(pieces, room - separator.length);
  return joinLines([body, ...(shown.length === 0 ? pieces.slice(0, 1) : shown)]);
}

/** Whether a title needs several rows. */
export const isLongTitle = (title: string, number: number): boolean =>
  numbered(title, number).length > rowLengths.title;

const numbered = (title: string, number: number): string => `${number}. ${title}`;

/** A line of at most `max` characters, without counting times, channels and command lines. */
export function clipLine(line: Line, max: number): Line {
  let room = max;
  const kept: Span[] = [];
  for (const span of line) {
    if (room <= 0) break;
    if (span.kind === 'time' || span.kind === 'channel' || span.kind === 'command') kept.push(span);
    else {
      const text = cleanText(span.text);
      const isPart = kept.length > 0 && text.length > room && !text.slice(0, room).trim().includes(' ');
      // Half a word that is stressed says nothing.
      kept.push(isPart ? { kind: 'text', text: '…' } : { ...span, text: clipText(text, room) });
      room -= text.length;
    }
  }
  return kept;
}

/** The facts of an entry behind its title where all fit there, else below its body. */
export function listedFacts({ title, facts = [] }: Entry, number: number): { aside: Line; below: Line } {
  const length = lengthOf(facts) + separator.length;
  const isBehindTitle = roomBehindTitle(plainText(title), number) >= length;
  return isBehindTitle ? { aside: facts, below: [] } : { aside: [], below: facts };
}

/** How many characters are left on the last row of a title. */
export const roomBehindTitle = (title: string, number: number): number =>
  roomAfter(numbered(title, number), rowLengths.title);

/** How many characters the last row of a text has left. */
function roomAfter(text: string, row: number): number {
  let at = 0;
  for (const word of text.split(' ')) {
    if (at > 0 && at + 1 + word.length > row) at = 0;
    at += (at > 0 ? 1 : 0) + word.length;
  }
  return row - at;
}

/** The first facts that fit into `room` characters. */
function leading(facts: readonly Line[], room: number): readonly Line[] {
  let left = room + separator.length;
  const end = facts.findIndex((fact) => {
    left -= lengthOf(fact) + separator.length;
    return left < 0;
  });
  return end < 0 ? facts : facts.slice(0, end);
}

/** The facts of a line, as `joinLines` joined them. */
function splitFacts(line: Line): readonly Line[] {
  const facts: Line[] = [[]];
  for (const span of line) {
    if (span.kind === 'text' && span.text === separator) facts.push([]);
    else facts[facts.length - 1] = [...(facts.at(-1) ?? []), span];
  }
  return facts.filter((fact) => fact.length > 0);
}

/** About as long as `19 May 2024`. */
const timeLength = 11;

const lengthOf = (line: Line): number =>
  line.reduce((sum, span) => sum + (span.kind === 'time' ? timeLength : plainText([span]).length), 0);
