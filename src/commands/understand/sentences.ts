/**
 * Whole sentences that ask for a command, as people say them to a colleague. `$1` is what the command is about.
 *
 * | sure | |
 * |---|---|
 * | yes | the words after it belong to the command, whatever they are |
 * | no | the line is a search if the command can do nothing with them |
 */
interface Sentence {
  readonly said: RegExp;
  readonly line: string;
  readonly isSure: boolean;
}

const me = '(?:me|us)';
const stuff = `(?:(?:any|some|all|more|new|recent|good|interesting|the|every) )*(?:papers?|articles?|stuff|things?|something|anything|everything|updates?|news|work|research)(?: new)?`;
const about = '(?:on|about|of|for|regarding|from the field of)';
const exportList =
  'export(?: (?:my|our|the|all|everything)(?: saved)?(?: papers?| list| library| reading list)?)?';
const often = `(?: (?:every|each|per|a) (?:day|week|morning)| daily| weekly)?`;

const sure = (said: string, line: string): Sentence => ({
  said: new RegExp(`^${said}$`, 'i'),
  line,
  isSure: true,
});
const unsure = (said: string, line: string): Sentence => ({ ...sure(said, line), isSure: false });

const sentences: readonly Sentence[] = [
  sure(
    `(?:keep ${me} (?:posted|updated|informed|up to date|in the loop) ${about}|keep an eye (?:on|out for)|keep track of|stay (?:up to date|updated) (?:on|with)) (?:${stuff} ${about} )?(.+)`,
    'follow $1',
  ),
  sure(
    `(?:notify|alert|tell|ping|message|let|inform) ${me}(?: know)?(?: here)? (?:when(?:ever)?|if|as soon as|once|every time) .*?(?:\\b${stuff} ${about}|\\bpapers? ${about}) (.+)`,
    'follow $1',
  ),
  sure(
    `(?:notify|alert|ping|inform|update) ${me} (?:about|of|on) (?:(?:new|any) )?(?:${stuff} ${about} )?(.+)`,
    'follow $1',
  ),
  sure(
    `(?:(?:send|bring|post|give|get) ${me}|post|bring) ${stuff} ${about} (.+?)(?: (?:every|each) (?:day|week|morning)| daily| weekly)`,
    'follow $1',
  ),
  sure(`(?:send|bring) ${me} (?:new|daily|weekly) (?:papers?|updates?|news) ${about} (.+)`, 'follow $1'),
  sure(`sign ${me} up for (?:${stuff} ${about} )?(.+)`, 'follow $1'),
  sure(
    `add (.+?) to (?:what (?:i|we) follow|(?:the|our|my) (?:followed )?(?:topics?|subscriptions?|digests?|follows|watch ?list))`,
    'follow $1',
  ),
  unsure(
    `(?:add|put) (.+?) (?:to|on|in) (?:the|our|my) (?:reading ?list|list|bookmarks|saved papers|library|favou?rites)`,
    'save $1',
  ),
  sure(`add (?:a |the )?(?:topic|subscription|feed)(?: (?:on|about|for|called))?:? (.+)`, 'follow $1'),
  sure(
    `(?:stop (?:sending|posting|bringing|giving)(?: ${me})?|don['’]?t (?:send|post|bring|show)(?: ${me})?|no more)(?: (?:${stuff} ${about}|anything ${about}|about))? (.+?)(?: (?:any ?more|please))?`,
    'unfollow $1',
  ),
  sure(`(?:remove|delete|drop) (?:the )?(?:topic|subscription):? (.+)`, 'unfollow $1'),
  sure(
    `(?:how often|when|what time|at what time|how many times)(?: exactly)? (?:do|will|does|would|can) (?:you|it|the bot|paperboy|the digest|digests?) (?:post|send|write|come|arrive|bring|run)${often}.*`,
    'digest',
  ),
  sure(
    `(?:change|set|edit|adjust) (?:the |my |our )?(?:digest )?(?:settings?|schedule|time|time ?zone|digest)(?: please)?`,
    'digest',
  ),
  sure(
    `(?:where|from where) (?:do|does|are|is) (?:the |your |these |all )?(?:papers?|they|you|it|data)(?: get)?(?: coming| come)?(?: (?:the |your |these )?papers)? from`,
    'feeds',
  ),
  sure(`what (?:are|is) (?:your|the) (?:sources?|feeds?|data ?base)`, 'feeds'),
  sure(
    `how many (?:papers|notes|articles)(?: (?:are there|do you (?:have|know)|are (?:in )?here|have you got).*)?`,
    'corpus',
  ),
  sure(
    `why (?:(?:did|do) (?:i|we|you) (?:get|see|post|send|show|bring|pick|choose)(?: ${me})?|was|is|am i (?:seeing|getting)|are we (?:seeing|getting)) (?:this|that|it)(?: (?:one|paper))?(?: (?:posted|here|in (?:the|our|my) digest|shown|chosen|sent))?`,
    'why it',
  ),
  sure('why (?:this|that) (?:one|paper)', 'why it'),
  unsure(
    `(?:summari[sz]e|explain|describe|summary (?:of|for)|sum up|tl;?dr(?: (?:of|for))?|abstract (?:of|for)|abstract|read|details? (?:of|on|for)|more (?:about|on)|tell ${me} (?:more )?about|(?:show |open |get |give |send |download |fetch )?(?:${me} )?(?:the )?(?:pdf|link|url|address)(?: (?:of|to|for))?|who (?:wrote|made|published|are the authors of)|(?:the )?authors? of|when was) ((?:the )?(?:paper )?(?:it|this|that|#?\\d{1,3}|(?:the )?\\w+ one|(?:number|no\\.?) ?\\d{1,3}|first|second|third|last)(?: paper| one)?)(?: (?:published|written|released|out|about))?`,
    'paper $1',
  ),
  sure(`(?:the )?(?:pdf|tl;?dr|summary|full text|link|authors)(?: please)?`, 'paper it'),
  sure(
    `(?:(?:show ${me} )?(?:less|fewer)(?: papers)? (?:like|of) |no more (?:papers )?like |nothing (?:more )?like )(?:this|that|it|these|those)(?: one| paper)?`,
    'hide it',
  ),
  sure(`(?:show ${me} |give ${me} |find )?more (?:like|of) (?:this|that|it)(?: one| paper)?`, 'similar it'),
  sure(
    `(?:what|which) (?:topics|subtopics|categories|subjects|areas) (?:do you (?:have|know|cover)|are there|exist|can (?:i|we) follow|do you offer)`,
    'topics',
  ),
  sure(
    `(?:export|download|send ${me}|give ${me}) (?:all )?(?:my|our|the|all|these|everything)(?: saved)?(?: papers?| list| library| reading list| bookmarks| saves)?`,
    'export',
  ),
  sure(
    `${exportList} (?:to|for|into|as) (?:latex|overleaf|jabref|bibtex|a bib file|bibdesk)`,
    'export format:bibtex',
  ),
  sure(
    `${exportList} (?:to|for|into) (?:zotero|mendeley|endnote|refworks|paperpile|citavi|papers)`,
    'export format:ris',
  ),
  sure(
    `${exportList} (?:to|for|into|as) (?:(?:ms |microsoft )?excel|google sheets|sheets|numbers|a table|a spreadsheet|airtable)`,
    'export format:csv',
  ),
  sure(
    `${exportList} (?:to|for|into) (?:notion|obsidian|logseq|roam|a wiki|github)`,
    'export format:markdown',
  ),
  unsure('who (?:wrote|published|made) (.+)', 'paper $1'),
  unsure('(?:the )?authors of (.+)', 'paper $1'),
  unsure('(?:summari[sz]e|summary of|tl;?dr(?: of)?) (.+)', 'paper $1'),
  unsure(
    `(?:(?:get |show |give |send |copy |download |export )?(?:${me} )?(?:the )?(?:bibtex|bib|citation|reference)(?: (?:entry|of|for|to))*|cite|export|how (?:do|can|should) (?:i|we) cite) (.+)`,
    'cite $1',
  ),
  unsure(`(?:who are|what are) (?:the )?(?:papers|articles) (?:by|from) (.+)`, 'author $1'),
  unsure(
    `(?:what (?:has|did|have) )(.+?) (?:publish(?:ed)?|written|write|wrote|done|do)(?: (?:on|lately|recently))?`,
    'author $1',
  ),
  sure(
    `(?:this |that |it )?(?:is |are )?(?:not interest(?:ed|ing)|boring|irrelevant|not relevant|not for (?:me|us)|off topic|never show (?:this|it|that) again)`,
    'hide it',
  ),
];

/** What a sentence asks for; nothing for other lines. */
export function sentenceOf(typed: string): { readonly line: string; readonly isSure: boolean } | undefined {
  const plain = typed
    .replace(/[\s?!.]+$/u, '')
    .replace(/\s+/g, ' ')
    .replaceAll('’', "'");
  for (const { said, line, isSure } of sentences) {
    const [whole, about] = said.exec(plain) ?? [];
    if (whole !== undefined) return { line: line.replace('$1', () => about ?? ''), isSure };
  }
  return undefined;
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
