import { bibtexParser } from 'latex-utensils';
import { makeRecord } from '../../../src/corpus/make-record.ts';
import { decodeAny, longestLine, splitLines, tooLong } from '../input/bytes.ts';
import { bibtexFields, bibtexGiven } from './bibtex-fields.ts';
import { type FileItem, reject } from './file-item.ts';
import { createParents, type FindFields, inherit } from './inherit-bibtex.ts';
import { withRemarks } from './remarks.ts';
import { repairEntry } from './repair-bibtex.ts';

/** People do not nest braces so deeply, and the parser would run out of stack. */
const maxDepth = 100;

/** In characters. Macros may be made of macros, each twice as long as the one before. */
const maxJoined = 50_000;

const maxMacros = 10_000;

/** What `@string` has defined so far, by names in lower case. */
type Macros = Map<string, string>;

type BibtexAst = ReturnType<typeof bibtexParser.parse>;

/** Reads the entries of a `.bib` file. `@string`, `@preamble` and `@comment` are not entries. */
export async function* readBibtex(chunks: AsyncIterable<Buffer>, source: string): AsyncGenerator<FileItem> {
  const macros: Macros = new Map();
  const parents = createParents<BibtexText>();
  const waiting: BibtexText[] = [];
  for await (const piece of splitBibtex(chunks)) {
    if (piece.kind === 'comment' || piece.kind === 'preamble') continue;
    if (piece.kind === 'string') define(piece, macros);
    else {
      parents.keep(piece);
      // BibTeX wants an entry before the one that it refers to.
      if (refers.test(piece.text) && waiting.length < maxWaiting) waiting.push(piece);
      else yield () => readEntry(piece, macros, source);
    }
  }
  for (const piece of waiting)
    yield () => readEntry(piece, macros, source, (key) => fieldsOfParent(parents.find(key), macros));
}

/** Entries that wait for the end of the file; those after so many are read without the entry that they refer to. */
const maxWaiting = 50_000;

const refers = /\b(?:crossref|xdata)\s*=/i;

function fieldsOfParent(
  piece: BibtexText | undefined,
  macros: Macros,
): ReadonlyMap<string, string> | undefined {
  const entry = piece && parse(piece).content?.find(bibtexParser.isEntry);
  return entry && entryFields(entry, macros);
}

/** Entries of BibLaTeX that hold data for others. */
const notPapers: ReadonlySet<string> = new Set(['xdata', 'set', 'control']);

/** A definition that cannot be read is left out. */
function define(piece: BibtexText, macros: Macros): void {
  for (const found of parse(piece).content ?? []) {
    if (macros.size >= maxMacros) return;
    if ('abbreviation' in found) macros.set(found.abbreviation.toLowerCase(), textOf(found.value, macros));
    // The parser takes a macro that stands for another, `@string{a = b}`, for an entry.
    else if (!bibtexParser.isPreambleEntry(found))
      for (const { name, value } of found.content) macros.set(name, textOf(value, macros));
  }
}

function readEntry(
  piece: BibtexText,
  macros: Macros,
  source: string,
  findFields: FindFields = () => undefined,
): ReturnType<FileItem> {
  if (notPapers.has(piece.kind)) return 'skipped';
  const item = `line ${piece.line}`;
  const parsed = parse(piece);
  const repaired =
    parsed.reason === undefined || piece.problem !== undefined ? undefined : repairEntry(piece.text);
  const again = repaired === undefined ? undefined : parse({ ...piece, text: repaired });
  const { content = [], reason } = again?.reason === undefined && again !== undefined ? again : parsed;
  if (reason !== undefined) return reject(item, reason, piece.text);
  const entry = content.find(bibtexParser.isEntry);
  if (entry === undefined) return reject(item, 'not an entry', piece.text);
  const fields = inherit(entryFields(entry, macros), findFields);
  const record = makeRecord(bibtexFields(fields, source, piece.kind));
  return 'reason' in record
    ? reject(item, record.reason, piece.text)
    : withRemarks(record, item, bibtexGiven(fields));
}

/** Of a field that is given twice, BibTeX takes the first. */
function entryFields({ content }: bibtexParser.Entry, macros: Macros): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const { name, value } of content) if (!fields.has(name)) fields.set(name, textOf(value, macros));
  return fields;
}

