import { plainLine } from './passed-over.ts';

/**
 * Words that people know from elsewhere, and what they mean here: the one table of them.
 *
 * | rest | the words after it |
 * |---|---|
 * | `any` | belong to the command |
 * | `none` | there are none: with more words, the line is something else |
 * | `maybe` | belong to the command if it can do something with them; else the line is a search |
 */
type Rest = 'any' | 'none' | 'maybe';

/** `{}` is where the words after it go; by default at the end. */
const table: readonly (readonly [words: string, rest: Rest, line: string])[] = [
  ['subscribe to, subscribe, sub to, sub, watch for, watch', 'any', 'follow'],
  ['unsubscribe from, unsubscribe, unsub, unwatch, stop following, stop watching', 'any', 'unfollow'],
  ['drop, ditch, no more', 'maybe', 'unfollow'],
  ['get rid of', 'any', 'unfollow'],
  [
    'list, ls, subscriptions, subs, followed, my topics, our topics, list topics, topics here',
    'none',
    'following',
  ],
  [
    "what do we follow, what do i follow, what is followed here, what are we following, what am i following, what's followed",
    'none',
    'following',
  ],
  ['subtopics, topic, categories, browse, catalogue, catalog, all topics', 'none', 'topics'],
  [
    'settings, setting, config, configuration, configure, preferences, schedule, setup, set up',
    'maybe',
    'digest',
  ],
  ['when, options, next digest', 'none', 'digest'],
  [
    'stop the digest, stop digests, stop posting, stop it, stop sending, pause the digest, pause digests, pause it, pause posting, mute the digest, mute it, snooze the digest, silence the digest, turn off the digest, turn the digest off',
    'any',
    'digest pause',
  ],
  [
    'resume the digest, resume digests, resume it, restart the digest, start the digest, start again, start posting, unpause the digest, turn on the digest, turn the digest on',
    'any',
    'digest resume',
  ],
  ['skip the digest, skip it, no digest', 'any', 'digest skip'],
  [
    'preview the digest, show the digest, show me the digest, what is in the next digest',
    'none',
    'digest preview',
  ],
  ['stop, pause, mute, snooze, quiet, silence', 'maybe', 'digest pause'],
  ['resume, restart, unpause, unmute, unsnooze, unstop, continue', 'maybe', 'digest resume'],
  ['skip', 'maybe', 'digest skip'],
  ['unskip', 'any', 'digest unskip'],
  ['preview', 'none', 'digest preview'],
  ['post now, send now, post it now, post the digest', 'none', 'digest now'],
  ['daily, weekly, weekdays', 'maybe', 'digest {word}'],
  ['unsave, unlike, unstar, unbookmark, unkeep, remove, delete, forget', 'maybe', 'save undo:yes'],
  ['like, star, bookmark, keep, favorite, favourite, fav, upvote, read later', 'maybe', 'save'],
  ['unhide, unignore, undislike', 'any', 'hide undo:yes'],
  ['dislike, ignore, downvote, not for us, not interested in', 'maybe', 'hide'],
  [
    'bookmarks, saves, favorites, favourites, likes, stars, starred, bookmarked, reading list, my list',
    'none',
    'saved',
  ],
  ['library, saved papers, list saved, to read, reading-list', 'none', 'saved'],
  [
    'any new papers, any news, new papers today, anything new today, newest first, latest first',
    'none',
    'new',
  ],
  ['latest, newest, recent, today, news, updates, yesterday, anything new', 'none', 'new'],
  [
    "what's new, whats new, what is new, latest papers, new papers, recent papers, today's papers",
    'none',
    'new',
  ],
  [
    "latest, newest, recent, latest on, latest about, newest on, newest about, latest papers on, latest papers about, new papers on, new papers about, recent papers on, recent papers about, newest papers on, what is new on, what is new in, what is new about, what's new on, what's new in, what's new about, news on, news about, anything new on, anything new about",
    'any',
    'search {} sort:new',
  ],
  [
    'most upvoted papers on, most upvoted papers about, most upvoted on, most popular papers on, most popular papers about, most popular on, most liked papers on, popular papers on, popular papers about, top papers on, top papers about',
    'any',
    'search {} sort:upvotes',
  ],
  ['trending today, trending now, popular today, hot today', 'none', 'trending day'],
  ['trending papers this week, popular this week', 'none', 'trending week'],
  ['popular, hot, top, trend, trends, hottest, top papers, most popular, most upvoted', 'none', 'trending'],
  [
    "most upvoted papers, trending papers, popular papers, hot papers, most cited, most cited papers, what's hot, what is hot, what's trending, what is trending, what's popular, what is popular, best papers, top paper, what should i read, what to read, recommend something, recommend me something, suggest something, surprise me, anything good",
    'none',
    'trending',
  ],
  ['find papers about, find papers on, find, look up, look for, lookup, query, google, s', 'any', 'search'],
  ['bibtex, bib', 'none', 'export format:bibtex'],
  ['download, citations', 'none', 'export'],
  ['more like, papers like, related to, related, nearest', 'any', 'similar'],
  ['show, open, view, abstract of, abstract, details', 'maybe', 'paper'],
  ['papers by, articles by, written by', 'any', 'author'],
  ['papers from, by', 'maybe', 'author'],
  [
    'it does not work, is everything ok, is everything working, are you working, are you ok',
    'none',
    'status',
  ],
  ['health, ping, alive, is it working, are you alive, are you there, version', 'none', 'status'],
  ['permissions, permission, rights, who may change things', 'none', 'allow'],
  ['sources, feed', 'none', 'feeds'],
  ['stats, statistics', 'none', 'corpus'],
  [
    'help me, commands, command, man, manual, usage, menu, instructions, info, about, h, -h, --help',
    'none',
    'help',
  ],
  [
    'what can you do, what can i do, how does this work, how do i use this, get started, getting started',
    'none',
    'help',
  ],
  ['man, explain command, how do i use', 'any', 'help'],
];

interface OtherWords {
  readonly words: string;
  readonly rest: Rest;
  readonly line: string;
}

/** The longest first, so that `stop following` is not `stop`. */
const rows: readonly OtherWords[] = table
  .flatMap(([words, rest, line]) => words.split(', ').map((each) => ({ words: each, rest, line })))
  .toSorted((a, b) => b.words.length - a.words.length);

/** Single words that begin a command line, for corrections: `subscrbe`. */
export const otherCommandWords: readonly string[] = [
  ...new Set(
    rows.filter(({ words, rest }) => /^[a-z]{5,}$/.test(words) && rest !== 'none').map(({ words }) => words),
  ),
];

/** What a line means here, if it begins with words of the table. */
export function meaningOf(typed: string): { readonly line: string; readonly isSure: boolean } | undefined {
  const plain = plainLine(typed);
  const lower = plain.toLowerCase();
  for (const { words, rest, line } of rows) {
    const after =
      lower === words ? '' : lower.startsWith(`${words} `) ? plain.slice(words.length + 1) : undefined;
    if (after === undefined || (rest === 'none' && after !== '')) continue;
    const filled = line.replace('{word}', words);
    return {
      line: filled.includes('{}') ? filled.replace('{}', () => after) : `${filled} ${after}`.trim(),
      isSure: rest !== 'maybe' || after === '',
    };
  }
  return undefined;
}
