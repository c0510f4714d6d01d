/** Who did it: the authors, or their paper. */
const authors = String.raw`\b(?:we|i|authors?|(?:this|the present|our) (?:paper|work|article|study|thesis|letter))\b`;
/** The verb comes soon after, in the same clause. */
const cue = (verbs: string, who = authors) => new RegExp(String.raw`${who}[^.;:]{0,60}?\b(?:${verbs})`, 'i');

const proposes = cue(
  'propos|present|introduc|develop|describ|design|devis|formulat|build|construct|offer|suggest|provid|creat|explor|extend',
);
const shows = cue(
  'show|demonstrat|find|found|prov|establish|reveal|observ|argu|discover|identif|conclud',
  String.raw`(?:${authors}|\b(?:results|experiments|analysis)\b)`,
);
const activeStudies = cue(
  'stud(?:y|ies)|investigat|analy[sz]|explor|examin|consider|address|tackl|focus|evaluat|compar',
);
const studied =
  /\b(?:was|were) (?:then |further |also |here )?(?:analy[sz]ed|examined|investigated|studied|measured|surveyed|sampled|compared|followed|evaluated|assessed|tested|sequenced|isolated|collected)\b/i;
const studies = { test: (sentence: string) => activeStudies.test(sentence) || studied.test(sentence) };
const results =
  /\b(?:outperform|achiev|surpass|improv\w+ (?:\w+ ){0,4}(?:by|over)|(?:results?|findings?) (?:show|demonstrate|indicate|reveal|suggest)|(?:experiments?|evaluations?)\b[^.]{0,60}\b(?:show|demonstrat|reveal|confirm))/i;
const passive =
  /\b(?:is|are|was|were) (?:then |further |also |here |newly |first )?(?:proposed|introduced|presented|developed|demonstrated|shown|observed|established|obtained|described|recorded|synthesi[sz]ed|discovered|revealed)\b|\b(?:was|were) (?:also )?found\b|\b(?:is|are) found (?:to|that)\b/i;
/**
 * What was measured, where nobody says “we”, as in most journals: in the past tense, with a number or a comparison. A
 * sentence in the present tense with a number says why the question matters.
 */
const past =
  /\b(?:was|were|had|did|\p{L}{2,}(?<!ne)ed|grew|rose|fell|began|became|led|kept|lost|gave|made|ran)\b/iu;
const measured =
  /\d\s?%|\bp\s?[<=≤]|\b(?:ci|odds|hazard) |\bn\s?=|\b(?:\d+|two|three|four|five|six|ten|several|many)(?:-fold|\s(?:times|fold))\b|\b(?:more|less|higher|lower|fewer|greater|smaller|larger|earlier|later|longer|shorter|faster|slower|better|worse|\p{L}+er) (?:[^.;]{0,40}\b)?than\b|\b\d[\d.,]* \p{L}+ (?:more|less|higher|lower|fewer|earlier|later|longer|shorter|faster|slower)\b|\bby (?:about |some |nearly |up to |a factor of )?(?:\d|two|three|four|five|half|a (?:third|half|quarter|factor|year|month|week|day)\b)|\b(?:associated|correlated) with\b|\bsignificant(?:ly)?\b|\b(?:increased|decreased|reduced|delayed|doubled|halved|revealed|improved|worsened|declined|differed|predicted|explained)\b/iu;
/** What the measurements mean. */
const concluded =
  /\b(?:results?|findings?|data|observations?|analys[ei]s|measurements|these|this|it|\p{L}+s?) (?:thus |therefore |hence |also |strongly )+(?:suggest|indicat|impl|confirm|support|seem|appear|point)|\b(?:results?|findings?|data|observations?|analys[ei]s|measurements) (?:\p{L}+ ){0,3}(?:suggest|indicate|imply|confirm|support|point to)\b/iu;
