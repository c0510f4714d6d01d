import { defined } from '../../defined.ts';

/** A piece of a typed line. */
export type Piece =
  | { readonly kind: 'open'; readonly sign: Sign }
  | { readonly kind: 'close' }
  | Operator
  | Operand;

type Sign = '' | '+' | '-';

/** `OR`, `AND` or `NOT` in a query. */
export interface Operator {
  readonly kind: 'or' | 'and' | 'not';
  readonly typed: string;
  /** Typed in lower case, so that it may be a word of a sentence. */
  readonly isWord: boolean;
}

/** A word or phrase in a query. */
export interface Operand {
  readonly kind: 'operand';
  readonly sign: Sign;
  /** The word or phrase, without punctuation at its ends. */
  readonly text: string;
  readonly phrase: boolean;
  /** What `name:value` holds, where the piece has that form: the name in lower case. */
  readonly filter?: { readonly name: string; readonly value: string };
}

/** Removes what keyboards and chat clients put in: control characters, typographic double quotes, broken surrogates. */
export const tidy = (input: string): string =>
  input
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\uFFFD]+/gu, ' ')
    .replace(/[“”„‟«»＂]/g, '"')
    .trim();

/** Typographic single quotes, and dashes before words, as a keyboard without them has them. */
const plainSigns = (text: string): string =>
  text.replace(/[‘’‚‛‹›]/g, "'").replace(/(^|[\s(])[\p{Pd}\u2212]{1,2}(?=\S)/gu, '$1-');

/** In characters. A single quote far from the next one is an apostrophe. */
const maxSingleQuoted = 100;

/**
 * A sign, then a bracket; a quotation; a name with a quotation; or characters without blanks. Signs count at the start of a
 * word only.
 */
const pattern = new RegExp(
  '(?<sign>[-+!]?)(?:' +
    [
      String.raw`(?<open>\()`,
      '"(?<double>[^"]*)"',
      String.raw`'(?=\S)(?<single>[^'"]{1,${maxSingleQuoted}}?)'(?=$|[\s),.;:!?])`,
      String.raw`(?<name>[a-z]{2,15}):(?:"(?<namedDouble>[^"]*)"|'(?<namedSingle>[^'"]{1,${maxSingleQuoted}})'(?=$|[\s)]))`,
      String.raw`(?<run>(?:or|and|not)(?=\()|[^\s"]+)`,
    ].join('|') +
    ')',
  'giu',
);

/** Splits a tidy line. Brackets come in pairs: others are left out. Linear in the length of the line. */
export function splitPieces(tidied: string): Piece[] {
  const text = plainSigns(tidied);
  const closed = (text.match(/"/g)?.length ?? 0) % 2 === 0 ? text : dropLastQuote(text);
  const pieces: Piece[] = [];
  for (const { groups = {} } of closed.matchAll(pattern)) pieces.push(...readPiece(groups));
  return inPairs(pieces);
}

function* readPiece(groups: Readonly<Record<string, string | undefined>>): Generator<Piece> {
  const { sign: typed = '', open, double, single, name = '', namedDouble, namedSingle, run = '' } = groups;
  const sign = typed === '!' ? '-' : (typed as Sign);
  const phrase = double ?? single;
  const value = (namedDouble ?? namedSingle)?.trim();
  if (open !== undefined) yield { kind: 'open', sign };
  else if (phrase !== undefined) yield { kind: 'operand', sign, text: phrase.trim(), phrase: true };
  else if (value === undefined) yield* splitRun(run, sign);
  else {
    const filter = { name: name.toLowerCase(), value };
    yield { kind: 'operand', sign, text: value, phrase: true, filter };
  }
}

function dropLastQuote(text: string): string {
  const at = text.lastIndexOf('"');
  return `${text.slice(0, at)} ${text.slice(at + 1)}`;
}

/** Characters without blanks: operators and words between `|`, and brackets that close behind a word without one of its own. */
function* splitRun(run: string, sign: Sign): Generator<Piece> {
  const { word, closing } = withoutClosing(run);
  const operator = operators[word];
  if (operator !== undefined && sign === '')
    yield { kind: operator, typed: word, isWord: /^[a-z]/.test(word) };
  else {
    const parts = word.split(/(?<=\p{L}{2})\|{1,2}(?=\p{L}{2})/u);
    for (const [i, part] of parts.entries()) {
      if (i > 0) yield { kind: 'or', typed: '|', isWord: false };
      yield* readWord(part, i === 0 ? sign : '');
    }
  }
  for (let i = 0; i < closing; i++) yield { kind: 'close' };
}

const operators: Readonly<Partial<Record<string, Operator['kind']>>> = Object.assign(Object.create(null), {
  OR: 'or',
  or: 'or',
  '|': 'or',
  '||': 'or',
  AND: 'and',
  and: 'and',
  '&&': 'and',
  NOT: 'not',
  not: 'not',
});

function withoutClosing(run: string): { readonly word: string; readonly closing: number } {
  const count = (text: string, sign: string) => text.split(sign).length - 1;
  const trailing = /\)[).,;:!?]*$/.exec(run)?.[0] ?? '';
  const free = count(run, ')') - count(run, '(');
  const closing = Math.max(0, Math.min(count(trailing, ')'), free));
  return { word: closing === 0 ? run : run.replace(/[).,;:!?]+$/, ''), closing };
}

/** Marks at the end of a name stay: `QuIP#`, `S*`, `C++`. */
const edges = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}#*+]+$/gu;
/** Not an address, and not a ratio such as `N:M`. A value may begin and end with signs: `>5`, `2023..`. */
const named = /^[^\p{L}\p{N}]*(?<name>[a-z]{2,15}):(?!\/\/)(?<value>\S*?)[,;!?)]*$/iu;

function* readWord(run: string, sign: Sign): Generator<Operand> {
  const text = run.replace(edges, '');
  const { name, value } = named.exec(run)?.groups ?? {};
  const filter = name === undefined || value === undefined ? undefined : { name: name.toLowerCase(), value };
  if (hasWord(text)) yield { kind: 'operand', sign, text, phrase: false, ...defined({ filter }) };
}

/** Whether a text has a letter or digit. */
export const hasWord = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** Leaves out brackets without a partner. */
function inPairs(pieces: readonly Piece[]): Piece[] {
  const open: number[] = [];
  const single = new Set<number>();
  for (const [i, { kind }] of pieces.entries()) {
    if (kind === 'open') open.push(i);
    else if (kind === 'close' && open.pop() === undefined) single.add(i);
  }
  for (const i of open) single.add(i);
  return pieces.filter((_, i) => !single.has(i));
}
