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

/** A line without thanks and politeness at its end: `bibtex please`. Nothing else may be left of it. */
export const withoutThanks = (line: string): string =>
  line.replace(/(?<=\S)[\s,]+(?:please|pls|plz|thanks|thank you|thx|ty|cheers)[\s!.?]*$/i, '');

/** Words of a request that say nothing about its subject, at its beginning. */
const requests: readonly RegExp[] = [
  /^(?:can|could|would|will) (?:you|we|i)(?: please)? (?=find|show|give|get|tell|recommend|suggest|send|search|look)/,
  /^(?:help me |please |let me |i want to |i'd like to |i would like to |i need to )?(?:find|show|see|give|get|send|read|recommend|suggest|search for|look for|look up|tell)(?: me| us)? (?=\S)/,
  /^(?:i am |i'm |we are |we're )?(?:looking|searching) for /,
  /^(?:i|we) (?:want|need|would like) /,
  /^(?:do|did) (?:you|we) (?:have|know)(?: of)? /,
  /^(?:have you|we|you)? ?got /,
  /^(?:is|are) there /,
  /^(?:has|have|did) (?:any(?:one|body)|some(?:one|body)|people|researchers|they)(?: ever| already)? (?:compared?|stud(?:ied|y)|tried|try|looked (?:at|into)|investigated?|shown?|done|published|written|worked on|measured?|tested?|explored?)(?: (?:anything|something|work|papers?|research))?(?: (?:on|about|into|to))? /,
  /^(?:(?:the|my|a) )?(?:top|best|first|latest)? ?(?:\d{1,2}|two|three|five|ten|a few|few|some|a couple of)? ?(?:best|top|good|great|important|famous|classic|key|major|seminal|recent|new|latest)? ?(?:papers?|articles?|preprints?) (?:on|about|for|regarding|that discuss|around) /,
  /^(?:a|an|one|the|that|this) (?:good |recent |new )?(?:paper|article|study|survey paper) (?:on|about|for) /,
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

/** The subject of a question or a request: `can you find papers on fp8?` asks for `fp8`. */
export function subjectOf(line: string): string {
  let subject = line
    .replace(/[\s?!.…]+$/u, '')
    .replace(/^((?:explain|describe|define|eli5) .*?) (?:to|for) (?:me|us)$/i, '$1')
    .replace(/[\s,]+(?:please|pls|thanks|thank you|thx)$/i, '');
  for (let before = ''; before !== subject; ) {
    before = subject;
    for (const pattern of requests) {
      const rest = subject.replace(new RegExp(pattern.source, 'i'), '').trim();
      if (rest !== '') subject = rest;
    }
  }
  return /[\p{L}\p{N}]/u.test(subject) ? subject : line;
}
