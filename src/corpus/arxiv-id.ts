import { arxivArchives } from './arxiv-archives.ts';

/** An address with an id at its end is much shorter. */
const maxLength = 500;

/** What may stand before an id. */
const before =
  /^(?:(?:https?:\/\/)?(?:(?:(?:www|export)\.)?arxiv\.org\/(?:abs|pdf|html)|(?:www\.)?(?:huggingface\.co|hf\.co)\/papers)\/|oai:arxiv\.org:|arxiv:\s*(?:abs\/)?|(?:doi:\s*|https?:\/\/(?:dx\.|www\.)?doi\.org\/)?10\.48550\/arxiv\.)/i;

const address = /^(?:https?:\/\/|[a-z.]+\/)/i;

/** `2405.18425`, from April 2007 on. */
const NEW = /^(\d{2})(\d{2})\.(\d{4,5})(?:v([1-9]\d{0,2}))?$/i;

/** `hep-th/9901001`, `math.GT/0309136`, until March 2007. */
const old =
  /^([a-z-]{2,10})(?:\.[a-z]{2}|\.[a-z]{2,6}-[a-z]{2,6})?\/(\d{2})(\d{2})(\d{3})(?:v([1-9]\d{0,2}))?$/i;

/**
 * An arXiv id in any of the forms that people and feeds write: bare, with `arXiv:`, as OAI has it, an address of its
 * page on arXiv or Hugging Face, the DOI that arXiv gives. Total.
 * @returns the id without its version, an old one without subject class: `math/0309136`; undefined for anything else
 * @see https://info.arxiv.org/help/arxiv_identifier.html for the months and the number of digits
 */
export function readArxivId(text: string): { readonly id: string; readonly version?: number } | undefined {
  if (text.length > maxLength) return undefined;
  const bare = withoutTail(text.trim()).replace(before, '');
  return readNew(bare) ?? readOld(bare);
}

/** What addresses have after the id, and the category that arXiv prints on a paper's margin. */
function withoutTail(text: string): string {
  if (!address.test(text)) return text.replace(/\s*\[[\w.-]{2,20}\]$/, '');
  return text
    .replace(/[?#].*$/s, '')
    .replace(/\/$/, '')
    .replace(/\.pdf$/i, '');
}

function readNew(text: string) {
  const [whole, year = '', month = '', number = '', version] = NEW.exec(text) ?? [];
  if (whole === undefined || !isMonth(month)) return undefined;
  const since = Number(year + month);
  if (since < 704 || number.length !== (since < 1501 ? 4 : 5)) return undefined;
  return withVersion(`${year}${month}.${number}`, version);
}

function readOld(text: string) {
  const [whole, archive = '', year = '', month = '', number = '', version] = old.exec(text) ?? [];
  if (whole === undefined || !isMonth(month) || !arxivArchives.has(archive.toLowerCase())) return undefined;
  const since = Number(year + month);
  if (since > 703 && since < 9107) return undefined;
  return withVersion(`${archive.toLowerCase()}/${year}${month}${number}`, version);
}

const isMonth = (month: string): boolean => month >= '01' && month <= '12';

const withVersion = (id: string, version: string | undefined) =>
  version === undefined ? { id } : { id, version: Number(version) };
