/** Names as BibTeX lists them, joined by `and`; one in braces, `{Research and Development}`, is one name. Total. */
export function splitAuthors(list: string): readonly string[] {
  const names: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: found, index } of list.matchAll(/[{}]|\s+and(?=\s)/gi)) {
    if (found === '{') depth += 1;
    else if (found === '}') depth = Math.max(0, depth - 1);
    else if (depth === 0) {
      names.push(list.slice(start, index));
      start = index + found.length;
    }
  }
  return [...names, list.slice(start)].map((name) => name.trim()).filter((name) => name !== '');
}

/**
 * Names in one text of any style: with semicolons, as BibTeX has them, or with commas, where each name is written from
 * its first to its last word. Affiliations in brackets are left out. Total.
 */
export function splitNames(list: string): readonly string[] {
  const text = list.replace(/\([^()]{0,500}\)/g, ' ');
  if (text.includes(';')) return trimmed(text.split(';'));
  const names = splitAuthors(text);
  // `Lovelace, Ada and Turing, Alan`, `Lovelace, Ada`
  const isBibtex = names.every((name) => /^[^,]+,[^,]+$/.test(name));
  if (isBibtex && (names.length > 1 || /^\S+,/.test(text.trim()))) return names;
  return trimmed(names.flatMap((name) => name.split(',')));
}

const trimmed = (names: readonly string[]) => names.map((name) => name.trim()).filter((name) => name !== '');
