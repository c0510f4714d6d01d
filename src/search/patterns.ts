import { tokenize } from './tokens.ts';

const gap = '[^\\p{L}\\p{N}]{0,3}';
const escapeForPattern = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/**
 * A test for words side by side in a folded text, whatever stands between them: `pre training` finds
 * `pre-training` and `pretraining`. It has no alternatives to try, so it runs in linear time on any text.
 */
export function phrasePattern(phrase: string): RegExp {
  const surfaces = tokenize(phrase).map((token) => escapeForPattern(token.surface));
  return new RegExp(`(?<![\\p{L}\\p{N}])${surfaces.join(gap)}(?![\\p{L}\\p{N}])`, 'u');
}
