/** How a word is written, and so what makes it a surface form. */
export const isPlain = 0;
/** Needs lower case. */
export const hasCapitals = 1;
/** Has apostrophes or letters beyond ASCII: needs folding. */
const isSpecial = 2;

/**
 * @param hyphenated a hyphen joins it to the word before, as `training` in `pre-training`; or a colon single letters, as in `N:M`
 * @param form `isPlain`, `hasCapitals` or `isSpecial`
 */
export type OnWord = (start: number, end: number, hyphenated: boolean, form: number) => void;

// Scripts without spaces (CJK) give one word for each character. Digits keep their decimals: `1.58`. Characters that nobody
// sees, joiners among them, belong to the word around them.
const word =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[\p{L}\p{N}](?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{N}\p{M}\u00ad\u200b-\u200f\u2060\ufeff])*(?:(?<=\p{N})\.\p{N}+)*(?:['’]\p{L}{1,2}(?![\p{L}\p{N}]))?(?:[#*+]+(?![\p{L}\p{N}]))?/gu;

const [other, small, capital, digit, mark, beyond] = [0, 1, 2, 3, 4, 5];
/** What each character is, by its code. The end of a text is `other`, and so is all that separates words. */
const classes = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[a-z]/.test(character)) return small;
  if (/[A-Z]/.test(character)) return capital;
  if (/[0-9]/.test(character)) return digit;
  return /[#*+]/.test(character) ? mark : other;
});

const space = 0x20;
const apostrophe = 0x27;
const hyphenMinus = 0x2d;
const point = 0x2e;
const colon = 0x3a;

const classAt = (text: string, at: number): number => {
  const code = text.charCodeAt(at);
  if (code < 128) return classes[code] as number;
  return code >= 128 ? beyond : other;
};

const isWordClass = (kind: number) => kind >= small && kind <= digit;

/**
 * Finds the words of a text in order: those of `word`. Read by hand as far as a text is ASCII, which is many times as fast; from a
 * character beyond ASCII to the next space, by the expression, whose words never contain a space. Linear in the length of the text.
 */
export function scanWords(text: string, onWord: OnWord): void {
  let last = -1;
  const say = (start: number, end: number, form: number) => {
    const hyphenated = start - last === 1 && last > 0 && isJoint(text, last, end - start);
    last = end;
    onWord(start, end, hyphenated, form);
  };
  let at = 0;
  while (at < text.length) {
    const first = classAt(text, at);
    if (first === other || first === mark) {
      at++;
      continue;
    }
    const start = at;
    at = endOfWord(text, start);
    if (at >= 0) say(start, at, form);
    else {
      at = endOfRow(text, start);
      for (const match of text.slice(start, at).matchAll(word))
        say(start + match.index, start + match.index + match[0].length, isSpecial);
    }
  }
}

/** The form of the word that was read last. */
let form = isPlain;

/** Where the word ends that begins at a place. -1 where a character beyond ASCII may belong to it. */
function endOfWord(text: string, start: number): number {
  form = isPlain;
  let at = start;
  let before = other;
  let kind = classAt(text, at);
  while (isWordClass(kind)) {
    if (kind === capital) form = hasCapitals;
    before = kind;
    kind = classAt(text, ++at);
  }
  if (kind === beyond) return -1;
  const number = before === digit ? endOfDecimals(text, at) : at;
  const word = number < 0 ? -1 : endOfGenitive(text, number);
  if (word > number) form = isSpecial;
  const end = word < 0 ? -1 : endOfMarks(text, word);
  return end < 0 || classAt(text, end) === beyond ? -1 : end;
}

/** Where decimals end, such as `.58`; where there are none, where they would begin. -1 as above. */
function endOfDecimals(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === point) {
    let end = at + 1;
    while (classAt(text, end) === digit) end++;
    if (classAt(text, end) === beyond) return -1;
    if (end === at + 1) break;
    at = end;
  }
  return at;
}

/** The same for an apostrophe and one or two letters. */
function endOfGenitive(text: string, from: number): number {
  if (text.charCodeAt(from) !== apostrophe) return from;
  let end = from + 1;
  while (end <= from + 3 && isLetter(classAt(text, end))) end++;
  if (classAt(text, end) === beyond) return -1;
  const letters = end - from - 1;
  return (letters === 1 || letters === 2) && classAt(text, end) !== digit ? end : from;
}

/** The same for marks, as in `c++`: of those before a letter or digit, the last one is left out. */
function endOfMarks(text: string, from: number): number {
  let end = from;
  while (classAt(text, end) === mark) end++;
  return end > from && isWordClass(classAt(text, end)) ? end - 1 : end;
}

const isLetter = (kind: number) => kind === small || kind === capital;

/** The next place with a space or a control character. */
function endOfRow(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) > space) at++;
  return at;
}

const hyphen = /^[-‐‑–−]$/;

/** A hyphen, or a colon between single letters or digits. */
function isJoint(text: string, at: number, nextLength: number): boolean {
  const code = text.charCodeAt(at);
  if (code === hyphenMinus) return true;
  if (code === colon) return nextLength === 1 && !/[\p{L}\p{N}]/u.test(text.charAt(at - 2));
  return code > 127 && hyphen.test(text.charAt(at));
}
