import { nearestNames } from '../../src/search/suggest/nearest-names.ts';

export type FeedSetting =
  | { readonly kind: 'huggingface' }
  | {
      readonly kind: 'arxiv';
      /** As arXiv spells them, in the order given; never empty. */
      readonly categories: readonly string[];
    };

const example = 'huggingface,arxiv:cs.LG+cs.CL';
const kinds = ['huggingface', 'arxiv', 'none'];

/** `cs.LG`, `cond-mat.str-el`, `hep-th`: arxiv.org/category_taxonomy. */
const CATEGORY = /^[a-z]+(?:-[a-z]+)?(?:\.[a-z]+(?:-[a-z]+)?)?$/;

/**
 * The name of the feed, under which the store keeps how far it was read: `arxiv:cs.CL+cs.LG`, whatever the order in which
 * the categories are given. `parseFeeds` reads it back.
 */
export const feedName = (setting: FeedSetting): string =>
  setting.kind === 'arxiv' ? `arxiv:${[...setting.categories].sort().join('+')}` : setting.kind;

/**
 * Which feeds are read: `huggingface,arxiv:cs.LG+cs.CL+stat.ML`, or `none`. Blanks and case do not matter, and a feed
 * given twice is one.
 * @throws Error that says what is wrong, where, and how to write it
 */
export function parseFeeds(text: string): readonly FeedSetting[] {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  if (entries.length === 0) throw new Error(`no feed is named: write ${example}, or none to turn feeds off`);
  if (entries.some((entry) => entry.toLowerCase() === 'none')) return parseNone(entries);
  const given = entries.map(parseEntry);
  const names = given.map(feedName);
  const feeds = given.filter((_, at) => names.indexOf(names[at] ?? '') === at);
  checkOverlap(feeds);
  return feeds;
}

function parseNone(entries: readonly string[]): readonly FeedSetting[] {
  if (entries.length === 1) return [];
  throw new Error('none turns all feeds off: write it alone, or leave it out');
}

function parseEntry(entry: string): FeedSetting {
  const [kind = '', ...rest] = entry.split(':');
  const listed = rest.join(':').trim();
  switch (kind.trim().toLowerCase()) {
    case 'huggingface':
      if (rest.length === 0) return { kind: 'huggingface' };
      throw new Error(`${show(entry)}: Hugging Face's daily papers have no parts: write huggingface`);
    case 'arxiv':
      if (listed !== '') return { kind: 'arxiv', categories: parseCategories(listed, entry) };
      throw new Error(`${show(entry)}: arXiv is read by category: write arxiv:cs.LG+cs.CL`);
    default:
      throw new Error(unknownFeed(kind.trim(), entry));
  }
}

function unknownFeed(kind: string, entry: string): string {
  if (CATEGORY.test(entry.toLowerCase()) && entry.includes('.'))
    return `${show(entry)} is no feed: write arxiv:${spellCategory(entry)}`;
  const [nearest] = nearestNames(kind, kinds, 1);
  const guess = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  return `${show(entry)} is no feed.${guess} Feeds are huggingface and arxiv, as in ${example}`;
}

function parseCategories(listed: string, entry: string): readonly string[] {
  const categories = listed.split('+').map((each) => parseCategory(each.trim(), entry));
  const twice = firstTwice(categories);
  if (twice !== undefined) throw new Error(`${show(entry)}: ${twice} stands there twice: leave one out`);
  return categories;
}

function parseCategory(text: string, entry: string): string {
  const category = spellCategory(text);
  if (CATEGORY.test(text.toLowerCase())) return category;
  throw new Error(
    `${show(entry)}: ${text === '' ? 'a category is missing' : `${show(text)} is no category`}: ` +
      'write them as arXiv does, joined by +, as in arxiv:cs.LG+stat.ML',
  );
}

/** Subjects of two letters are upper case (`cs.LG`), all others lower (`cond-mat.str-el`), as are archives. */
function spellCategory(text: string): string {
  const [archive = '', subject] = text.toLowerCase().split('.');
  if (subject === undefined) return archive;
  return `${archive}.${subject.length === 2 ? subject.toUpperCase() : subject}`;
}

/** A category in two feeds would be read twice. */
function checkOverlap(feeds: readonly FeedSetting[]): void {
  const twice = firstTwice(feeds.flatMap((feed) => (feed.kind === 'arxiv' ? feed.categories : [])));
  if (twice === undefined) return;
  const names = feeds.filter((feed) => feed.kind === 'arxiv' && feed.categories.includes(twice));
  throw new Error(`${twice} stands in ${names.map(feedName).join(' and ')}: leave one out`);
}

const firstTwice = (names: readonly string[]) => names.find((name, at) => names.indexOf(name) < at);

const show = (text: string) => `“${text.replace(/\p{Cc}/gu, ' ').slice(0, 80)}”`;
