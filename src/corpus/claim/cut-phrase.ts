/**
 * Where a phrase may begin that a sentence can do without. Not after what needs it: an adjective, a participle or a verb, as in
 * "based … on", "show … that", "an accurate … and fast method".
 */
const phraseEnd =
  /\s(?=(?:and|or|that|which|who|where|whose|to|for|with|by|from|in|on|at|under|across|over|during|among|against|into|towards?|rather|given|after|before)\s)/g;
const ofEnd = /\s(?=of\s)/g;
/** A cut before "of" reads worse: it has to leave so much more, as a part of what it leaves. */
const worthIt = 0.9;
const needsMore =
  /(?:ed|ing|ly|ive|al|ous|ic|able|ible|ful|less|ent|ant|ary|ior)$|\b(?:(?:show|find|demonstrate|reveal|indicate|suggest|observe|prove|argue|conclude|believe|ensure|rest|relie|rely|depend|focu|result|lead|lie|differ|aim|seek|allow|need|fail|tend|learn|trie|try|come|adapt|generalize|contribute|respond|account|serve|act|occur|exist|remain)e?s{0,2}|able|likely|due|how|together|both|compared|robust|similar|close|subject|ability|number|set|range|kind|type|than|more|less|same|new|simple|fast|large|small|high|low|strong|free|only|even|as|up|out|such|well|long|short|good|better|best)$/i;

/**
 * As much of a sentence as ends where a phrase begins that it can do without, the longest first.
 * @param range the shortest and the longest result, in characters
 * @param isWhole whether a cut text stands by itself
 * @param clauseEnds further ends that are as good
 * @returns undefined where every cut would leave half a thought
 */
export function cutAtPhrase(
  sentence: string,
  [shortest, longest]: readonly [number, number],
  isWhole: (text: string) => boolean,
  clauseEnds: readonly RegExp[] = [],
): string | undefined {
  const endAt = (signs: readonly RegExp[]) =>
    signs
      .flatMap((sign) => [...sentence.matchAll(sign)].map(({ index }) => index))
      .filter((end) => end >= shortest && end <= longest)
      .sort((a, b) => b - a)
      .map((end) => sentence.slice(0, end).replace(/[,;:]$/, ''))
      .find((phrase) => isWhole(phrase) && !needsMore.test(phrase));
  const [phrase, longer] = [endAt([...clauseEnds, phraseEnd]), endAt([...clauseEnds, phraseEnd, ofEnd])];
  return phrase !== undefined && phrase.length >= worthIt * (longer?.length ?? 0) ? phrase : longer;
}

/** Leads on to what follows: no text ends so. */
export const openWord =
  /,?\s(?:an?|the|of|in|on|to|for|with|by|from|and|or|that|which|is|are|was|were|be|as|at|its|our|their|we|it|such|many|some|all|each|both|new|more|most|can|well|only|even|using|via|between|through|than|into|over|under|without|while|when|where|how)$/i;
