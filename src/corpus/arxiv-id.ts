/** In characters. Addresses that end in an id are much shorter. */
const maxLength = 500;

/** Addresses and names that an id may follow. */
const prefix =
  /^(?:(?:https?:\/\/)?(?:(?:(?:www|export)\.)?arxiv\.org\/(?:abs|pdf|html)|(?:www\.)?(?:huggingface\.co|hf\.co)\/papers)\/|oai:arxiv\.org:|arxiv:\s*(?:abs\/)?|(?:doi:\s*|https?:\/\/(?:dx\.|www\.)?doi\.org\/)?10\.48550\/arxiv\.)/i;

const address = /^(?:https?:\/\/|[a-z.]+\/)/i;

/** `2405.18425`, from April 2007 on. */
const newForm = /^(\d{2})(\d{2})\.(\d{4,5})(?:v([1-9]\d{0,2}))?$/i;

/** `hep-th/9901001`, `math.GT/0309136`, until March 2007. */
const oldForm =
  /^([a-z-]{2,10})(?:\.[a-z]{2}|\.[a-z]{2,6}-[a-z]{2,6})?\/(\d{2})(\d{2})(\d{3})(?:v([1-9]\d{0,2}))?$/i;

/** arXiv's archives, present and past: https://arxiv.org/category_taxonomy, https://arxiv.org/archive. */
const arxivArchives: ReadonlySet<string> = new Set(
  (
    'acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat cs dg-ga ' +
    'econ eess funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol physics ' +
    'plasm-ph q-alg q-bio q-fin quant-ph solv-int stat supr-con'
  ).split(' '),
);

/**
 * An arXiv id in any form that people and feeds write: bare, with `arXiv:` or `oai:arXiv.org:`, as an address on arXiv or
 * Hugging Face, or as arXiv's own DOI. Total. Months and digits follow https://info.arxiv.org/help/arxiv_identifier.html.
 * @returns the id without version, and without subject class in the old form: `math/0309136`; undefined for other text
 */
export function readArxivId(text: string): { readonly id: string; readonly version?: number } | undefined {
  if (text.length > maxLength) return undefined;
  const bare = withoutTail(text.trim()).replace(prefix, '');
  return readNew(bare) ?? readOld(bare);
}

/** Without what follows the id in an address, or the category that arXiv prints in a paper's margin. */
function withoutTail(text: string): string {
  if (!address.test(text)) return text.replace(/\s*\[[\w.-]{2,20}\]$/, '');
  return text
    .replace(/[?#].*$/s, '')
    .replace(/\/$/, '')
    .replace(/\.pdf$/i, '');
}

function readNew(text: string) {
  const [whole, year = '', month = '', number = '', version] = newForm.exec(text) ?? [];
  if (whole === undefined || !isMonth(month)) return undefined;
  const since = Number(year + month);
  if (since < 704 || number.length !== (since < 1501 ? 4 : 5)) return undefined;
  return withVersion(`${year}${month}.${number}`, version);
}

function readOld(text: string) {
  const [whole, archive = '', year = '', month = '', number = '', version] = oldForm.exec(text) ?? [];
  if (whole === undefined || !isMonth(month) || !arxivArchives.has(archive.toLowerCase())) return undefined;
  const since = Number(year + month);
  if (since > 703 && since < 9107) return undefined;
  return withVersion(`${archive.toLowerCase()}/${year}${month}${number}`, version);
}

const isMonth = (month: string): boolean => month >= '01' && month <= '12';

const withVersion = (id: string, version: string | undefined) =>
  version === undefined ? { id } : { id, version: Number(version) };

/**
 * The month in which arXiv gave an id: `2026-09` for `2609.26811`, `1999-01` for `hep-th/9901001`. The paper was submitted
 * in that month or in the month before. Undefined for anything but an id without version.
 */
export function arxivMonth(id: string): string | undefined {
  const [, year, month] = /^(?:[a-z-]+\/)?(\d{2})(\d{2})(?:\.|\d{3}$)/.exec(id) ?? [];
  if (year === undefined || month === undefined || !isMonth(month)) return undefined;
  // arXiv began in 1991.
  return `${year >= '91' ? '19' : '20'}${year}-${month}`;
}

/** True for `cs.LG`, `hep-th`, `cond-mat.str-el`; false for codes of MSC and ACM (`68T45`, `I.2.10`), which arXiv's API lists too. */
export function isArxivCategory(text: string): boolean {
  const [, archive = '', rest = ''] = /^([a-z-]{2,10})(\..{2,20})?$/.exec(text) ?? [];
  return arxivArchives.has(archive) && /^(?:\.(?:[A-Z]{2}|[a-z]{2,6}(?:-[a-z]{2,6})?))?$/.test(rest);
}
