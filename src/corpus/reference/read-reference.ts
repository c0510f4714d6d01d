import { defined } from '../../defined.ts';
import { findArxivIds, findDois } from './find-ids.ts';

/** What a text says that may name one paper. */
export interface Reference {
  /** Without versions. */
  readonly arxivIds: readonly string[];
  /** In lower case. Several may be readings of one address. */
  readonly dois: readonly string[];
  /** What may be its title, the likeliest first; empty where nothing but ids is left. */
  readonly titles: readonly string[];
  /** `the FP4 one by Castro`: what it is about, and a name. */
  readonly described?: { readonly words: string; readonly author: string };
}

/** In characters; a longer text is an abstract. */
const longTitle = 300;

/**
 * Reads what a person typed or pasted to name a paper: ids and addresses in any form, a title with or without quotes, a
 * reference from a list or in BibTeX, a file name, a description. Total.
 */
export function readReference(text: string): Reference {
  const plain = text
    .normalize('NFC')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replace(/<(https?:[^\s<>|]+)(?:\|[^<>]*)?>/g, ' $1 ');
  const dois = findDois(plain);
  const arxiv = findArxivIds(dois.rest);
  const rest = tidy(arxiv.rest);
  const described = rest.length <= longTitle ? describedBy(rest) : undefined;
  return {
    arxivIds: arxiv.ids,
    dois: dois.ids,
    titles: titlesIn(plain, rest),
    ...defined({ described }),
  };
}

/** Without addresses, empty brackets and words that only announce an id. */
function tidy(text: string): string {
  return text
    .replace(/https?:\/\/[^\s<>"]+/g, ' ')
    .replace(/[([{<]\s*[)\]}>]/g, ' ')
    .replace(/\b(?:arxiv|doi|url|pp?|vol|no)\s*[.:]\s*(?=$|[\s,.;)])/gi, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:.)\]|–—-]+|[\s,;:([|–—-]+$/g, '')
    .trim();
}

/** Words that announce a title. */
const announcing =
  /^(?:(?:the|a|this|that)\s+)?(?:paper|article|preprint|work|title|one|note)\s*(?:called|titled|named|entitled|on|about|with|:)\s+/i;

function titlesIn(plain: string, rest: string): readonly string[] {
  const inBibtex = /\btitle\s*=\s*[{"]+([^"]*?)[}"]+\s*(?:,|\n|$)/i.exec(plain)?.[1];
  const quoted = [...rest.matchAll(/[“"„«]([^“”"„«»]{8,300}?)[.,]?[”"“»]/g)].flatMap(
    ([, inside]) => inside ?? [],
  );
  const file = /^(\S+)\.(?:pdf|tex|ps|html?)$/i.exec(rest)?.[1]?.replace(/[_+]|%20|-(?=\S)/g, ' ');
  const slug = slugIn(plain);
  const polite = rest.replace(announcing, '');
  const bare = polite
    .replace(/^(?:to|of|for|about|on|like)\s+/i, '')
    .replace(/^(?:the|that|this|a)\s+/i, '')
    .replace(announcing, '')
    .replace(/\s+(?:paper|article|preprint|work|one|study|note|thing)$/i, '');
  const titles = [inBibtex?.replace(/[{}]/g, ''), ...quoted, file, slug, polite, rest, bare];
  return [...new Set(titles.flatMap((title) => title?.trim() || []))];
}

/** The title in an address: `semanticscholar.org/paper/QuIP%23-Even-Better-LLM-Quantization/5f2…`. */
function slugIn(text: string): string | undefined {
  const [, slug] =
    /https?:\/\/[^\s/]+\/(?:[^\s?#]*\/)?((?:[^\s/?#_+-]+[-_+]){2,}[^\s/?#_+-]+)(?=[/?#\s.>]|$)/.exec(text) ??
    [];
  const words = slug?.replace(/\.(?:pdf|html?)$/i, '').replace(/[-_+]/g, ' ');
  try {
    return words && decodeURIComponent(words);
  } catch {
    return words;
  }
}

const someone = String.raw`(\p{L}[\p{L}\p{M}'’.-]*(?:\s+\p{L}[\p{L}\p{M}'’.-]*){0,4}?)(?:\s+(?:et\.?\s*al\.?|and (?:others|colleagues)|&? ?co\.?))?(?:,?\s*\(?(?:19|20)\d{2}\)?)?`;
const kindOfWork = String.raw`(?:\s+(?:one|paper|article|preprint|work|study|survey))?`;
const byName = new RegExp(
  String.raw`^(?:(?:the|that|this|a|an)\s+)?(.{2,200}?)${kindOfWork}\s+(?:by|from|of)\s+${someone}[.?!]?$`,
  'iu',
);
const nameFirst = new RegExp(
  String.raw`^(?:the\s+)?${someone}(?:'s|’s)\s+(.{2,200}?)${kindOfWork}[.?!]?$`,
  'iu',
);

/** `the FP4 one by Castro et al.`, `Castro’s FP4 paper`. */
function describedBy(text: string): Reference['described'] {
  const [, words, author] = byName.exec(text) ?? [];
  if (words !== undefined && author !== undefined) return { words, author };
  const [, owner, subject] = nameFirst.exec(text) ?? [];
  return owner === undefined || subject === undefined ? undefined : { words: subject, author: owner };
}
