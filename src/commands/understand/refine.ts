import { commandLine } from '../../cards/builders.ts';
import type { Shown } from './conversation.ts';
import { plainLine } from './passed-over.ts';
import { numberWords } from './short-words.ts';

const only =
  '(?:(?:but |and |now )?(?:(?:show|give)(?: me)? )?(?:only|just)|(?:limit|restrict|filter|narrow)(?: (?:it|this|that|them|these|the results|results))?(?: down)?(?: to| by| for)?|what about|how about)(?: the| those)?';
const ones = '(?:ones|one|those|papers|articles|results|work)';
const anything =
  '(?:(?:is|are) there |do you (?:have|know) |have you got |(?:show|give|find)(?: me)? )?(?:only |just )?(?:(?:anything|something|any|some|a|the) )?';
const sorted =
  '(?:sort|sorted|order|ordered|rank)(?: (?:it|this|that|them|these|the results|results))?(?: by)?(?: the)?';
const from = '(?:from|since|in|after|before|until|between|newer than|older than|later than|earlier than)';
const date =
  '(?:(?:[a-z]{3,9},? )?(?:19|20)\\d\\d(?:-\\d\\d)?|(?:this|last) (?:week|month|year))(?: (?:and|to|until|-) (?:19|20)\\d\\d)?';
const count = `\\d{1,2}|${numberWords.join('|')}`;

/** The last search, and the words that a pattern's group holds. */
interface Wish {
  readonly query: string;
  readonly said: string;
}

const ordered = ({ query }: Wish, by: 'new' | 'old' | 'best' | 'upvotes'): string =>
  `${query.replace(/\s*\bsort:\w+/g, '')} sort:${by}`;

/** What people say after a search, and the search that they mean by it. */
const wishes: readonly (readonly [said: RegExp, line: (wish: Wish) => string])[] = [
  [
    whole(
      `(?:${sorted} (?:date|newest|latest|time|recency|year|most recent|new)|(?:the )?(?:newest|latest|most recent|new ones|recent ones|recent))(?: ${ones})? first|${sorted} (?:publication )?(?:date|newest|latest|time|recency|year|most recent)|${only} (?:newest|latest|most recent|new|recent)(?: ${ones})?|${anything}(?:newer|more recent)(?: ${ones})?`,
    ),
    (wish) => search(ordered(wish, 'new')),
  ],
  [
    whole(
      `(?:${sorted} )?(?:the )?oldest(?: ${ones})? first|${sorted} oldest|${only} oldest(?: ${ones})?|${anything}older(?: ${ones})?`,
    ),
    (wish) => search(ordered(wish, 'old')),
  ],
  [
    whole(
      `${sorted} (?:upvotes|votes|likes|popularity|most (?:upvoted|popular|liked))(?: first)?|(?:the )?most (?:upvoted|popular|liked)(?: ${ones})?(?: first)?|${only} (?:most )?(?:upvoted|popular|liked)(?: ${ones})?`,
    ),
    (wish) => search(ordered(wish, 'upvotes')),
  ],
  [
    whole(
      `${sorted} (?:relevance|best|best match(?:es)?|score|similarity)(?: first)?|(?:the )?(?:best|most relevant|best matches)(?: ${ones})? first`,
    ),
    (wish) => search(ordered(wish, 'best')),
  ],
  [
    whole(
      `(?:${only}(?: ${ones})?|(?:and )?which(?: ${ones})?(?: of (?:these|them|those))?|(?:the |those )?${ones}|(?:is|are) there (?:any|some)(?: ${ones})?)? ?(?:with|that (?:has|have)|having|has|have|come with|comes with) (?:open |public |source |available |the |their |an? )*(?:code|github|implementations?|repos?|repository)`,
    ),
    ({ query }) => search(`${query} has:code`),
  ],
  [
    whole(
      `(?:${only}|(?:and |but )?(?:which|what|any|is any|are any)(?: of (?:these|them|those))?)(?: ${ones})?(?: (?:is|are|was|were))?(?: published| written| posted)? (${from} .{2,40}|(?:this|last|past) (?:week|month|year)|(?:19|20)\\d\\d)|(${from} ${date})(?: (?:only|onwards?|or later))?`,
    ),
    ({ query, said }) => search(`${query} ${/^\d/.test(said) ? `in ${said}` : said}`),
  ],
  [
    whole(`(?:${only} )?(?:the )?(?:top|best|first) (${count})(?: ${ones})?|${only} (${count})(?: ${ones})?`),
    ({ query, said }) => search(query, Number(said) || numberWords.indexOf(said.toLowerCase()) + 1),
  ],
  [
    whole(
      `(?:${only}(?: ${ones})?|(?:the|those|which)(?: ${ones})(?: of (?:these|them|those))?(?: (?:is|are))?) (?:written |made )?by ((?!.* (?:about|on|from|since)(?: |$))\\p{L}[\\p{L}.'-]*(?: \\p{L}[\\p{L}.'-]*){0,3})`,
    ),
    ({ query, said }) => search(`${query} author:"${said}"`),
  ],
  [
    whole(
      `(?:${only}(?: ${ones})?|(?:the|those|which)(?: ${ones})(?: of (?:these|them|those))?(?: (?:is|are))?) (?:that (?:is|are) )?(?:about|on|using|with|mentioning|that (?:uses?|mentions?)) (.{2,40})`,
    ),
    ({ query, said }) => search(`${query} ${said}`),
  ],
  [
    whole(
      `(?:but |and |now )?(?:(?:only |just )?(?:the )?(?:ones )?(?:without|not about|not on|nothing (?:about|on)|excluding|except(?: for)?|but not)|exclude|leave out)(?: the| any| all)? ([\\p{L}\\p{N}-]{2,20}(?: [\\p{L}\\p{N}-]{2,20})?)`,
    ),
    ({ query, said }) => search(`${query} -${/\s/.test(said) ? `"${said}"` : said}`),
  ],
];

const search = (query: string, size?: number): string => commandLine('search', { query, size });

function whole(said: string): RegExp {
  return new RegExp(`^(?:${said})$`, 'iu');
}

/**
 * The search that a line means after another: `newest first`, `only with code`, `the ones by Song Han`. A line that says what one
 * listed paper is about, and no other, means that paper: `the one about outliers`.
 * @returns undefined when the line means nothing of the kind, or the last list is of no search
 */
export function refinedSearch(typed: string, shown: Shown | undefined): string | undefined {
  const line = plainLine(typed);
  const said = /^(?:the|that) (?:one|paper|article) (?:about|on|with|from|using|called|titled) (.+)$/i.exec(
    line,
  )?.[1];
  const listed = said === undefined ? undefined : listedAs(said, shown);
  if (listed !== undefined) return commandLine('paper', { paper: listed });
  const query = shown?.search;
  if (query === undefined) return undefined;
  for (const [pattern, lineOf] of wishes) {
    const [found, ...groups] = pattern.exec(line) ?? [];
    if (found !== undefined)
      return lineOf({ query, said: groups.find((group) => group !== undefined) ?? '' });
  }
  return undefined;
}

/** The one paper of the last list whose title has all of these words. */
function listedAs(words: string, shown: Shown | undefined): string | undefined {
  const wanted = words.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  const found = (shown?.items ?? []).filter(({ title = '' }) => {
    const has = title.toLowerCase();
    return wanted.every((word) => has.includes(word));
  });
  return found.length === 1 ? found[0]?.paper : undefined;
}
