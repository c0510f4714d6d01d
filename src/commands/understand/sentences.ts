import { fullMonth } from '../look-up/typed/spoken-dates.ts';
import { plainLine } from './passed-over.ts';

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

const ref =
  '(?:the )?(?:paper )?(?:it|this|that|#?\\d{1,3}|(?:the )?\\w+ one|(?:number|no\\.?) ?\\d{1,3}|first|second|third|last)(?: paper| one)?';
const facts =
  '(?:pdf|link|url|address|code|repo|repository|github(?: link)?|authors?|abstract|summary|details|full text)';
const here =
  '(?:(?:the|this|our|my) (?:channel|team|group|thread|chat)|everyone|everybody|all|us|#\\S+|here)';

const by = `(?:(?:(?:show|give|find|get|send|list)(?: ${me})?|(?:who|what) are|is there|are there|do you have) )?(?:${stuff}|(?:the )?(?:latest|newest|most recent|last)(?: papers?| articles?| work| publications?)?) (?:written |published )?by`;
/** A name of up to four words that is none of the phrases with “by” in titles: `work by design`. */
const person =
  "(?!(?:hand|design|default|itself|themselves|using|learning|means|step|year|date|number)\\b)\\p{L}[\\p{L}.'-]*(?: \\p{L}[\\p{L}.'-]*){0,3}?";

