/** How a word is written, and so what makes it a surface form. */
export const isPlain = 0;
/** Needs lower case. */
export const hasCapitals = 1;
/** Has apostrophes or letters beyond ASCII: needs folding. */
export const isSpecial = 2;

/** The words of a text in order. Valid until the next text is scanned. */
export interface ScannedWords {
  readonly length: number;
  /** By word: where it begins, and where it ends. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** By word: `isPlain`, `hasCapitals` or `isSpecial`. */
  readonly forms: Uint8Array;
  /**
   * By word: 1 where a hyphen joins it to the word before, as `training` in `pre-training`; or a colon single letters, as in
   * `N:M`.
   */
  readonly hyphenated: Uint8Array;
  /** By place: the text, with the ASCII letters of its words in lower case. */
  readonly codes: Uint16Array;
}

// Scripts without spaces (CJK) give one word for each character. Digits keep their decimals: `1.58`. Characters that nobody
// sees, joiners among them, belong to the word around them.
const word =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[\p{L}\p{N}](?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{N}\p{M}\u00ad\u200b-\u200f\u2060\ufeff])*(?:(?<=\p{N})\.\p{N}+)*(?:['’]\p{L}{1,2}(?![\p{L}\p{N}]))?(?:[#*+]+(?![\p{L}\p{N}]))?/gu;

const [other, small, capital, digit, mark, joint, beyond] = [0, 1, 2, 4, 8, 16, 32];
/** What each character is, by its code. The end of a text is `other`, and so is all that separates words. */
const classes = Uint8Array.from({ length: 2 ** 16 }, (_, code) => {
  if (code > 127) return beyond;
  const character = String.fromCharCode(code);
  if (/[a-z]/.test(character)) return small;
  if (/[A-Z]/.test(character)) return capital;
  if (/[0-9]/.test(character)) return digit;
  if (/[.']/.test(character)) return joint;
  return /[#*+]/.test(character) ? mark : other;
});
const letter = small | capital;
const inWord = letter | digit;

const space = 0x20;
const apostrophe = 0x27;
const hyphenMinus = 0x2d;
const point = 0x2e;
const colon = 0x3a;
/** What a capital lacks of its small letter. */
const lowerCase = 0x20;

/** Texts are read from an array, because that takes a tenth of the time of asking a string for each of its characters. */
let bytes = Buffer.alloc(0);
let codes = new Uint16Array(0);
let starts = new Uint32Array(0);
let ends = new Uint32Array(0);
let forms = new Uint8Array(0);
let hyphenated = new Uint8Array(0);
/** How many words were found so far. */
let length = 0;

function makeRoom(length: number): void {
  if (length < codes.length) return;
  const room = 2 * length + 1_024;
  bytes = Buffer.allocUnsafeSlow(2 * room);
  codes = new Uint16Array(bytes.buffer, bytes.byteOffset, room);
  starts = new Uint32Array(room);
  ends = new Uint32Array(room);
  forms = new Uint8Array(room);
  hyphenated = new Uint8Array(room);
}

const isBigEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 0;

function readCodes(text: string): Uint16Array {
  makeRoom(text.length);
  const written = bytes.write(text, 'utf16le');
  if (isBigEndian) bytes.subarray(0, written).swap16();
  codes[text.length] = 0;
  return codes;
}

const classAt = (codes: Uint16Array, at: number): number => classes[codes[at] as number] as number;

/**
 * Finds the words of a text in order: those of `word`. Read by hand as far as a text is ASCII, which is many times as fast; from a
 * character beyond ASCII to the next space, by the expression, whose words never contain a space. Linear in the length of the text.
 */
export function scanWords(text: string): ScannedWords {
  const codes = readCodes(text);
  length = 0;
  for (let at = 0; at < text.length; ) {
    if ((classAt(codes, at) & (inWord | beyond)) === 0) {
      at++;
      continue;
    }
    const start = at;
    at = endOfWord(codes, start);
    if (at >= 0) add(text, start, at, form);
    else {
      at = endOfRow(codes, text.length, start);
      for (const match of text.slice(start, at).matchAll(word))
        add(text, start + match.index, start + match.index + match[0].length, isSpecial);
    }
  }
  return { length, starts, ends, forms, hyphenated, codes };
}

function add(text: string, start: number, end: number, form: number): void {
  const last = length === 0 ? -1 : (ends[length - 1] as number);
  starts[length] = start;
  ends[length] = end;
  forms[length] = form;
  const isJoined = start - last === 1 && last > 0 && isJoint(text, last, end - start);
  hyphenated[length++] = isJoined ? 1 : 0;
}

/** The form of the word that was read last. */
let form = isPlain;

/** Where the word ends that begins at a place. -1 where a character beyond ASCII may belong to it. */
function endOfWord(codes: Uint16Array, start: number): number {
  let at = start;
  let before = other;
  let all = other;
  let kind = classAt(codes, at);
  while ((kind & inWord) !== 0) {
    if (kind === capital) codes[at] = (codes[at] as number) | lowerCase;
    all |= kind;
    before = kind;
    kind = classAt(codes, ++at);
  }
  form = (all & capital) === 0 ? isPlain : hasCapitals;
  if (kind === other) return at;
  if (kind === beyond) return -1;
  const number = before === digit ? endOfDecimals(codes, at) : at;
  const word = number < 0 ? -1 : endOfGenitive(codes, number);
  if (word > number) form = isSpecial;
  const end = word < 0 ? -1 : endOfMarks(codes, word);
  return end < 0 || classAt(codes, end) === beyond ? -1 : end;
}

/** Where decimals end, such as `.58`; where there are none, where they would begin. -1 as above. */
function endOfDecimals(codes: Uint16Array, from: number): number {
  let at = from;
  while (codes[at] === point) {
    let end = at + 1;
    while (classAt(codes, end) === digit) end++;
    if (classAt(codes, end) === beyond) return -1;
    if (end === at + 1) break;
    at = end;
  }
  return at;
}

/** The same for an apostrophe and one or two letters. */
function endOfGenitive(codes: Uint16Array, from: number): number {
  if (codes[from] !== apostrophe) return from;
  let end = from + 1;
  while (end <= from + 3 && (classAt(codes, end) & letter) !== 0) end++;
  if (classAt(codes, end) === beyond) return -1;
  const letters = end - from - 1;
  return (letters === 1 || letters === 2) && classAt(codes, end) !== digit ? end : from;
}

/** The same for marks, as in `c++`: of those before a letter or digit, the last one is left out. */
function endOfMarks(codes: Uint16Array, from: number): number {
  let end = from;
  while (classAt(codes, end) === mark) end++;
  return end > from && (classAt(codes, end) & inWord) !== 0 ? end - 1 : end;
}

/** The next place with a space or a control character. */
function endOfRow(codes: Uint16Array, length: number, from: number): number {
  let at = from;
  while (at < length && (codes[at] as number) > space) at++;
  return at;
}

const hyphen = /^[-‐‑–−]$/;

/** A hyphen, or a colon between single letters or digits. */
function isJoint(text: string, at: number, nextLength: number): boolean {
  const code = text.charCodeAt(at);
  if (code === space) return false;
  if (code === hyphenMinus) return true;
  if (code === colon) return nextLength === 1 && !/[\p{L}\p{N}]/u.test(text.charAt(at - 2));
  return code > 127 && hyphen.test(text.charAt(at));
}