/** Never throws. All braces of the text are closed: the parser takes endless time for a brace that is not. */
function parse({ text, line, problem }: BibtexText): Partial<BibtexAst> & { readonly reason?: string } {
  if (problem !== undefined) return { reason: problem };
  if (depthOf(text) > maxDepth) return { reason: 'nested too deeply' };
  try {
    return { content: bibtexParser.parse(text).content };
  } catch (error) {
    if (!bibtexParser.isSyntaxError(error)) throw error;
    const { line: below, column } = error.location.start;
    const found = error.found === null ? 'its end' : `“${error.found}”`;
    return { reason: `not BibTeX: ${found} is unexpected in line ${line + below - 1}, column ${column}` };
  }
}

function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const [brace] of text.matchAll(/[{}]/g)) {
    depth += brace === '{' ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

type Value = Parameters<typeof bibtexParser.isConcatValue>[0];

function textOf(value: Value, macros: Macros): string {
  if (!bibtexParser.isConcatValue(value)) return partOf(value, macros);
  let text = '';
  for (const part of value.content) {
    text += partOf(part, macros);
    if (text.length > maxJoined) break;
  }
  return text.slice(0, maxJoined);
}

/** A name that is not defined stands for itself: months are written that way. */
const partOf = (value: Exclude<Value, { kind: 'concat' }>, macros: Macros): string =>
  bibtexParser.isAbbreviationValue(value)
    ? (macros.get(value.content.toLowerCase()) ?? value.content)
    : value.content;

/** The text of one entry, from its `@` to its closing bracket; without space between its kind and its bracket. */
interface BibtexText {
  /** In lower case: `article`, `string`. */
  readonly kind: string;
  /** The number of its first line, from 1. */
  readonly line: number;
  readonly text: string;
  /** Why it has no end. */
  readonly problem?: string;
}

/** A line like this begins an entry even if the entry before has not ended: that one lost a bracket. */
const begins = /^[ \t]*@[ \t]*[a-z]+[ \t]*[{(][ \t]*(?:[^\s,{}()="]*[ \t]*(?:,|$)|[^\s,{}()"]+[ \t]*=)/i;

/**
 * Splits a `.bib` file into its entries, so that a mistake in one costs only that one. What is between them is skipped.
 */
async function* splitBibtex(chunks: AsyncIterable<Buffer>): AsyncGenerator<BibtexText> {
  let lines: string[] = [];
  let length = 0;
  let first = 1;
  for await (const { number, bytes, isCut } of splitLines(chunks)) {
    const text = decodeAny(bytes);
    if (begins.test(text)) {
      yield* entriesOf(lines.join('\n'), first, length);
      [lines, length, first] = [[], 0, number];
    }
    length += isCut ? longestLine + 1 : bytes.length + 1;
    if (length <= longestLine || lines.length === 0) lines.push(text);
  }
  yield* entriesOf(lines.join('\n'), first, length);
}

function* entriesOf(text: string, first: number, length: number): Generator<BibtexText> {
  const entry = /@\s*([a-z]+)\s*[{(]/gi;
  let line = first;
  let counted = 0;
  for (let found = entry.exec(text); found !== null; found = entry.exec(text)) {
    const kind = (found[1] ?? '').toLowerCase();
    line += text.slice(counted, found.index).split('\n').length - 1;
    counted = found.index;
    const end = closing(text, entry.lastIndex - 1);
    if (end === undefined) {
      const problem = length > longestLine ? tooLong : 'its brackets do not close';
      yield { kind, line, text: text.slice(found.index), problem };
      return;
    }
    yield { kind, line, text: `@${kind}${text.slice(entry.lastIndex - 1, end)}` };
    entry.lastIndex = end;
  }
}

/** The position after the bracket that closes the one at `start`. Round brackets in braces or quotes are text. */
function closing(text: string, start: number): number | undefined {
  const isRound = text[start] === '(';
  let depth = isRound ? 0 : 1;
  let isQuoted = false;
  for (let at = start + 1; at < text.length; at++) {
    const sign = text[at];
    if (sign === '{') depth += 1;
    else if (sign === '}') depth -= 1;
    else if (sign === '"' && isRound && depth === 0) isQuoted = !isQuoted;
    if (depth < 0) return undefined;
    if (depth === 0 && !isQuoted && (!isRound || sign === ')')) return at + 1;
  }
  return undefined;
}
