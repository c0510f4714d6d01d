/**
 * What people put before a command line, which means nothing: `/papers`, a colon, the bot's name. `papers` too, unless the
 * next word belongs to it: `papers with code`.
 */
const passedOver: readonly RegExp[] = [
  /^\/papers(?:-admin)?(?=\s|$)/i,
  /^papers(?=\s+(?!with|without|by|from|in|of|since|before|after|that)\S)/i,
  /^[:>!$/]\s*(?=\p{L})/u,
  /^(?:(?:hey|hi|hello|ok|okay|dear)[\s,]+)?@?paper ?boy\b[\s,:!]*(?=\S)/i,
  /^(?:please|pls)\b[\s,]*(?=\S)/i,
];

/** A typed line without what is passed over, and without the backticks of a line copied from the help. */
export function withoutAddress(typed: string): string {
  let line = typed.toWellFormed().trim();
  for (let before = ''; before !== line; ) {
    before = line;
    line = /^`([^`]+)`$/.exec(line)?.[1]?.trim() ?? line;
    for (const pattern of passedOver) line = line.replace(pattern, '').trim();
  }
  return line;
}

/** A line with single spaces and straight apostrophes, without the marks at its end. */
export const plainLine = (typed: string): string =>
  typed
    .replaceAll('’', "'")
    .replace(/[\s?!.]+$/u, '')
    .replace(/\s+/g, ' ')
    .trim();

/** A line without thanks and politeness at its end: `bibtex please`. Nothing else may be left of it. */
export const withoutThanks = (line: string): string =>
  line.replace(/(?<=\S)[\s,]+(?:please|pls|plz|thanks|thank you|thx|ty|cheers)[\s!.?]*$/i, '');

/** Words of a request that say nothing about its subject, at its beginning. */
const requests: readonly RegExp[] = [
  /^how many (?:papers?|articles?|preprints?|works?) (?:(?:are there|do you (?:have|know)|have you got|exist) )?(?:(?:on|about|for|regarding) |(?=by |from |in |since |with ))/,
  /^(?:(?:something|anything|papers?|articles?|a paper) )?(?:good |interesting |nice )?to read (?:on|about|regarding) /,
  /^who (?:else )?(?:works|worked|is working|does research|publishes) (?:on|in) /,
  /^(?:an? |some )?(?:good |short |gentle |quick )*(?:intro|introduction|primer|introductory paper) (?:to|on|about|for|into) /,
  /^(?:what|which)(?: is| are)?(?: the)?(?: best| first)? (?:papers?|articles?) (?:should|can|could|do|must) (?:i|we|one)(?: start| begin)?(?: (?:to |with |by )?read(?:ing)?)?(?: first| next| now)? (?:on|about|for|to (?:learn|understand|know)(?: about)?) /,
  /^who (?:wrote|published|made|invented|proposed|introduced|is behind|came up with|(?:is|are) (?:the )?authors? of) /,
  /^(?:the )?authors? of /,
  /^(?:the )?(?:most (?:cited|read|popular|upvoted|influential|important|relevant)) (?:papers?|articles?|work) (?:on|about|for|in) /,
  /^(?:can|could|would|will) (?:you|we|i)(?: please)? (?=find|show|give|get|tell|recommend|suggest|send|search|look)/,
  /^(?:help me |please |let me |i want to |i'd like to |i would like to |i need to )?(?:find|show|see|give|get|send|read|recommend|suggest|search for|look for|look up|tell)(?: me| us)? (?=\S)/,
  /^(?:i am |i'm |we are |we're )?(?:looking|searching) for /,
  /^(?:i|we) (?:want|need|would like) /,
  /^(?:do|did) (?:you|we) (?:have|know)(?: of)? /,
  /^(?:have you|we|you)? ?got /,
  /^(?:is|are) there /,
  /^(?:has|have|did) (?:any(?:one|body)|some(?:one|body)|people|researchers|they)(?: ever| already)? (?:compared?|stud(?:ied|y)|tried|try|looked (?:at|into)|investigated?|shown?|done|published|written|worked on|measured?|tested?|explored?)(?: (?:anything|something|work|papers?|research))?(?: (?:on|about|into|to))? /,
  /^(?:(?:the|my|a) )?(?:top|best|first|latest)? ?(?:\d{1,2}|two|three|five|ten|a few|few|some|a couple of)? ?(?:best|top|good|great|important|famous|classic|key|major|seminal|recent|new|latest)? ?(?:papers?|articles?|preprints?) (?:on|about|for|regarding|that discuss|around) /,
  /^(?:a|an|one|the|that|this) (?:good |recent |new )?(?:papers?|articles?|study|survey paper|ones?) (?:on|about|for) /,
  /^(?:(?:what(?:'s| is) )?(?:the )?differences? between|compare|comparing|(?:a )?comparison (?:of|between)) /,
  /^(?:any|some|more|all|the|good|new)?(?: good| recent| new| interesting)? ?(?:papers?|articles?|work|works|research|literature|anything|something|stuff|everything) (?:on|about|regarding|for|around|related to|dealing with|that discuss(?:es)?) /,
  /^(?:what|which) (?:papers?|work|research) (?:are there |is there |exists? |do we have |do you have )?(?:on|about|discuss(?:es)?|cover(?:s)?|stud(?:y|ies)) /,
  /^what(?:'s|s| is| are| do we know| about| do papers say)(?: about| on)? /,
  /^what happens(?: to| when| if)? /,
  /^(?:tell me )?about /,
  /^(?:explain|describe|define|eli5)(?: to (?:me|us))? (?:what (?:is|are) )?(?=\S)/,
  /^how (?:do|does|can|could|should|to|is|are)(?: i| we| you| one)? /,
  /^why (?:do|does|did|is|are|can|should) /,
];

/** `papers since 2024 about pruning`: the time goes to the end, where a search reads it. */
const timeFirst =
  /^(?:(?:all|any|new|recent|the) )?(?:papers?|articles?|preprints?|work|research)(?: (?:published|written|posted|released))? ((?:since|before|after|from|until|in|between|during|newer than|older than) (?:\S+ ){1,5}?)(?:about|on|regarding|dealing with) (.+)$/i;

/** The subject of a question or a request: `can you find papers on fp8?` asks for `fp8`. */
export function subjectOf(line: string): string {
  let subject = line
    .replace(/[\s?!.…]+$/u, '')
    .replace(/^((?:explain|describe|define|eli5) .*?) (?:to|for) (?:me|us)$/i, '$1')
    .replace(/[\s,]+(?:please|pls|thanks|thank you|thx)$/i, '')
    .replace(timeFirst, (_, time: string, about: string) => `${about} ${time.trim()}`);
  for (let before = ''; before !== subject; ) {
    before = subject;
    for (const pattern of requests) {
      const rest = subject.replace(new RegExp(pattern.source, 'i'), '').trim();
      if (rest !== '') subject = rest;
    }
  }
  return /[\p{L}\p{N}]/u.test(subject) ? subject : line;
}

/** `can you`, `let's`: what people put before a command that they ask for. */
const asking =
  /^(?:(?:can|could|would|will) (?:you|we)(?: all)?(?: please)?(?: also)?|(?:i|we)(?:'d like| would like| want|'d love| need)(?: you)? to|i'd like|let's|let us|(?:ok|okay|now|then|and|so|also|just|actually)[, ]+(?:please )?) ?(?=\S)/i;

/** A line without the words that ask for it, and nothing where there are none. */
export function askedFor(typed: string): string | undefined {
  const plain = typed.replaceAll('’', "'");
  const rest = plain.replace(asking, '').trim();
  return rest === plain || rest === ''
    ? undefined
    : rest.replace(/(?: (?:for (?:me|us)|here|now))?[\s?!.]*$/i, '');
}

const ability =
  /^(?:how (?:do|can|could|would|should|to)(?: (?:i|we|you|one))?|can (?:i|we)|may (?:i|we)|could (?:i|we)|is it possible to|is there a way to|where (?:do|can) (?:i|we)|how does one) (?=\S)/i;

/** What a question about the bot itself asks how to do: `how do i unsubscribe from a topic` asks about `unsubscribe`. */
export function abilityOf(typed: string): string | undefined {
  const plain = typed.replace(/[\s?!.]+$/u, '').replaceAll('’', "'");
  const rest = plain.replace(ability, '');
  const most = /^how to /i.test(plain) ? 3 : 6;
  return rest === plain || rest.split(' ').length > most ? undefined : rest;
}
