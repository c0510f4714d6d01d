import { addsToTitle } from './adds-to-title.ts';
import { rankedSentences, speaksOfOwnWork } from './claim.ts';
import { cutAtPhrase, openWord } from './cut-phrase.ts';
import { contentWords, ownName } from './features.ts';
import { withoutLeadIn } from './shorten-claim.ts';

/** A clause, or a whole sentence, that fills less of the row seldom says enough. */
const shortest = { clause: 0.64, sentence: 0.4 } as const;
const mark = ' …';

/** "We propose X, a method that …": what follows says the same, below the title. */
const proposing =
  /^(?:We|I|(?:This|The present) (?:paper|work|study|article)|The authors) (?:also |further |then |first |therefore |thus |here )?(?:propose|present|introduce|develop|design|describe)s?\s+(?=(?:an?|the)\s|[\p{Lu}\d])/u;
const reporting =
  /^(?:we|our (?:findings|results|experiments|analysis|study|work)|(?:the )?(?:results|experiments|findings)|(?:extensive|comprehensive|our) (?:experiments|evaluations?)) (?:also |further )?(?:show|find|demonstrate|reveal|indicate|suggest|confirm|observe)s?(?:,? that)\s+/i;

const joining = /^(?:And|But|Also|Finally|Ultimately|Moreover|Furthermore|Additionally|Specifically),?\s+/;

/** Ends of a clause, the stronger ones first. */
const clauseEnds = [
  /\s*[;:–—]\s|,\s+(?=(?:which|where|while|whereas|thus|thereby|and (?:we|then|show)|such as|including|with|achiev|outperform|enabl|allow|show|demonstrat|yield|lead|result)\w*\b)/g,
  /,\s|\s(?=(?:but|while|because|without|using|via|through|when|compared)\s)/g,
];

/** Begins a sentence that says something beside the point, or that needs the one before. */
const beside =
  /^(?:besides|further|also|for example|for instance|via|this|these|it|they|the (?:code|model|approach)|such|our (?:analysis|evaluations?|experiments?|study) (?:employ|use|cover|includ|compris|consist|span)\w*)\b|\b(?:open-?sourc|future (?:work|research)|valuable|guidelines|suggestions|insights?|the need|(?:the )?following|several|various|we (?:also|then|seek|aim|focus|examine|conduct|evaluate|compare|test))\b/i;

/**
 * What a paper proposes or found, in a row or two: of its best sentences the first that has a whole clause of about one of the
 * lengths, in the authors' words but without "We propose"; else of the best one as much as ends with a phrase. "…" marks where
 * the sentence goes on.
 * @param lengths in characters, the shortest first, at least one
 * @returns undefined when the abstract has no claim, or none that can be cut without harm
 */
export function briefClaimOf(
  title: string,
  abstract: string,
  lengths: readonly number[],
): string | undefined {
  const sentences = rankedSentences(title, abstract)
    .slice(0, 3)
    .map((sentence) => ({ sentence, plain: bare(sentence, title) }));
  for (const longest of lengths)
    for (const { sentence, plain } of sentences) {
      const clause = clausesOf(plain, longest).find(
        (each) => addsToTitle(each, title) && !beside.test(each) && isOwnAsCut(each, plain, sentence, title),
      );
      if (clause !== undefined) return clause;
    }
  const longest = Math.max(...lengths);
  return sentences
    .toSorted((a, b) => Number(beside.test(a.sentence)) - Number(beside.test(b.sentence)))
    .map(({ sentence, plain }) => {
      const phrase = phraseOf(plain, longest);
      return phrase !== undefined && isOwnAsCut(phrase, plain, sentence, title) ? phrase : undefined;
    })
    .find((each) => each !== undefined);
}

/**
 * A cut before the words that make a sentence a claim, "we show" or "our method", leaves what others did.
 * @param plain the end of the sentence, of which `cut` is the beginning
 */
const isOwnAsCut = (cut: string, plain: string, sentence: string, title: string): boolean =>
  !cut.endsWith(mark) ||
  speaksOfOwnWork(sentence.slice(0, sentence.length - plain.length + cut.length - mark.length), title);

/** Without what the title says above it: "We introduce LYNX, an online mechanism" is "An online mechanism". */
function bare(sentence: string, title: string): string {
  const plain = withoutLeadIn(sentence).replace(joining, '').replace(proposing, '').replace(reporting, '');
  const [named = '', name = ''] = /^(.{2,80}?)(?:\s\([^)]*\))?(?:,| -|:)\s(?=an?\s)/.exec(plain) ?? [];
  const own = [...contentWords(name)];
  const known = contentWords(title);
  const isOwnName =
    name.toLowerCase() === ownName(title) || (own.length > 0 && own.every((word) => known.has(word)));
  return startLarge(isOwnName ? plain.slice(named.length) : plain);
}

/** From the best to the worst. */
function clausesOf(plain: string, longest: number): readonly string[] {
  if (plain.length <= longest) return plain.length < longest * shortest.sentence ? [] : [plain];
  const room = longest - mark.length;
  return clauseEnds.flatMap((end) =>
    [...plain.matchAll(end)]
      .map(({ index }) => plain.slice(0, index))
      .filter(
        (clause) => clause.length >= longest * shortest.clause && clause.length <= room && isWhole(clause),
      )
      .reverse()
      .map((clause) => clause + mark),
  );
}

/** As much of a sentence as has room and says something by itself; undefined where a cut would leave half a thought. */
function phraseOf(plain: string, longest: number): string | undefined {
  if (plain.length <= longest) return plain;
  const range = [longest * shortest.sentence, longest - mark.length] as const;
  const whole = cutAtPhrase(plain, range, isWhole, clauseEnds);
  return whole && whole + mark;
}

/** What says nothing before its clause has ended. */
const openClause =
  /\bthat (?:at|in|for|with|on|under|across|among|within|by|when|if|while|as)\b[^,]*$|\b(?:while|although|though|since|because|when|if|whether|unlike|despite|not only|both|between|either)\b[^,]*$|^(?:while|although|though|since|because|when|if|despite|unlike|by|to|in|for|with|on|using|through|from|given|building|based|inspired|motivated)\b/i;

function isWhole(text: string): boolean {
  const count = (sign: RegExp) => text.match(sign)?.length ?? 0;
  return (
    !openClause.test(text) &&
    !openWord.test(text) &&
    count(/[([{]/g) === count(/[)\]}]/g) &&
    count(/\$/g) % 2 === 0
  );
}

const startLarge = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
