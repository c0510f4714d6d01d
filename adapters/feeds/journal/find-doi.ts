import { readDoi } from '../../../src/corpus/doi.ts';
import { htmlLine } from './html-text.ts';

/** Preprint servers whose DOIs may end with a version: bioRxiv, medRxiv, ChemRxiv. */
const versioned = /^(10\.(?:1101|64898|26434)\/.+?)(?:\/?v\d{1,3})$/;

/** A DOI within an address: `/doi/full/10.1080/…`, `/10.1099/ijsem.0.005019`. */
const inAddress = /10\.\d{4,9}(?:\.\d{1,9}){0,3}\/[^\s?#<>"]{1,280}/;

/** `doi: 10.1038/…` in a text. A bare `10.…/…` there may be a cited work. */
const inText = /\bdoi(?:\.org\/|:\s{0,3})(10\.\d{4,9}(?:\.\d{1,9}){0,3}\/[^\s<>"]{1,280})/i;

/**
 * The DOI of an item of a journal's feed: as an identifier, else within an address, else where a text names it.
 * In lower case, without the version that preprint servers add.
 * @param ids identifiers and addresses, the most telling first
 * @param texts HTML
 */
export function findDoi(ids: readonly string[], texts: readonly string[]): string | undefined {
  const found =
    firstOf(ids, readDoi) ??
    firstOf(ids, (id) => readWithin(inAddress.exec(decoded(id))?.[0])) ??
    firstOf(texts, (text) => readWithin(inText.exec(htmlLine(text.slice(0, 20_000)))?.[1]));
  return found === undefined ? undefined : (versioned.exec(found)?.[1] ?? found);
}

/** Without what publishers' addresses have after a DOI. */
const readWithin = (text = ''): string | undefined =>
  readDoi(
    text.replace(/\/(?:full|abstract|pdf|epdf|html|meta)(?:\/.*)?$|(?:\.full|\.pdf|\.abstract).*$/i, ''),
  );

function firstOf(texts: readonly string[], read: (text: string) => string | undefined): string | undefined {
  for (const text of texts) {
    const found = read(text);
    if (found !== undefined) return found;
  }
  return undefined;
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
