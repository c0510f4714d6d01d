import type { FeedInfo } from '../../src/ports/feed.ts';
import { nearestNames } from '../../src/search/suggest/nearest-names.ts';
import { arxivReadThrough } from './arxiv/cursor.ts';
import { etiquette, type HostName } from './http/etiquette.ts';
import { huggingfaceReadThrough } from './huggingface/round.ts';

/** One feed of the variable `FEEDS`. */
export type FeedSetting =
  | { readonly kind: 'huggingface' }
  | {
      readonly kind: 'arxiv';
      /** As arXiv spells them, in the order given. Never empty. */
      readonly categories: readonly string[];
    };

const example = 'huggingface,arxiv:cs.LG+cs.CL';
const kinds = ['huggingface', 'arxiv', 'none'];

/** `cs.LG`, `cond-mat.str-el`, `hep-th` (arxiv.org/category_taxonomy). */
const categoryPattern = /^[a-z]+(?:-[a-z]+)?(?:\.[a-z]+(?:-[a-z]+)?)?$/;

/**
 * The name under which the store keeps the feed's cursor: `arxiv:cs.CL+cs.LG`, the same for the same categories in any
 * order. `parseFeeds` reads it back.
 */
export const feedName = (setting: FeedSetting): string =>
  setting.kind === 'arxiv' ? `arxiv:${[...setting.categories].sort().join('+')}` : setting.kind;

const readThrough: Readonly<Record<HostName, FeedInfo['readThrough']>> = {
  huggingface: huggingfaceReadThrough,
  arxiv: arxivReadThrough,
};

/** What the core is told of a feed that is set. Loads nothing that a feed needs only when it is read. */
export function feedInfo(setting: FeedSetting): FeedInfo {
  const name = feedName(setting);
  return { name, host: setting.kind, label: feedLabel(name), readThrough: readThrough[setting.kind] };
}

/**
 * What people call a feed: `huggingface` is `Hugging Face`, `arxiv:cs.LG+cs.CL` is `arXiv (cs.LG, cs.CL)`. Any other name
 * is returned as it is.
 */
export function feedLabel(name: string): string {
  const [kind = '', part] = name.split(/:(.*)/su);
  if (!Object.hasOwn(etiquette, kind)) return name;
  const { label } = etiquette[kind as HostName];
  return part === undefined ? label : `${label} (${part.split('+').join(', ')})`;
}

/**
 * Parses FEEDS: `huggingface,arxiv:cs.LG+cs.CL+stat.ML`, or `none`. Ignores blanks, case, and a feed that is given twice.
 * @throws Error with a message that says what is wrong, where, and how to write it
 */
export function parseFeeds(text: string): readonly FeedSetting[] {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0) throw new Error(`no feed is named: write ${example}, or none to turn feeds off`);
  if (parts.some((part) => part.toLowerCase() === 'none')) {
    if (parts.length === 1) return [];
    throw new Error('none turns all feeds off: write it alone, or leave it out');
  }
  const given = parts.map(parseFeed);
  const names = given.map(feedName);
  const feeds = given.filter((_, at) => names.indexOf(names[at] ?? '') === at);
  checkOverlap(feeds);
  return feeds;
}

function parseFeed(part: string): FeedSetting {
  const [kind = '', ...rest] = part.split(':');
  const listed = rest.join(':').trim();
  switch (kind.trim().toLowerCase()) {
    case 'huggingface':
      if (rest.length === 0) return { kind: 'huggingface' };
      throw new Error(`${quote(part)}: Hugging Face's daily papers have no parts: write huggingface`);
    case 'arxiv':
      if (listed !== '') return { kind: 'arxiv', categories: parseCategories(listed, part) };
      throw new Error(`${quote(part)}: arXiv is read by category: write arxiv:cs.LG+cs.CL`);
    default:
      throw new Error(unknownFeed(kind.trim(), part));
  }
}

function unknownFeed(kind: string, part: string): string {
  if (categoryPattern.test(part.toLowerCase()) && part.includes('.'))
    return `${quote(part)} is no feed: write arxiv:${spellCategory(part)}`;
  const [nearest] = nearestNames(kind, kinds, 1);
  const guess = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  return `${quote(part)} is no feed.${guess} Feeds are huggingface and arxiv, as in ${example}`;
}

function parseCategories(listed: string, part: string): readonly string[] {
  const categories = listed.split('+').map((each) => parseCategory(each.trim(), part));
  const twice = firstTwice(categories);
  if (twice !== undefined) throw new Error(`${quote(part)}: ${twice} stands there twice: leave one out`);
  return categories;
}

function parseCategory(text: string, part: string): string {
  const category = spellCategory(text);
  if (categoryPattern.test(text.toLowerCase())) return category;
  throw new Error(
    `${quote(part)}: ${text === '' ? 'a category is missing' : `${quote(text)} is no category`}: ` +
      'write them as arXiv does, joined by +, as in arxiv:cs.LG+stat.ML',
  );
}

/** As arXiv does: subjects of two letters in upper case (`cs.LG`), everything else in lower case (`cond-mat.str-el`). */
function spellCategory(text: string): string {
  const [archive = '', subject] = text.toLowerCase().split('.');
  if (subject === undefined) return archive;
  return `${archive}.${subject.length === 2 ? subject.toUpperCase() : subject}`;
}

/** @throws Error for a category in two feeds, which would be read twice */
function checkOverlap(feeds: readonly FeedSetting[]): void {
  const twice = firstTwice(feeds.flatMap((feed) => (feed.kind === 'arxiv' ? feed.categories : [])));
  if (twice === undefined) return;
  const names = feeds.filter((feed) => feed.kind === 'arxiv' && feed.categories.includes(twice));
  throw new Error(`${twice} stands in ${names.map(feedName).join(' and ')}: leave one out`);
}

const firstTwice = (names: readonly string[]) => names.find((name, at) => names.indexOf(name) < at);

const quote = (text: string) => `“${text.replace(/\p{Cc}/gu, ' ').slice(0, 80)}”`;
