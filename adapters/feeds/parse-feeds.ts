import { parseUrl } from '../../src/parse-url.ts';
import { nearestNames } from '../../src/search/suggest/nearest-names.ts';
import { type FeedSetting, feedName } from './feed-settings.ts';
import { presetByName, presets } from './journal/presets.ts';

const example = 'huggingface,arxiv:cs.LG+cs.CL';
const kinds = [
  'huggingface',
  'arxiv',
  'biorxiv',
  'medrxiv',
  'rss',
  'none',
  ...presets.map(({ name }) => name),
];

/** `cs.LG`, `cond-mat.str-el`, `hep-th` (arxiv.org/category_taxonomy). */
const categoryPattern = /^[a-z]+(?:-[a-z]+)?(?:\.[a-z]+(?:-[a-z]+)?)?$/;

/**
 * Parses FEEDS: `huggingface,arxiv:cs.LG+cs.CL,biorxiv:neuroscience,nature,rss:https://…`, or `none`. Ignores blanks, case, and a feed that is given twice.
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

/** One feed of the variable `FEEDS`. @throws Error as `parseFeeds` does */
export function parseFeed(part: string): FeedSetting {
  const [kind = '', ...rest] = part.split(':');
  const listed = rest.join(':').trim();
  switch (kind.trim().toLowerCase()) {
    case 'huggingface':
      if (rest.length === 0) return { kind: 'huggingface' };
      throw new Error(`${quote(part)}: Hugging Face's daily papers have no parts: write huggingface`);
    case 'biorxiv':
    case 'medrxiv':
      return parsePreprints(
        kind.trim().toLowerCase() as 'biorxiv' | 'medrxiv',
        rest.length === 0 ? undefined : listed,
        part,
      );
    case 'pubmed':
      throw new Error(
        `${quote(part)}: PubMed gives each saved search an address of its own: make one there by “Create RSS”, with 100 items, and write it behind rss:`,
      );
    case 'rss':
      return { kind: 'rss', url: parseAddress(listed, part) };
    case 'arxiv':
      if (listed !== '') return { kind: 'arxiv', categories: parseCategories(listed, part) };
      throw new Error(`${quote(part)}: arXiv is read by category: write arxiv:cs.LG+cs.CL`);
    default:
      return parsePreset(kind.trim(), part);
  }
}

/** bioRxiv has some thirty subjects, such as `cell_biology`, and medRxiv some fifty, with brackets and commas in some. */
function parsePreprints(kind: 'biorxiv' | 'medrxiv', listed: string | undefined, part: string): FeedSetting {
  if (listed === undefined) return { kind };
  const category = listed.toLowerCase().replace(/[\s-]+/g, '_');
  if (/^[a-z][a-z_()/]{2,80}$/.test(category)) return { kind, category };
  throw new Error(`${quote(part)}: write one subject as ${kind} does, as in biorxiv:cell biology`);
}

/** @throws Error for text that is no web address, or one with a name and password, which would be shown to people */
function parseAddress(listed: string, part: string): string {
  const url = parseUrl(listed);
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new Error(
      `${quote(part)}: write the whole address of a feed, as in rss:https://www.nature.com/nature.rss, with %2C for a comma`,
    );
  if (url.username !== '' || url.password !== '')
    throw new Error('rss: leave name and password out of the address: people see it');
  url.hash = '';
  return url.href;
}

function parsePreset(kind: string, part: string): FeedSetting {
  if (/^https?$/i.test(kind)) return { kind: 'rss', url: parseAddress(part, part) };
  const preset = presetByName(part);
  if (preset !== undefined) return { kind: 'rss', url: preset.url };
  throw new Error(unknownFeed(kind, part));
}

function unknownFeed(kind: string, part: string): string {
  if (categoryPattern.test(part.toLowerCase()) && part.includes('.'))
    return `${quote(part)} is no feed: write arxiv:${spellCategory(part)}`;
  const [nearest] = nearestNames(kind, kinds, 1);
  const guess = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  return `${quote(part)} is no feed.${guess} Feeds are huggingface, arxiv, biorxiv, medrxiv, a journal such as nature, and any address, as in ${example}`;
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