/** What was so before the paper, and what may come after it. */
const around =
  /\b(?:has|have) (?:(?:recently|also|long|been) )*(?:emerged|become|gained|attracted|shown|proven|achieved|demonstrated|been)\b|\b(?:recent|existing|previous|prior|traditional|conventional|current|modern|today['’]s) (?:\w+ ){0,2}(?:work|works|studies|study|approaches|methods|advances|advancements|progress|research|models)\b|\bwe (?:hope|believe|conclude (?:by|with))\b|\b(?:is|are|remains?|remain) (?:(?:still|an?|largely|highly|poorly|often|not|yet|well|fully|much|hotly|to be) )*(?:disputed|debated|controversial|unclear|unknown|contested|elusive|uncertain|unresolved|understood|open (?:question|problem)s?|determined|a mystery)\b|\b(?:opens?|opening|paves?|paving) (?:up )?(?:new |the )?(?:avenues?|ways?|pathways?|directions)\b|\b(?:offers?|provides?|contributes?) (?:new |valuable |fresh )?(?:insights?|a (?:promising|new) (?:direction|foundation|pathway|route))/i;
/** What the paper brings is the subject. */
const ours =
  /\b(?:our|this|the (?:proposed|resulting)) (?:\w+[- ]){0,3}(?:method|approach|framework|model|system|algorithm|architecture|strategy|dataset|benchmark|analysis|solution|technique|pipeline|tool|design|mechanism)\b/i;
const firstPerson = /\b(?:we|our)\b/i;
const turns = /^\W*(?:however|although|while|despite|unfortunately|but|yet|nevertheless|though)\b/i;

/** What a sentence shows of being the claim of its abstract. All are 0 or 1 where nothing else is said. */
export interface Features {
  /** The part of the title's words that the sentence has, 0 to 1. */
  readonly coversTitle: number;
  /** The part of the sentence's words that the title has, 0 to 1. */
  readonly isOfTitle: number;
  /** How many other sentences share each of its words, 0 to about 5. */
  readonly central: number;
  /** Its place, from 0 for the first sentence to 1 for the last. */
  readonly position: number;
  readonly isFirst: number;
  /** Fewer than ten words. */
  readonly isShort: number;
  /** In units of twenty words; and the square. */
  readonly length: number;
  readonly lengthSquared: number;
  /** The sentence before begins with "however" or the like. */
  readonly followsTurn: number;
  readonly proposes: number;
  readonly shows: number;
  readonly studies: number;
  readonly firstPerson: number;
  /** `coversTitle` where it proposes. */
  readonly proposesTitle: number;
  /** It says what came out: "outperforms", "experiments show". */
  readonly results: number;
  /** It says what was measured, or what that means, without “we”. */
  readonly measured: number;
  /** Its subject is what the paper brings: by its own name, as "our method", or in the passive. */
  readonly ofOwn: number;
  /** It speaks of what others did, or of what may follow. */
  readonly around: number;
}

const isMeasured = (sentence: string): boolean =>
  concluded.test(sentence) || (past.test(sentence) && measured.test(sentence));

/** The features of each sentence of an abstract, in order. */
export function featuresOf(title: string, sentences: readonly string[]): readonly Features[] {
  const ofTitle = contentWords(title);
  const contents = sentences.map(contentWords);
  const sentencesWith = new Map<string, number>();
  for (const word of contents.flatMap((words) => [...words]))
    sentencesWith.set(word, (sentencesWith.get(word) ?? 0) + 1);
  const others = Math.max(1, sentences.length - 1);
  const name = ownName(title);

  return sentences.map((sentence, i) => {
    const own = [...(contents[i] ?? [])];
    const shared = own.filter((word) => ofTitle.has(word)).length;
    const inOthers = own.reduce((sum, word) => sum + ((sentencesWith.get(word) ?? 1) - 1) / others, 0);
    const length = wordsOf(sentence).length;
    const coversTitle = ofTitle.size > 0 ? shared / ofTitle.size : 0;
    return {
      coversTitle,
      isOfTitle: own.length > 0 ? shared / own.length : 0,
      central: own.length > 0 ? inOthers / Math.sqrt(own.length) : 0,
      position: i / others,
      isFirst: Number(i === 0),
      isShort: Number(length < 10),
      length: length / 20,
      lengthSquared: (length / 20) ** 2,
      followsTurn: Number(i > 0 && turns.test(sentences[i - 1] ?? '')),
      proposes: Number(proposes.test(sentence)),
      shows: Number(shows.test(sentence)),
      studies: Number(studies.test(sentence)),
      firstPerson: Number(firstPerson.test(sentence)),
      proposesTitle: proposes.test(sentence) ? coversTitle : 0,
      results: Number(results.test(sentence)),
      measured: Number(isMeasured(sentence)),
      around: Number(around.test(sentence)),
      ofOwn: Number(
        passive.test(sentence) ||
          ours.test(sentence) ||
          (name !== undefined && sentence.toLowerCase().includes(name)),
      ),
    };
  });
}

const stopWords = new Set(
  (
    'a an the of in on for to and or with by from as at is are was were be been we our this that these those it its ' +
    'their can which using via into than such also not have has show paper propose based new approach method model models'
  ).split(' '),
);
const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
const stem = (word: string) => word.replace(/(?:ing|ed|es|s|ly|ions?)$/, '');

/** The words that say what a text is about, roughly stemmed. */
export const contentWords = (text: string): ReadonlySet<string> =>
  new Set(
    wordsOf(text)
      .filter((word) => !stopWords.has(word))
      .map(stem),
  );

/** The name that a title gives to what it is about, in lower case: "quip#" of "QuIP#: Even Better Quantization". */
export function ownName(title: string): string | undefined {
  const [, name] = /^([^\s:]{2,30}):/.exec(title) ?? /\b([A-Z][a-z]*[A-Z][\w-]*)\b/.exec(title) ?? [];
  return name?.toLowerCase();
}
