import { parseUrl } from '../../src/parse-url.ts';
import type { FeedInfo } from '../../src/ports/feed.ts';
import { arxivReadThrough } from './arxiv/cursor.ts';
import { biorxivReadThrough } from './biorxiv/cursor.ts';
import { etiquette } from './http/etiquette.ts';
import { huggingfaceReadThrough } from './huggingface/round.ts';
import { journalReadThrough } from './journal/cursor.ts';
import { presetByUrl } from './journal/presets.ts';

/** One feed of the variable `FEEDS`. */
export type FeedSetting =
  | { readonly kind: 'huggingface' }
  | {
      readonly kind: 'arxiv';
      /** As arXiv spells them, in the order given. Never empty. */
      readonly categories: readonly string[];
    }
  | {
      readonly kind: 'biorxiv' | 'medrxiv';
      /** As the server spells it, with `_` for blanks: `cell_biology`. Absent: every subject. */
      readonly category?: string;
    }
  | {
      readonly kind: 'rss';
      /** Of a journal’s RSS, Atom, RDF or JSON Feed: `https://www.nature.com/nature.rss`. */
      readonly url: string;
    };

/**
 * The name under which the store keeps the feed's cursor: `arxiv:cs.CL+cs.LG`, the same for the same categories in any
 * order; `biorxiv:cell_biology`; `rss:https://www.nature.com/nature.rss`. `parseFeeds` reads it back.
 */
export function feedName(setting: FeedSetting): string {
  switch (setting.kind) {
    case 'arxiv':
      return `arxiv:${[...setting.categories].sort().join('+')}`;
    case 'rss':
      return `rss:${setting.url}`;
    case 'biorxiv':
    case 'medrxiv':
      return setting.category === undefined ? setting.kind : `${setting.kind}:${setting.category}`;
    default:
      return setting.kind;
  }
}

const readThrough: Readonly<Record<FeedSetting['kind'], FeedInfo['readThrough']>> = {
  huggingface: huggingfaceReadThrough,
  arxiv: arxivReadThrough,
  biorxiv: biorxivReadThrough,
  medrxiv: biorxivReadThrough,
  rss: journalReadThrough,
};

/** The host whose lease and refusals a feed shares. bioRxiv serves medRxiv as well. */
export function feedHost(setting: FeedSetting): string {
  switch (setting.kind) {
    case 'rss':
      return new URL(setting.url).hostname;
    case 'medrxiv':
      return 'biorxiv';
    default:
      return setting.kind;
  }
}

/** What the core is told of a feed that is set. Loads nothing that a feed needs only when it is read. */
export function feedInfo(setting: FeedSetting): FeedInfo {
  const name = feedName(setting);
  return {
    name,
    host: feedHost(setting),
    label: feedLabel(name),
    readThrough: readThrough[setting.kind],
  };
}

/**
 * The name of a feed for figures, which holds no path or query of an address, for people put secrets there: `rss:nature`,
 * `rss:journal.example.org`. Any other name is returned as it is. @param name without `added:`
 */
export function feedSeries(name: string): string {
  const url = name.startsWith('rss:') ? name.slice('rss:'.length) : undefined;
  if (url === undefined) return name;
  return `rss:${presetByUrl(url)?.name ?? parseUrl(url)?.hostname ?? 'unknown'}`;
}

const labels: Readonly<Record<Exclude<FeedSetting['kind'], 'rss'>, string>> = {
  huggingface: etiquette.huggingface.label,
  arxiv: etiquette.arxiv.label,
  biorxiv: etiquette.biorxiv.label,
  medrxiv: 'medRxiv',
};

/**
 * What people call a feed: `huggingface` is `Hugging Face`, `arxiv:cs.LG+cs.CL` is `arXiv (cs.LG, cs.CL)`, `biorxiv:cell_biology`
 * is `bioRxiv (cell biology)`, `rss:https://www.nature.com/nature.rss` is `Nature`, and of an address that nobody has
 * named the host and path. Any other name is returned as it is.
 */
export function feedLabel(name: string): string {
  const [kind = '', part] = name.split(/:(.*)/su);
  if (kind === 'rss' && part !== undefined)
    return presetByUrl(part)?.label ?? part.replace(/^https?:\/\/(?:www\.)?|[?#].*$/g, '');
  if (!Object.hasOwn(labels, kind)) return name;
  const label = labels[kind as keyof typeof labels];
  return part === undefined ? label : `${label} (${part.replace(/_/g, ' ').split('+').join(', ')})`;
}
