import { withoutAdded } from '../../../src/corpus/added-source.ts';
import { isArxivCategory } from '../../../src/corpus/arxiv-id.ts';
import { defined } from '../../../src/defined.ts';
import type { FeedInfo } from '../../../src/ports/feed.ts';
import type { NoFeed } from '../../../src/ports/feed-directory.ts';
import { nearestNames } from '../../../src/search/suggest/nearest-names.ts';
import { type FeedSetting, feedInfo, feedName } from '../feed-settings.ts';
import { presetByName, presets } from '../journal/presets.ts';
import { parseFeed } from '../parse-feeds.ts';

const kinds = ['huggingface', 'arxiv', 'biorxiv', 'medrxiv'];

/** `<https://example.org/feed|example.org>`, as Slack writes addresses. */
const wrapped = /^<([^|<>\s]+)(?:\|[^<>]*)?>$/;
/** `journal.example.org/feed.xml`; a name without a path is no address, as `cs.LG` is none. */
const bareAddress = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?::\d+)?\/\S*$/u;
/** `biorxiv neuroscience`, `arXiv: cs.LG, cs.CL` */
const kindAndParts = /^(arxiv|biorxiv|medrxiv|rss)(?:\s*:\s*|\s+)(\S.*)$/i;

/**
 * The feed that words mean, as people write them: an address, a journal's name, an archive with its subject.
 * @returns its name as in the setting `FEEDS`, or what is wrong with the words
 */
export function readFeedWords(words: string): { readonly name: string } | NoFeed {
  const read = readSetting(words);
  return 'kind' in read ? { name: feedName(read) } : read;
}

/** What is said of an added feed; undefined for a name that cannot be read. */
export function addedFeedInfo(name: string, label?: string): FeedInfo | undefined {
  const setting = settingOfName(withoutAdded(name));
  return setting && { ...feedInfo(setting), name, ...defined({ label }) };
}

function readSetting(words: string): FeedSetting | NoFeed {
  const text = words.trim().replace(wrapped, '$1').trim();
  if (/^https?:\/\//i.test(text) || bareAddress.test(text)) return readAddress(text);
  const preset = presetByName(text);
  if (preset !== undefined) return { kind: 'rss', url: preset.url };
  if (/^hugging\s*face(?:\s+daily papers)?$/i.test(text)) return { kind: 'huggingface' };
  if (/^pubmed\b/i.test(text)) return { problem: pubmedWords, nearest: [] };
  const [, kind = '', parts = ''] = kindAndParts.exec(text) ?? [];
  const categories = (kind === '' ? text : parts).split(/[\s,+]+/).map(spellArchive);
  if ((kind === '' || /^arxiv$/i.test(kind)) && categories.every(isArxivCategory))
    return tryParse(`arxiv:${categories.join('+')}`);
  if (/^biorxiv$/i.test(kind)) return readBiorxiv(parts);
  if (kind !== '') return tryParse(`${kind.toLowerCase()}:${parts}`);
  if (kinds.includes(text.toLowerCase())) return tryParse(text.toLowerCase());
  return { nearest: nearestNames(text, [...kinds, ...presets.map(({ name }) => name)], 3) };
}

/** The subjects of bioRxiv, as www.biorxiv.org lists them; two are closed. */
const biorxivSubjects = [
  'animal behavior and cognition',
  'biochemistry',
  'bioengineering',
  'bioinformatics',
  'biophysics',
  'cancer biology',
  'cell biology',
  'clinical trials',
  'developmental biology',
  'ecology',
  'epidemiology',
  'evolutionary biology',
  'genetics',
  'genomics',
  'immunology',
  'microbiology',
  'molecular biology',
  'neuroscience',
  'paleontology',
  'pathology',
  'pharmacology and toxicology',
  'physiology',
  'plant biology',
  'scientific communication and education',
  'synthetic biology',
  'systems biology',
  'zoology',
];

/** Its API answers a subject that it does not know as one without preprints. */
function readBiorxiv(parts: string): FeedSetting | NoFeed {
  const subject = parts.toLowerCase().replace(/[\s_-]+/g, ' ');
  if (biorxivSubjects.includes(subject)) return tryParse(`biorxiv:${subject}`);
  const nearest = nearestNames(subject, biorxivSubjects, 3);
  return {
    problem: `bioRxiv has no subject “${parts.slice(0, 60)}”.`,
    nearest: (nearest.length > 0 ? nearest : ['neuroscience']).map((name) => `biorxiv:${name}`),
  };
}

const pubmedWords =
  'PubMed gives each saved search an address of its own: make one there by “Create RSS”, with 100 items, and give me that address.';

/** The archive in lower case, so that `CS.LG` is a category. */
const spellArchive = (category: string): string => {
  const [archive = '', subject] = category.split('.');
  return subject === undefined ? archive.toLowerCase() : `${archive.toLowerCase()}.${subject}`;
};

/** arXiv's and bioRxiv's own feeds show less than what we read of them, or the same. */
const archives: readonly { readonly address: RegExp; readonly words: (part: string) => string }[] = [
  {
    address: /^https?:\/\/(?:rss|export)\.arxiv\.org\/(?:rss|atom)\/([a-z.+-]+)$/i,
    words: (categories) => `arxiv:${categories}`,
  },
  {
    address: /^https?:\/\/connect\.biorxiv\.org\/biorxiv_xml\.php\?subject=([\w%+]+)$/i,
    words: (subject) => (subject === 'all' ? 'biorxiv' : `biorxiv:${subject}`),
  },
  {
    address: /^https?:\/\/connect\.medrxiv\.org\/medrxiv_xml\.php\?subject=([\w%+]+)$/i,
    words: (subject) => (subject === 'all' ? 'medrxiv' : `medrxiv:${subject}`),
  },
];

function readAddress(text: string): FeedSetting | NoFeed {
  for (const { address, words } of archives) {
    const [, part] = address.exec(text) ?? [];
    const setting = part === undefined ? undefined : tryParse(words(decodeURIComponent(part)));
    if (setting !== undefined && 'kind' in setting) return setting;
  }
  const setting = tryParse(`rss:${/^https?:\/\//i.test(text) ? text : `https://${text}`}`);
  return 'kind' in setting && setting.kind === 'rss'
    ? { kind: 'rss', url: withWholePubmed(setting.url) }
    : setting;
}

/** PubMed shows fifteen papers unless it is asked for more, and a week may bring hundreds. */
function withWholePubmed(address: string): string {
  const url = new URL(address);
  if (url.hostname !== 'pubmed.ncbi.nlm.nih.gov' || !url.pathname.startsWith('/rss/')) return address;
  url.searchParams.set('limit', '100');
  return url.href;
}

function tryParse(part: string): FeedSetting | NoFeed {
  try {
    return parseFeed(part);
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error), nearest: [] };
  }
}

/** The setting of a name that `feedName` made; undefined for any other text. */
export function settingOfName(name: string): FeedSetting | undefined {
  const setting = tryParse(name);
  return 'kind' in setting && feedName(setting) === name ? setting : undefined;
}
