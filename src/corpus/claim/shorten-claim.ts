import { cutAtPhrase, openWord } from './cut-phrase.ts';

/** Two lines of a chat on a laptop. */
const longest = 200;
const mark = ' …';
const room = longest - mark.length;
/** A clause shorter than this seldom says enough by itself. */
const shortest = 130;

const leadIns = [
  /^(?:in|within|throughout) (?:this|the present|the current|our) (?:paper|work|article|study|letter|report|chapter|thesis|survey|note)\s*,?\s+(?=\S+ )/i,
  /^(?:first|second|third|next|secondly|thirdly|here|in this context|to (?:this|that) end|therefore|thus|hence|in response|specifically|in particular|moreover|further|furthermore|finally|additionally|in addition|however|accordingly|consequently|to do (?:so|this)|in summary|overall|concretely|instead|importantly|notably|interestingly|surprisingly|remarkably)\s*,\s*/i,
  /^(?:while|although|though|since|because|as|when|despite|to|towards?|for|motivated|inspired|based|building|driven|by|with|given|unlike|in contrast|following|using|drawing|leveraging|rather|instead|beyond|aiming|in order|recognizing|considering)\b[^.;:]{0,160},\s+(?=(?:we|this (?:paper|work|article|study))\b)/i,
];

const subordinate = /^(?:while|although|though|since|because|when|if|despite|unlike)\b/i;

/** Ends of a clause, the stronger ones first. */
const clauseEnds = [
  /\s*[;:–—]\s/g,
  /,\s+(?=(?:which|where|while|whereas|thus|thereby|and (?:we|then|show|demonstrate|evaluate|apply|validate)|such as|including|as well as|lead|result|achiev|outperform|allow|enabl|mak|show|demonstrat|yield|even|especially|without|rather)\w*\b)/gi,
  /,\s/g,
  /\s(?=(?:that|which|and|but|by|while|because|without)\s)/g,
];

/**
 * A sentence without its lead-in ("In this paper, …"), cut at the end of a clause where it has more than 200 characters. A
 * cut is marked by "…".
 */
export function shortenClaim(sentence: string): string {
  const plain = withoutLeadIn(sentence);
  if (plain.length <= longest) return plain;
  for (const end of clauseEnds) {
    const at = [...plain.matchAll(end)]
      .map(({ index }) => index)
      .filter((index) => index >= shortest && index <= room && isWhole(plain.slice(0, index)))
      .at(-1);
    if (at !== undefined) return plain.slice(0, at).trimEnd() + mark;
  }
  const phrase = cutAtPhrase(plain, [shortest / 2, room], isWhole, clauseEnds);
  if (phrase !== undefined) return phrase + mark;
  let words = plain.slice(0, plain.lastIndexOf(' ', room)).trimEnd();
  while (openWord.test(words)) words = words.replace(openWord, '');
  return (words || plain.slice(0, room).replace(/\p{Cs}$/u, '')) + mark;
}

/** A sentence without "In this paper," and the like. */
export function withoutLeadIn(sentence: string): string {
  let rest = sentence;
  for (let before = ''; rest !== before; ) {
    before = rest;
    for (const leadIn of leadIns) rest = rest.replace(leadIn, '');
  }
  return rest === sentence ? rest : rest.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/** A main clause, with no bracket and no formula left open. */
function isWhole(text: string): boolean {
  if (openWord.test(text) || (subordinate.test(text) && !text.includes(','))) return false;
  const count = (sign: RegExp) => text.match(sign)?.length ?? 0;
  return count(/[([{]/g) === count(/[)\]}]/g) && count(/\$/g) % 2 === 0;
}
