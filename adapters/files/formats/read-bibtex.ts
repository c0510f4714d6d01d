import { bibtexParser } from 'latex-utensils';
import { makeRecord } from '../../../src/corpus/make-record.ts';
import { bibtexFields } from './bibtex-fields.ts';
import { type FileItem, reject } from './file-item.ts';
import { type BibtexText, splitBibtex } from './split-bibtex.ts';

/** No people nest braces so deeply; the parser would run out of stack. */
const DEEPEST = 100;

/** Macros may be made of macros, each twice as long as the one before. */
const longestJoined = 50_000;

const mostMacros = 10_000;

/** What `@string` has defined so far, by names in lower case. */
type Macros = Map<string, string>;

/** The entries of a `.bib` file; `@string`, `@preamble` and `@comment` are none. */
export async function* readBibtex(chunks: AsyncIterable<Buffer>, source: string): AsyncGenerator<FileItem> {
  const macros: Macros = new Map();
  for await (const piece of splitBibtex(chunks)) {
    if (piece.kind === 'comment' || piece.kind === 'preamble') continue;
    if (piece.kind === 'string') define(piece, macros);
    else yield () => readEntry(piece, macros, source);
  }
}

/** One that cannot be read is missed where it is used. */
function define(piece: BibtexText, macros: Macros): void {
  for (const found of parse(piece).content ?? []) {
    if (macros.size >= mostMacros) return;
    if ('abbreviation' in found) macros.set(found.abbreviation.toLowerCase(), textOf(found.value, macros));
    // The parser takes one that stands for another, `@string{a = b}`, for an entry.
    else if (!bibtexParser.isPreambleEntry(found))
      for (const { name, value } of found.content) macros.set(name, textOf(value, macros));
  }
}

function readEntry(piece: BibtexText, macros: Macros, source: string): ReturnType<FileItem> {
  const item = `line ${piece.line}`;
  const { content = [], reason } = parse(piece);
  if (reason !== undefined) return reject(item, reason, piece.text);
  const entry = content.find(bibtexParser.isEntry);
  if (entry === undefined) return reject(item, 'not an entry', piece.text);
  const fields = new Map<string, string>();
  // Where a field stands twice, BibTeX takes the first.
  for (const { name, value } of entry.content) if (!fields.has(name)) fields.set(name, textOf(value, macros));
  const record = makeRecord(bibtexFields(fields, source));
  return 'reason' in record ? reject(item, record.reason, piece.text) : record;
}

interface Parsed {
  readonly content?: ReturnType<typeof bibtexParser.parse>['content'];
  readonly reason?: string;
}

/** Never throws. The text closes all its braces: one that does not takes this parser time without end. */
function parse({ text, line, problem }: BibtexText): Parsed {
  if (problem !== undefined) return { reason: problem };
  if (depthOf(text) > DEEPEST) return { reason: 'nested too deeply' };
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

/** Names that nobody defined stand for themselves: the months do, and so they are read. */
function textOf(value: Value, macros: Macros): string {
  if (!bibtexParser.isConcatValue(value)) return partOf(value, macros);
  let text = '';
  for (const part of value.content) {
    text += partOf(part, macros);
    if (text.length > longestJoined) break;
  }
  return text.slice(0, longestJoined);
}

const partOf = (value: Exclude<Value, { kind: 'concat' }>, macros: Macros): string =>
  bibtexParser.isAbbreviationValue(value)
    ? (macros.get(value.content.toLowerCase()) ?? value.content)
    : value.content;
