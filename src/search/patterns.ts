import { tokenize } from './tokens.ts';

const gap = '[^\\p{L}\\p{N}]{0,3}';
const escapeForPattern = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
const wordCharacter = /[\p{L}\p{N}]/u;

export type TextTest = (folded: string) => boolean;

/**
 * A test for words side by side in a folded text, whatever stands between them: `pre training` finds
 * `pre-training` and `pretraining`. It has no alternatives to try, so it runs in linear time on any text.
 */
export function phraseTest(phrase: string): TextTest {
  const [first = '', ...more] = tokenize(phrase).map((token) => token.surface);
  const rest = new RegExp(
    `${more.map((surface) => gap + escapeForPattern(surface)).join('')}(?!${wordCharacter.source})`,
    'uy',
  );
  return (folded) => {
    for (let at = folded.indexOf(first); at >= 0; at = folded.indexOf(first, at + 1)) {
      rest.lastIndex = at + first.length;
      if (!wordCharacter.test(folded.charAt(at - 1)) && rest.test(folded)) return true;
    }
    return false;
  };
}
