import { commandLine } from '../../cards/builders.ts';
import { attempt, UserError } from '../../errors.ts';
import { readWords } from '../digests/words.ts';
import { plainLine } from './passed-over.ts';

const article = '(?:the|our|my|your|this|that)';
const noun = "(?:digests?|newsletters?)(?:'s)?";
const digest = `(?:${article} (?:(?:daily|weekly|morning|paper|next) )*(?:${noun}(?: schedule)?|schedule)|(?:(?:any|all|new|next) )*${noun})`;
const it = '(?:it|them|papers|the papers|new papers|messages|posts|everything)';
const to = '(?:(?:me|us|them) )?';
const not = "(?:don't|do not|never|no longer|stop) (?:send|post|bring|deliver|sending|posting|bringing)";

const tooMuch =
  "(?:(?:that's|that is|this is|these are|there are|it's|you (?:post|send|bring)(?: me| us)?|(?:i|we) get)(?: just| really)?(?: way| far| much)?|way|far|much)";
const eachDay =
  '(?: (?:a day|per day|every day|each day|every morning|in (?:the|a) digest|per digest|here))?';

/** Sentences that name the digest, and what they do with it. `$1` is what else they say. */
const named: readonly (readonly [said: RegExp, words: string])[] = [
  whole(`(?:turn|switch|shut) (?:it|them) off\\b(.*)`, 'pause $1'),
  whole(`(?:turn|switch) (?:it|them) (?:back )?on(?: again)?`, 'resume'),
  whole(`(?:turn|switch|shut) ${digest} off\\b(.*)`, 'pause $1'),
  whole(
    `(?:skip|cancel|leave out|omit|drop) (?:the )?((?!next |new |daily |weekly |morning )[a-z]+)(?:'s)? (?:digest|issue|newsletter)`,
    'skip $1',
  ),
  whole(`no more ${digest}|(?:stop|${not}) ${to}${digest}`, 'pause'),
  whole(`(?:turn|switch) ${digest} (?:back )?on\\b(.*)`, 'resume $1'),
  whole(`(?:stop|${not}) ${to}${digest} (?:on|over) (.+)`, 'skip $1'),
  whole(`(?:skip|cancel|leave out|omit|drop|no|without|${not}) ${to}${digest}\\b(.*)`, 'skip $1'),
  whole(
    `(?:stop|pause|suspend|hold|halt|mute|snooze|silence|disable|turn off|switch off|shut off|put) ${digest}(?: on hold)?\\b(.*)`,
    'pause $1',
  ),
  whole(
    `(?:resume|restart|start|enable|unpause|unmute|turn on|switch on|continue|bring back|get|want) ${digest}(?: back| again| on again)?`,
    'resume',
  ),
  whole(
    `(?:resume|restart|unpause|start|bring back) ${digest}(?: again)? ((?:on|in|from|after|next|tomorrow)\\b.*)`,
    'resume $1',
  ),
  whole(`(?:show|see|preview)(?: me| us)? ${digest}(?: preview| now)?`, 'preview'),
  whole(`(?:post|send|deliver|bring)(?: me| us)? ${digest} (?:right )?now`, 'now'),
  whole(
    `(?:(?:${tooMuch} )?too (?:many|much)|(?:show|send|post|give|bring)(?: me| us)? (?:fewer|less)) papers${eachDay}`,
    'fewer papers',
  ),
  whole(`(?:${tooMuch} )?(?:too few|not enough) papers${eachDay}`, 'more papers'),
  whole(
    `(?:(?:i|we) (?:want|need|'d like) |make )?(?:the )?(longer|shorter) (?:summaries|abstracts|messages|posts|texts|descriptions)`,
    '$1',
  ),
];

const verb =
  "(?:(?:i|we) (?:want|'d like|would like|prefer|need)(?: to have)?|(?:i'd|we'd) (?:like|prefer|rather have)|(?:can|could|may) (?:i|we) (?:have|get)|move|change|set|shift|switch|push|reschedule|schedule|adjust|update|make|put|have|get|want|send|post|bring|deliver|give|keep|run)";

/** What people say before and after the settings that they ask for. */
const wish = new RegExp(
  `^(?:${verb} ${to})?(.+?)(?: (?:from now on|please|now|instead|for (?:me|us)|here|again))*$`,
  'i',
);

/**
 * Reads sentences that change the digest: `move the digest to 8`, `post digests only on mondays`, `make it weekly`,
 * `change the time to 7am`, `titles only`.
 * @returns the command line that is meant; undefined for other lines
 */
export function digestWish(typed: string): string | undefined {
  const line = plainLine(typed);
  if (line.length > maxLength || isMissed.test(line)) return undefined;
  for (const [said, words] of named) {
    const [found, rest = ''] = said.exec(line) ?? [];
    if (found !== undefined) return digestLine(words.replace('$1', () => rest.trim()));
  }
  return settingsWish(line) ?? zoneWish(line);
}

/** The digest did not come, which asks for nothing to be changed. */
const isMissed = /^(?:there (?:was|is) )?no digests? (?:came|come|arrived|was|were|has|have|this morning)\b/i;

/** In characters: what is longer is a text. */
const maxLength = 120;

