/** An entry that others may refer to, as it is in the file. */
interface ParentText {
  readonly kind: string;
  readonly text: string;
}

/** The fields of the entry with a key, in lower case; undefined where the file has none. */
export type FindFields = (key: string) => ReadonlyMap<string, string> | undefined;

/** In characters: a file of a hundred thousand papers has few proceedings. */
const maxKept = 20_000_000;

const parentKinds =
  /^(?:(?:mv)?(?:book|collection|proceedings|reference)|periodical|conference|xdata|manual|booklet|techreport|report)$/;

/** Keeps the texts of entries that others may refer to, by their keys. */
export function createParents<Text extends ParentText>() {
  const texts = new Map<string, Text>();
  let length = 0;
  return {
    keep(entry: Text): void {
      const key = /^@\w+[{(]\s*([^\s,{}()]+)\s*,/.exec(entry.text)?.[1]?.toLowerCase();
      if (key === undefined || !parentKinds.test(entry.kind) || texts.has(key)) return;
      length += entry.text.length;
      if (length <= maxKept) texts.set(key, entry);
    },
    find: (key: string): Text | undefined => texts.get(key),
  };
}

/** What belongs to the whole work and not to its part: two chapters with one DOI would be one paper. */
const ownFields = new Set(
  'title subtitle crossref xdata doi url eprint archiveprefix eprinttype pages abstract note keywords ids'.split(
    ' ',
  ),
);

const maxDepth = 3;

/**
 * An entry's fields with those that it lacks from the entries it refers to. `crossref` takes the title of a book for the title of the
 * book in which a chapter is, as BibLaTeX does; `xdata` takes everything.
 */
export function inherit(
  own: ReadonlyMap<string, string>,
  find: FindFields,
  depth = 0,
): ReadonlyMap<string, string> {
  const keysIn = (name: string) =>
    (own.get(name) ?? '').split(',').flatMap((key) => key.trim().toLowerCase() || []);
  const [xdata, crossref] = [keysIn('xdata'), keysIn('crossref').slice(0, 1)];
  if (depth === maxDepth || xdata.length + crossref.length === 0) return own;
  const fields = new Map(own);
  const parents = (keys: readonly string[]) =>
    keys.flatMap((key) => {
      const found = find(key);
      return found === undefined ? [] : [inherit(found, find, depth + 1)];
    });
  const add = (name: string, value: string | undefined) => {
    if (value !== undefined && !fields.has(name)) fields.set(name, value);
  };
  for (const data of parents(xdata)) for (const [name, value] of data) add(name, value);
  for (const book of parents(crossref)) {
    add('booktitle', book.get('booktitle') ?? book.get('title'));
    add('title', book.get('title'));
    for (const [name, value] of book) if (!ownFields.has(name)) add(name, value);
  }
  return fields;
}
