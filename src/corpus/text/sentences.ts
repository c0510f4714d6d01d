const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** What ends with a full stop inside a sentence. */
const abbreviation =
  /(?:\b(?:et al|e\.g|i\.e|vs|cf|resp|approx|fig|figs|eq|eqs|sec|no|dr|prof|st|inc|ca|spp?|ssp|subsp|nov|gen|comb|syn|u\.s)|\b[A-Z])\.["')\]]*$/i;
/** What cannot begin a sentence: a small letter, a closing bracket, a comma. */
const continuation = /^[\p{Ll}),;:\]]/u;

/** The sentences of a text in order, trimmed, with single spaces; none of them empty. */
export function splitSentences(text: string): readonly string[] {
  const sentences: string[] = [];
  for (const { segment } of segmenter.segment(text.replace(/\s+/g, ' '))) {
    const part = segment.trim();
    const before = sentences.at(-1);
    if (part === '') continue;
    if (before !== undefined && (abbreviation.test(before) || continuation.test(part)))
      sentences[sentences.length - 1] = `${before} ${part}`;
    else sentences.push(part);
  }
  return sentences;
}
