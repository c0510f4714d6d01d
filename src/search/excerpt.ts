/** A part of a sentence, in characters: from the first, up to but not including the last. */
export type Range = readonly [from: number, to: number];

interface Border {
  readonly at: number;
  /** How well a part begins or ends here: 0 to 1. */
  readonly strength: number;
}

/**
 * Between clauses, and how well a part begins behind the sign and ends before it. What follows a comma may be an item of a list,
 * and "which" needs what is before it.
 */
const borders: readonly (readonly [sign: RegExp, begin: number, end: number])[] = [
  [/(?:[;:–—]|\.(?=\p{Lu}))\s*(?=\S)/gu, 1, 1],
  [
    /,\s+(?=(?:and|but|or|so|yet|while|whereas|although|because|we|our|the|this|these|it|they|thus|thereby)\b)/g,
    0.8,
    0.8,
  ],
  [/,\s+(?=(?:which|who|where|with|without|by|using)\b)/g, 0.2, 0.8],
  [/\s+(?=(?:while|whereas|because|although|but)\s)/g, 0.7, 0.7],
  [/,\s+/g, 0.1, 0.5],
  [/\s+(?=(?:that|which)\s)/g, 0, 0.3],
];

/** What a part of a sentence is worth: above all the words in it, then where it begins and ends, then its length. */
const worth = { word: 2, begin: 1, end: 0.6, length: 0.5 } as const;
/** The beginning of a sentence is the best place to begin, and its end a better place to end than any clause. */
const edge = 1.5;

/** Joins a clause to the one before it, and is left out where a part begins. */
const joining = /^(?:and|but|or|so|yet)\s+/;
/** Says nothing before its clause has ended. */
const open =
  /^(?:while|although|though|since|because|when|if|despite|unlike|inspired|motivated|based|building|given|by|using|with|for|in|on|to)\b[^,]*$/i;
/** A part that is shorter says too little, in characters. */
const shortest = 60;

/**
 * The best part of a long sentence that begins and ends with a clause: it has the most of the marked words, and leaves no
 * bracket open. Undefined where no such part is short enough.
 * @param marks the marked words, in order
 * @param longest in characters
 */
export function bestClauses(
  sentence: string,
  marks: readonly { readonly start: number; readonly end: number; readonly surface: string }[],
  longest: number,
): Range | undefined {
  const found = borders.flatMap(([sign, begin, end]) =>
    [...sentence.matchAll(sign)].map(({ 0: text, index }) => ({
      end: { at: index, strength: end },
      begin: { at: beginOf(sentence, index + text.length), strength: begin },
    })),
  );
  const begins: readonly Border[] = [{ at: 0, strength: edge }, ...found.map(({ begin }) => begin)];
  const ends: readonly Border[] = [{ at: sentence.length, strength: edge }, ...found.map(({ end }) => end)];
  let best: { readonly range: Range; readonly value: number } | undefined;
  for (const begin of begins)
    for (const end of ends) {
      const length = end.at - begin.at;
      const part = sentence.slice(begin.at, end.at);
      if (length < shortest || length > longest || open.test(part) || !isBalanced(part)) continue;
      const inside = marks.filter((mark) => mark.start >= begin.at && mark.end <= end.at);
      const value =
        worth.word * new Set(inside.map(({ surface }) => surface)).size +
        worth.begin * begin.strength +
        worth.end * end.strength +
        (worth.length * length) / longest;
      if (inside.length > 0 && value > (best?.value ?? 0)) best = { range: [begin.at, end.at], value };
    }
  return best?.range;
}

const beginOf = (sentence: string, at: number): number =>
  at + (joining.exec(sentence.slice(at, at + 8))?.[0].length ?? 0);

const count = (text: string, sign: RegExp): number => text.match(sign)?.length ?? 0;

const isBalanced = (text: string): boolean =>
  count(text, /[([{]/g) === count(text, /[)\]}]/g) &&
  count(text, /["“”]/g) % 2 === 0 &&
  count(text, /\$/g) % 2 === 0;