function settingsWish(line: string): string | undefined {
  const [, asked = ''] = wish.exec(line) ?? [];
  const hasVerb = asked !== line && new RegExp(`^${verb} `, 'i').test(line);
  const ofDigest = new RegExp(`\\b(?:(?:of|for|in|per) )?${digest}(?= |$)`, 'i');
  const namesDigest = ofDigest.test(asked);
  if (!hasVerb && !namesDigest && !isPlainSetting.test(asked)) return undefined;
  if (!namesDigest && isOneAnswer.test(line)) return undefined;
  const settings = asked
    .replace(ofDigest, ' ')
    .replace(new RegExp(`^\\s*(?:the |our |my )?${it}(?= |$)`, 'i'), ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^the (?=\S)/i, '')
    .replace(
      /^(?:back )?to (?=\d{1,2}(?: (?!papers)|$))/i,
      /^(?:move|shift|push|reschedule)/i.test(line) ? 'at ' : '',
    )
    .replace(/^(?:(?:back )?to|be|come|for|arrive|as|with) (?=\S)/i, '');
  if (settings === '') return namesDigest && hasVerb ? 'digest' : undefined;
  const isMeant =
    hasVerb && new RegExp(`^${digest}(?= )|\\b${article} (?:\\w+ )?${noun}(?= |$)`, 'i').test(asked);
  return isReadable(settings) || isMeant ? digestLine(settings) : undefined;
}

/** `give me 5 papers` asks for papers now. */
const isOneAnswer =
  /^(?:\S+ )?(?:\S+ )?(?:give|get|have|want|need|send|bring|post|like)(?: me| us)? (?:\d+|\w+) papers?$/i;

/** Settings that nobody would look for: a clock time, a number of papers, days with a word that says what of them. */
const isPlainSetting =
  /^(?:(?:only|just|at most|max) )?(?:\d{1,2}|one|two|three|four|five|ten) papers?(?: (?:a day|per day|per digest|each|each day|max|only|at most))?$|^(?:titles|abstracts|headlines) only$|^(?:only|just) (?:titles|headlines|abstracts)$|^(?:more|fewer|less) papers(?: (?:a day|per digest))?$|\b\d{1,2}(?::\d\d)? ?[ap]m\b|^(?:at )?\d{1,2}:\d\d\b|^at (?:\d{1,2}|noon|midnight)\b|^(?:no|not on|except|only on|only|just) (?:weekends?|weekdays|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b|^(?:weekends?|weekdays|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)(?: and \w+days?)* (?:only|too|as well|off)$|^(?:twice|(?:two|three|several|many) times|once) (?:a|per|each|every) (?:day|week|month)$|^hourly$|^every hour$|^(?:every|each) (?:morning|evening|day|other day|weekday|week|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/i;

/** Whether the digest does something with the words, or knows what to ask. A date that is past was meant for it, too. */
function isReadable(words: string): boolean {
  try {
    return Object.keys(readWords(words, someDay)).length > 0;
  } catch (error) {
    if (error instanceof UserError)
      return isAsking.test(error.code) || /^(?:more|fewer|less) papers/i.test(words);
    throw error;
  }
}

const isAsking = /^(?:vague-time|too-often|bad-mode|one-day|past-date|ambiguous-date|option-twice)$/;

/** Whether words can be read does not depend on the date. */
const someDay = '2026-01-05';

const zoned: readonly RegExp[] = [
  /^(?:(?:i|we|my team|our team)(?:'m|'re| am| are| is| live| work| sit)? (?:all |mostly )?(?:in|on) )(.+?)(?:(?:'s)? time(?: ?zone)?)?$/i,
  /^(?:my|our|the|your) time ?zone (?:is|should be)(?: in)? (.+)$/i,
  /^(?:(?:use|set|change(?: it)? to|switch to|make it|in) )(?:the )?(.+?)(?:'s)? time(?: ?zone)?$/i,
];

/** `we are in Berlin`, `use Tokyo time` */
function zoneWish(line: string): string | undefined {
  for (const said of zoned) {
    const [, zone] = said.exec(line) ?? [];
    if (zone !== undefined && isZone(zone)) return digestLine(`zone ${zone}`);
  }
  return undefined;
}

/** Whether the digest takes the zone, or asks which one is meant: `PST` is a time only for part of the year. */
function isZone(name: string): boolean {
  const read = attempt(() => readWords(`zone ${name}`, someDay));
  return !(read instanceof UserError) || (/^[A-Z]{2,5}$/.test(name) && read.suggestions.length > 0);
}

const someone = "(?:i|we|i'm|we're|i'll|we'll|everybody|everyone|the (?:team|lab|office|group)(?:'s)?)";
const away =
  /^(?:going )?(?:on (?:holidays?|vacation|leave|a trip|a break)|away|out(?: of (?:the )?office)?|off|travelling|traveling|closed|gone|not here|not around)(?: from| starting)? (.+)$/i;
const back = /^back(?: (?:here|at work|in (?:the )?office))?(?: (?:on|in|from|at))? (.+)$/i;

/**
 * What is offered to a person who says to be away: `I’m on holiday until 10 Jan`, `back next Monday`. Such a remark alone
 * pauses nothing.
 */
export function pauseOffered(typed: string): string | undefined {
  const said = plainLine(typed);
  const state = said.replace(new RegExp(`^${someone}(?: am| are| is| will)?(?: be)? `, 'i'), '');
  const [, until] = back.exec(state) ?? [];
  const [, when = until && `until ${until}`] = (state !== said && away.exec(state)) || [];
  const words = when && `pause ${when}`;
  return words !== undefined && said.length <= maxLength && isReadable(words)
    ? commandLine('digest', { do: words })
    : undefined;
}

const digestLine = (words: string): string => `digest ${words}`.trim();

function whole(said: string, words: string): readonly [RegExp, string] {
  return [new RegExp(`^${said}$`, 'i'), words];
}
