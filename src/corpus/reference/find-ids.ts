import { readArxivId } from '../arxiv-id.ts';
import { readDoi } from '../doi.ts';

/** Ids in a text, and the text without them. */
interface FoundIds {
  readonly ids: readonly string[];
  readonly rest: string;
}

/** In characters. Of a longer text, as of a pasted page, the beginning is read. */
const maxLength = 10_000;

/** An id since 2007 with its version, on its own or in an address or file name, and no part of a longer number. */
const newId = /(?<!\d|(?<!arxiv)\.)(\d{4}\.\d{4,5})(?:\s?v[1-9]\d{0,2}(?![\p{L}\d]))?(?![\d]|\.\d)/giu;

/** An id until 2007. Some names of files have no slash: `hep-th9901001.pdf`. */
const oldId =
  /(?<![\p{L}\d-])([a-z]{2,8}(?:-[a-z]{2,4})?(?:\.[a-z]{2})?)\/?(\d{7})(?:v[1-9]\d{0,2}(?![\p{L}\d]))?(?!\d|\.\d)/giu;

/** What may precede an id and means nothing without it. */
const before = String.raw`(?:https?:\/\/)?(?:[\w-]+\.)*(?:arxiv\.org|alphaxiv\.org|ar5iv\.org|huggingface\.co|hf\.co|semanticscholar\.org|papers\.cool|scholar\.archive\.org)\/[\w./-]*?|oai:arxiv\.org:|arxiv[\s:_-]{0,3}(?:preprint|e-?prints?|abs\/)?[\s:_-]{0,3}(?:arxiv:\s?)?`;

/** What may follow it: the end of an address or of a file's name, the categories that arXiv prints behind ids. */
const after = String.raw`(?:\.pdf\b|\/\w*)?(?:[?#][^\s<>"')\]]*)?(?:\s*\[[a-z-]{2,8}(?:\.[a-z-]{2,8})?(?:,\s*[a-z.-]+)*\])?`;

/** Every arXiv id in a text, each once, without version: in addresses of any site, in file names, in references. */
export function findArxivIds(text: string): FoundIds {
  const ids = new Set<string>();
  const take = (whole: string, id: string) => {
    const read = readArxivId(id);
    if (read === undefined) return whole;
    ids.add(read.id);
    return ' ';
  };
  const around = (source: string) => new RegExp(`(?:${before})?${source}(?:${after})`, 'giu');
  const rest = text
    .slice(0, maxLength)
    .replace(/%2f/gi, '/')
    .replace(around(newId.source), (whole, id: string) => take(whole, id))
    .replace(around(oldId.source), (whole, archive: string, number: string) =>
      take(whole, `${archive}/${number}`),
    );
  return { ids: [...ids], rest };
}

/** A DOI wherever it is, up to a blank or what cannot be in it. */
const doi =
  /(?:doi:\s*|(?:https?:\/\/)?[\w.-]+\/(?:[\w./-]*?\/)?)?(?<![\d.])(10\.\d{4,9}(?:\.\d{1,9}){0,3}(?:\/|%2f)(?:[^\s<>"“”]|<[^\s<>]+>)+)/giu;

/** What publishers add to a DOI in the addresses of their pages. */
const pageOfDoi =
  /(?:\/(?:full|abstract|abs|pdf|epdf|meta|html|summary|references)|\.(?:pdf|full|abstract|html?))+$/i;

/**
 * Every DOI in a text, in lower case. Of an address also the DOI without what publishers add to it, which may be a part of
 * another DOI. arXiv's own DOIs are left for `findArxivIds`.
 */
export function findDois(text: string): FoundIds {
  const ids = new Set<string>();
  const rest = text.slice(0, maxLength).replace(doi, (whole, found: string) => {
    const isAddress = /^https?:|^[\w.-]+\.[a-z]{2,}\//i.test(whole);
    const bare = (isAddress ? found.replace(/[?#].*$/s, '') : found).replaceAll('\\', '');
    const read = readDoi(decode(bare));
    if (read === undefined || /^10\.48550\/arxiv/i.test(read)) return whole;
    ids.add(read);
    if (isAddress) ids.add(read.replace(pageOfDoi, ''));
    return ' ';
  });
  return { ids: [...ids], rest };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