const sure = (said: string, line: string): Sentence => ({
  said: new RegExp(`^(?:${said})$`, 'iu'),
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
  unsure(
    `(?:mark|tag|flag|keep) (.+?) (?:as|for) (?:to[ -]?read|interesting|important|a favou?rite|favou?rite|later|reading(?: later)?)`,
    'save $1',
  ),
  unsure(
    `(?:remove|delete|take|drop|strike) (.+?) (?:from|off|out of) (?:the|our|my) (?:reading ?list|list|bookmarks|saved papers|saves|library|favou?rites)`,
    'save undo:yes $1',
  ),
  sure(
    `(?:clear|empty|clean up|tidy|edit|manage) (?:the|our|my) (?:whole |entire )?(?:reading ?list|list|bookmarks|saved papers|saves|library|favou?rites)`,
    'saved',
  ),
  sure(`add (?:a |the )?(?:topic|subscription|feed)(?: (?:on|about|for|called))?:? (.+)`, 'follow $1'),
  sure(
    `(?:stop (?:sending|posting|bringing|giving)(?: ${me})?|don['’]?t (?:send|post|bring|show)(?: ${me})?|no more)(?: (?:${stuff} ${about}|anything ${about}|about))? (.+?)(?: (?:any ?more|please))?`,
    'unfollow $1',
  ),
  sure(`(?:remove|delete|drop) (?:the )?(?:topic|subscription):? (.+)`, 'unfollow $1'),
  sure(
    `(?:how often|when|what time|at what time|how many times)(?: exactly)? (?:(?:do|will|does|would|can) (?:you|it|the bot|paperboy|(?:the |our |my )?(?:next )?digests?) (?:post|send|write|come|arrive|bring|run|be posted)${often}.*|(?:is|are) (?:the |our |my )?(?:next )?digests?(?: due| coming| posted| sent)?)`,
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
    `how many (?:papers|notes|articles)(?: (?:are there|do you (?:have|know)|are (?:in )?here|have you got)(?! (?:on|about|by|from|for|that)\\b).*)?`,
    'corpus',
  ),
  sure(
    `why (?:(?:did|do) (?:i|we|you) (?:get|see|post|send|show|bring|pick|choose)(?: ${me})?|was|is|am i (?:seeing|getting)|are we (?:seeing|getting)) (?:this|that|it)(?: (?:one|paper))?(?: (?:posted|here|in (?:the|our|my) digest|shown|chosen|sent))?`,
    'why it',
  ),
  sure('why (?:this|that) (?:one|paper)', 'why it'),
  sure(
    `(?:why (?:was|is|were|are|did|do|does|have|has)(?: there| we| i| you| it)?(?: get| got| see| post| send)? (?:nothing|no (?:new )?(?:papers?|digests?|posts?|messages?))(?: .*)?|where (?:is|are|was|were) (?:the|my|our|today's|this morning's) (?:digests?|papers|post)(?: .*)?|(?:there (?:was|is) )?(?:no digest (?:came|arrived|today|yesterday|was posted|this morning).*|nothing (?:came|arrived|was posted|new)(?: .*)?)|(?:the digest|it|you) (?:(?:did not|didn't|has not|hasn't|never) (?:come|arrive|post|send|work|show up).*|(?:is|are|was|were) (?:so |too |very )?late(?: .*)?))`,
    'status',
  ),
  sure(
    `(?:what|which papers) (?:did|have) (?:you|the bot|paperboy) (?:post|posted|send|sent|bring|brought|share|shared)(?: .*)?|(?:show(?: ${me})? |what was in )?(?:the )?(?:yesterday's|today's|last week's|this week's|this morning's|monday's|tuesday's|wednesday's|thursday's|friday's|last|latest|previous) digests?(?: again)?`,
    'status',
  ),
  sure(`(?:a |the )?papers? (?:about|on|regarding|that (?:is|are) about) (.+)`, 'search $1'),
  sure(
    `(?:(?:give|show|read|send|recommend|pick|find) ${me} )?(?:(?:a |an |some )?(?:random|good|nice|interesting|cool) papers?(?: please| to read)?|(?:something|a paper|papers|anything) (?:good |interesting |nice )?to read(?: (?:now|today|tonight|tomorrow|later|next|this (?:week|weekend|morning|afternoon|evening)|(?:on|over|at|during|in|for) (?:the |my |our )?(?:train|plane|flight|bus|weekend|lunch|coffee|holidays?|evening|bed)))?)`,
    'trending',
  ),
  unsure(
    `(?:summari[sz]e|explain|describe|summary (?:of|for)|sum up|tl;?dr(?: (?:of|for))?|abstract (?:of|for)|abstract|read|details? (?:of|on|for)|more (?:about|on)|tell ${me} (?:more )?about|(?:(?:show|open|get|give|send|download|fetch|find) )?(?:${me} )?(?:(?:what|where)(?:'s| is| are) |(?:is|are) there |(?:do|does) (?:you|it|we) have )?(?:a |any |the )?${facts}(?: (?:of|to|for|from))?|who (?:wrote|made|published|are the authors of|is the author of)|(?:the )?authors? of|when was) (${ref})(?: (?:published|written|released|out|about))?`,
    'paper $1',
  ),
  unsure(`(?:share|post|forward|send|show) (${ref})(?: (?:to|in|into|with|on))? ${here}`, 'paper $1'),
  unsure(`(?:share|forward|download|open) (${ref})(?: in (?:the |my |a )?browser)?`, 'paper $1'),
  sure(
    `(?:(?:is|are) there |(?:do|does) (?:you|it|they|we) have |link to |where(?:'s| is) |show ${me} )?(?:the |any |a |its |their )?(?:pdf|tl;?dr|full text|link|authors)(?: please)?`,
    'paper it',
  ),
  sure(
    `(?:is there |does it have |do they have |link to |where(?:'s| is) |show ${me} )(?:the |any |a |its |their )?(?:code|repo|repository|github)(?: (?:for|of|to) (?:it|this|that))?`,
    'paper it',
  ),
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
  unsure(`who (?:wrote|published|made|invented|proposed|introduced|is behind|came up with) (.+)`, 'paper $1'),
  unsure(`(?:who (?:is|are) )?(?:the )?authors? of (.+)`, 'paper $1'),
  unsure('(?:summari[sz]e|summary of|tl;?dr(?: of)?) (.+)', 'paper $1'),
  sure(
    `(?:cite|(?:the )?citation (?:of|for)) (${ref}) (?:in|as|with|for|using) (?:an? |the )?(?:apa|mla|chicago|harvard|ieee|acm|vancouver|bib(?:la)?tex|latex|ris|endnote|zotero|mendeley)(?: style| format| entry)?`,
    'cite $1',
  ),
  unsure(
    `(?:(?:get |show |give |send |copy |download |export )?(?:${me} )?(?:the )?(?:bibtex|bib|citation|reference)(?: (?:entry|of|for|to))*|cite|export|how (?:do|can|should) (?:i|we) cite) (.+)`,
    'cite $1',
  ),
  sure(`${by} (${person}) (?:on|about|regarding) (.+)`, 'search author:"$1" $2'),
  sure(`${by} (${person})`, 'author $1'),
  sure(
    `(?:(?:show|give|read|see|any|are there)(?: ${me})? )?(?:the |your |our )?(?:research )?notes (?:on|about|for|regarding|around|related to) (.+)`,
    'notes $1',
  ),
  sure(`what do (?:the |your |our )?notes say (?:about|on|regarding) (.+)`, 'notes $1'),
  sure(
    `(?:show ${me} |list |see |open |view |what(?:'s| is| are) (?:on |in )?)?(?:all )?(?:my|our|the) (?:saved(?: papers?| articles?| items?| ones| list)?|saves|bookmarks|bookmarked papers|reading ?list|favou?rites|favou?rite papers|starred(?: papers)?|library)(?: here)?`,
    'saved',
  ),
  sure(
    `(?:(?:show|list)(?: ${me})? )?(?:what|which papers|the papers|papers|everything|all)(?: that)? (?:(?:have|did) (?:i|we)|(?:i|we)(?:'ve| have)?) (?:saved?|bookmark(?:ed)?|starred|star|kept|keep|like[d]?)(?: (?:so far|here|already|last week|this week|this month|recently|yesterday|today))?`,
    'saved',
  ),
  sure(
    `(?:(?:what|which) (?:topics?|subjects|queries|keywords) (?:do|are|did) (?:we|i|you|they)(?: currently)? follow(?:ing|ed)?|(?:which|what) topics are (?:followed|being followed)|(?:show|list|see)(?: ${me})? (?:all )?(?:(?:my|our|the) (?:followed |current )?(?:topics|subscriptions|follows)|followed topics))(?: here| in this channel)?`,
    'following',
  ),
  sure(
    `(?:show ${me} |what (?:is|was|are|were) |what's )?(?:the )?(?:most (?:upvoted|popular|liked|saved|discussed|read)|top|best|hottest|popular|trending|hot)(?: \\d+)?(?: papers?| articles?| ones)? (?:of |in |from |for |since )?(?:the |this |last |past )*(day|week|month)`,
    'trending $1',
  ),
  sure(
    `(?:show ${me} |what (?:is|was|are|were) |what's )?(?:the )?(?:most (?:upvoted|popular|liked|saved|discussed|read)|top|best|hottest|popular|trending|hot)(?: \\d+)?(?: papers?| articles?| ones)? (?:of|in|from) (${fullMonth}(?:,? \\d{4})?|(?:19|20)\\d\\d(?:-\\d\\d)?)`,
    'search in $1 sort:upvotes',
  ),
  sure(
    `(?:show ${me} |what (?:is|was|are|were) |what's )?(?:the )?(?:most (?:upvoted|popular|liked|saved|discussed|read)|top|best|hottest|popular|trending|hot)(?: papers?| articles?| ones)? (?:of |from |since )?(?:today|yesterday)`,
    'trending day',
  ),
  sure(
    `(?:start|begin|resume|restart|continue) (?:(?:it|posting|sending|them|again|the posts?|digests?|the digests?|sending digests?|posting papers) ?)+`,
    'digest resume',
  ),
  sure(
    `(?:how (?:do|can) (?:i|we) )?(?:get|have|receive|set ?up) (?:a |the |daily |your )*digests?(?: (?:here|elsewhere|too|as well|in (?:another|this|a|an|my|our|the|different|other) (?:other |different )?channel))?`,
    'help follow',
  ),
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
export function sentenceOf(typed: string): Pick<Sentence, 'line' | 'isSure'> | undefined {
  const plain = plainLine(typed);
  for (const { said, line, isSure } of sentences) {
    const [whole, ...about] = said.exec(plain) ?? [];
    if (whole !== undefined)
      return { line: line.replace(/\$(\d)/g, (_, group) => about[group - 1] ?? ''), isSure };
  }
  return undefined;
}
