/** Initials after a family name, as medical databases write them: `Lin A`, `van der Berg AB`. */
const initialsLast = /^\p{L}[\p{L}\p{M}'’ -]*\s\p{Lu}{1,3}\.?$/u;

/** Chinese and Korean names, and Japanese ones, are written without a blank: `范存祥`. */
const eastAsian = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Katakana}\p{Script=Hiragana}]{2,6}$/u;

/** Two words, of which one is no initial. */
const hasWords = (name: string): boolean =>
  /\S\s+\S/.test(name.trim()) && !/^(?:\p{Lu}\.?[\s-]*)+$/u.test(name.trim());

/** A word before a family name: `van der Berg, Ada Maria` is one name. */
const beginsWithParticle = (name: string): boolean => /^\s*\p{Ll}/u.test(name);

/**
 * Splits names in a text of any style: as a list of Python or JSON, on lines, with `|`, `;`, `and` or `&` between them, or
 * with commas. Affiliations in brackets are left out. A last `et al.` stays, as `others` does. Never throws, in linear time.
 */
export function splitNames(text: string): readonly string[] {
  const quoted = quotedNames(text);
  if (quoted !== undefined) return quoted;
  const plain = text
    .replace(/\([^()]{0,500}\)(?!\s+(?!and\s|&)\p{L})/gu, ' ')
    .replace(/[,;]?\s+et\.?\s+al\.?\s*$/i, ' and others');
  const lines = trimmed(plain.split(/\n|\|/));
  if (lines.length > 1 && !/\sand\s/i.test(plain)) return lines.flatMap(splitLine);
  return splitLine(plain.replace(/\n/g, ' '));
}

function splitLine(text: string): readonly string[] {
  if (text.includes(';')) return trimmed(text.replace(/;\s*and\s/gi, ';').split(';'));
  return splitCommas(splitAuthors(text.replace(/\s(?:\\?&)\s/g, ' and ')));
}

/** `['Ada Lin', "Bo Ek"]` */
function quotedNames(text: string): readonly string[] | undefined {
  if (!/^\s*\[.*\]\s*$/s.test(text)) return undefined;
  const names = [...text.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/g)].map(
    ([, double, single]) => double ?? single ?? '',
  );
  return names.length === 0 ? undefined : trimmed(names.map((name) => name.replace(/\\(.)/g, '$1')));
}

/** Names that are split at `and` may be several with commas between them, or one with its family name first. */
export function splitCommas(names: readonly string[]): readonly string[] {
  // Where several names have one comma each, it is before the given names: `García Márquez, Gabriel José and Lin, Ada`.
  if (names.filter((name) => isInverted(name)).length > 1) return trimmed(names);
  return trimmed(names.flatMap((name) => splitPart(name, names.length)));
}

/** Has one comma. */
const isInverted = (name: string): boolean => name.split(',').length === 2;

function splitPart(name: string, among: number): readonly string[] {
  if (name.trim().startsWith('{')) return [name];
  const parts = trimmed(name.split(','));
  if (parts.length < 2) return [name];
  if (parts.every((part) => initialsLast.test(part) || eastAsian.test(part))) return parts;
  const areWhole = parts.every(hasWords) && !beginsWithParticle(name);
  if (areWhole) return parts;
  // `Lin, Ada, Ek, Bo`: as many family names as given names, none of them a suffix.
  const arePairs =
    among === 1 &&
    parts.length >= 4 &&
    parts.length % 2 === 0 &&
    !parts.some((part) => /^(?:jr|sr|i{2,3})\b/i.test(part));
  if (!arePairs) return [name];
  return parts.flatMap((family, i) => (i % 2 === 0 ? [`${family}, ${parts[i + 1]}`] : []));
}

/** Splits names as BibTeX lists them, joined by `and`. One in braces, `{Research and Development}`, is one name. Never throws, in linear time. */
export function splitAuthors(list: string): readonly string[] {
  const names: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: found, index } of list.matchAll(/[{}]|(?<!\s)\s+and(?=\s)/gi)) {
    if (found === '{') depth += 1;
    else if (found === '}') depth = Math.max(0, depth - 1);
    else if (depth === 0) {
      names.push(list.slice(start, index));
      start = index + found.length;
    }
  }
  return trimmed([...names, list.slice(start)]);
}

const trimmed = (names: readonly string[]): readonly string[] =>
  names.map((name) => name.trim().replace(/^and\s+/i, '')).filter((name) => name !== '');

/** `family=Oord, given=Aaron, prefix=van den, useprefix=true`, as BibLaTeX has it. */
export function readKeyedName(name: string): string | undefined {
  if (!/^\s*(?:family|given|prefix|suffix|useprefix|given-i|family-i)\s*=/i.test(name)) return undefined;
  const parts = new Map(
    name.split(',').map((part) => {
      const [key = '', value = ''] = part.split('=');
      return [key.trim().toLowerCase(), value.trim().replace(/^\{(.*)\}$/, '$1')] as const;
    }),
  );
  const [given, prefix, family, suffix] = ['given', 'prefix', 'family', 'suffix'].map((key) =>
    parts.get(key),
  );
  const last = [prefix, family].filter(Boolean).join(' ');
  return [last, suffix, given].filter(Boolean).join(', ');
}
