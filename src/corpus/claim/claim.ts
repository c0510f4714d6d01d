import { splitSentences } from '../text/sentences.ts';
import { addsToTitle } from './adds-to-title.ts';
import { type Features, featuresOf } from './features.ts';
import { findingsOf } from './sections.ts';
import { shortenClaim } from './shorten-claim.ts';

/**
 * Fitted to the highest expected ROUGE-1 on the training and development parts of SciTLDR (Cachola et al. 2020, arXiv
 * 2004.15011), then rounded. `npm run quality` measures the choice.
 */
const weights: Features = {
  coversTitle: 3.5,
  isOfTitle: 3.2,
  central: 3.6,
  position: -2.7,
  isFirst: 1.1,
  isShort: -1.1,
  length: 1.5,
  lengthSquared: -0.4,
  followsTurn: 2,
  proposes: 2.5,
  shows: 0.2,
  studies: 1.6,
  firstPerson: 3.1,
  proposesTitle: 2.6,
  results: 0.5,
  measured: 2.5,
  ofOwn: 0,
  around: 0,
};

/** Never a claim: a question, where the code is, thanks, and what other people did. */
const isNoClaim =
  /\?["')\]]*$|https?:|\b(?:code|data|models?|materials|dataset)\b[^.]{0,60}\b(?:available|released|open-?sourced?)\b|\breleas\w+ (?:\w+ ){0,3}code\b|\bsupported by\b.*\bgrant\b|\bet al\b/i;
/**
 * The sentence of an abstract that says what a paper proposes or found, in the authors' words and at most 200 characters.
 * Nothing is ever added but "…" where it is cut. A structured abstract gives its conclusion.
 * @returns undefined when the abstract has no sentence
 */
export function claimOf(title: string, abstract: string): string | undefined {
  const findings = findingsOf(abstract);
  if (findings !== undefined) return shortenClaim(splitSentences(findings)[0] ?? '') || undefined;
  return rankClaims(title, abstract)[0]?.claim;
}

/** Sentences that say what a paper proposes, studies or found, the best first; in a structured abstract, those of its conclusion. */
export function rankedSentences(title: string, abstract: string): readonly string[] {
  const findings = findingsOf(abstract);
  if (findings !== undefined) return splitSentences(findings);
  return rankClaims(title, abstract)
    .filter(({ rank }) => rank >= 3)
    .map(({ sentence }) => sentence);
}

function rankClaims(title: string, abstract: string) {
  const sentences = splitSentences(abstract);
  const claims = featuresOf(title, sentences).map((features, i) => {
    const sentence = sentences[i] ?? '';
    const claim = shortenClaim(sentence);
    return { sentence, claim, score: score(features), rank: rankOf(sentence, claim, title, features) };
  });
  return claims.sort((a, b) => b.rank - a.rank || b.score - a.score);
}

/** The sentences of an abstract that say what the paper itself proposes, studies or found, in their order and whole. */
export function ownSentences(title: string, abstract: string): readonly string[] {
  const sentences = splitSentences(abstract);
  const features = featuresOf(title, sentences);
  return sentences.filter((sentence, i) => {
    const of = features[i];
    return of !== undefined && !isNoClaim.test(sentence) && (isOwn(of) || isOwnStudy(of));
  });
}

/** Whether a text names the paper's own work: results alone may be those of others, as in "large models achieve". */
export function speaksOfOwnWork(text: string, title: string): boolean {
  const [features] = featuresOf(title, [text]);
  return features !== undefined && (isOwn({ ...features, results: 0 }) || isOwnStudy(features));
}

const isOwn = ({ proposes, shows, results, ofOwn, around }: Features): boolean =>
  around === 0 && proposes + shows + results + ofOwn > 0;

const isOwnStudy = ({ studies, measured, firstPerson, around }: Features): boolean =>
  around === 0 && studies + measured + firstPerson > 0;

/**
 * | rank | a sentence that |
 * |---|---|
 * | 4 | says what is proposed or found, and adds to the title |
 * | 3 | says what is studied or was measured, and adds to the title |
 * | 2 | says something else that is not in the title, or what others did, or what may follow |
 * | 1 | repeats the title |
 * | 0 | is no claim |
 */
function rankOf(sentence: string, claim: string, title: string, features: Features): number {
  if (isNoClaim.test(sentence)) return 0;
  if (!addsToTitle(claim, title)) return 1;
  if (isOwn(features)) return 4;
  return isOwnStudy(features) ? 3 : 2;
}

const score = (features: Features): number =>
  (Object.keys(weights) as (keyof Features)[]).reduce((sum, key) => sum + weights[key] * features[key], 0);
