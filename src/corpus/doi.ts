import { withoutPunctuation } from './text/find-links.ts';

/** In characters. The standard sets no limit; the longest in use are far shorter. */
const maxLength = 300;

const prefix = /^(?:doi:\s*|(?:https?:\/\/)?(?:dx\.|www\.)?doi\.org\/)/i;

/** ISO 26324: `10.`, a registrant, a slash, then any printable characters. */
const doiPattern = /^10\.\d{4,9}(?:\.\d{1,9}){0,3}\/[^\s\p{Cc}\p{Cf}\p{Surrogate}]+/u;

/**
 * The DOI at the beginning of a text: bare, with `doi:`, or as an address. In lower case, because DOIs ignore case, and
 * without punctuation of the text around it. Total.
 */
export function readDoi(text: string): string | undefined {
  if (text.length > 2 * maxLength) return undefined;
  const trimmed = text.trim().replace(/\\(?=[_%&#~$])/g, '');
  const bare = /^https?:/i.test(trimmed) ? decode(trimmed.replace(/[?#].*$/s, '')) : trimmed;
  const [found] = doiPattern.exec(bare.replace(prefix, '')) ?? [];
  const doi = found && withoutPunctuation(found, '.,;:!"\'’”').toLowerCase();
  return doi === undefined || doi.length > maxLength || doi.endsWith('/') ? undefined : doi;
}

function decode(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/**
 * Registrants of DOIs for preprints and deposits: arXiv, bioRxiv and medRxiv (two), ChemRxiv, Preprints.org, SSRN, Research
 * Square, PsyArXiv, OSF, TechRxiv, Zenodo, Authorea (doi.crossref.org, doi.datacite.org).
 */
const preprintDoi = /^10\.(?:48550|1101|64898|26434|20944|2139|21203|31234|31219|31235|36227|5281|22541)\//;

/** Whether a DOI is one of a preprint or a deposit. @param doi as `readDoi` gives it */
export const isPreprintDoi = (doi: string): boolean => preprintDoi.test(doi);
