import { tokenize } from './tokens.ts';

/** So many characters that are no letters or digits may stand between two words: `pre training`, `pre - training`. */
const maxGap = 3;

export type TextTest = (folded: string) => boolean;

/**
 * A test for words side by side in a folded text, whatever stands between them: `pre training` finds
 * `pre-training` and `pretraining`. It has no alternatives to try, so it runs in linear time on any text.
 */
export function phraseTest(phrase: string): TextTest {
  const [first = '', ...more] = tokenize(phrase).map((token) => token.surface);
  return (folded) => {
    for (let at = folded.indexOf(first); at >= 0; at = folded.indexOf(first, at + 1)) {
      if (isWordAt(folded, at - 1)) continue;
      const end = endOf(more, folded, at + first.length);
      if (end !== undefined && !isWordAt(folded, end)) return true;
    }
    return false;
  };
}

/** Where the words end that stand one after the other from there on; nothing when they do not. */
function endOf(words: readonly string[], folded: string, from: number): number | undefined {
  let at = from;
  for (const word of words) {
    for (let gap = 0; gap < maxGap && at < folded.length && !isWordAt(folded, at); gap++)
      at += (folded.codePointAt(at) ?? 0) > 0xff_ff ? 2 : 1;
    if (!folded.startsWith(word, at)) return undefined;
    at += word.length;
  }
  return at;
}

const wordCharacter = /[\p{L}\p{N}]/u;
const asciiWordCharacter = /[a-z0-9]/i;

/** Made once: a regular expression for each phrase takes longer to compile than to read a day's papers with. */
const asciiWords = Array.from({ length: 128 }, (_, code) =>
  asciiWordCharacter.test(String.fromCharCode(code)),
);

function isWordAt(text: string, at: number): boolean {
  const code = text.codePointAt(at);
  if (code === undefined) return false;
  return asciiWords[code] ?? wordCharacter.test(String.fromCodePoint(code));
}
