import type { Paper } from '../paper.ts';

/** `Ada Lovelace` in its parts. All but the family name may be empty. */
export interface SplitName {
  readonly given: string;
  /** With its particles: `van den Oord`. */
  readonly family: string;
  /** `Jr.`, `III`. */
  readonly suffix: string;
}

/** After a family name, in any form that people write. */
const nameSuffix = /^(?:jr|sr|jnr|snr|junior|senior|i{2,3}|iv|vi{0,3}|[2-9](?:nd|rd|th)|esq)\.?$/i;

/** Degrees and forms of companies, which are not part of a name but may follow it after a comma. */
const title = /^(?:ph\.? ?d|m\.? ?d|m\.? ?sc|inc|ltd|llc|gmbh|corp|co)\.?$/i;

/** What may follow a name after a comma without being a given name: `John Smith, Jr.`, `Acme, Inc.` */
export const isAfterName = (text: string): boolean => nameSuffix.test(text) || title.test(text);

/** Before a family name. In lower case they are never given names. */
const particles = new Set(
  (
    'van von vom zu zum zur de der den del della di da du do dos das la le les el al ter ten te af av bin ben ibn ' +
    "y e d' l' dal dalla lo st saint"
  ).split(' '),
);

/** Those that are hardly ever given names, also with a capital letter: `Benjamin Van Durme`. */
const capitalParticles = new Set('van von de del della di da du dos le der ter'.split(' '));

/** Le is a Vietnamese family name, too: in `Minh Le Nguyen` it is no particle. */
const vietnamese = new Set(
  'nguyen tran pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh truong le'.split(' '),
);

function isParticle(word: string, hasCapital: boolean): boolean {
  const lower = word.toLowerCase().replace('’', "'");
  return hasCapital ? capitalParticles.has(lower) : particles.has(lower);
}

/** The parts of a name, as its source told them where it did. A team has only a family name. */
export function partsOfName(name: string, familyNames: Paper['familyNames'] = {}): SplitName {
  const family = Object.hasOwn(familyNames, name) ? familyNames[name] : undefined;
  if (family === name || (family === undefined && isCorporate(name)))
    return { given: '', family: name, suffix: '' };
  return family === undefined ? splitName(name) : splitBefore(name, family);
}

/** Family names that `splitName` would not find, as `partsOfName` takes them. Undefined where there are none. */
export function keepFamilyNames(names: readonly ReadName[]): Paper['familyNames'] {
  const telling = names.flatMap(({ name, family }) =>
    family === undefined || family === partsOfName(name).family ? [] : [[name, family] as const],
  );
  return telling.length === 0 ? undefined : Object.fromEntries(telling);
}

/** A name for reading, and its family name where the source says which that is. */
export interface ReadName {
  readonly name: string;
  readonly family?: string;
}

/** The form in which BibTeX writes a name without doubt, and `readName` reads it: `Roe, III, Ann`, `{Robots and Gears}`. */
export function writtenName({ given, family, suffix }: SplitName): string {
  if (given === '') return /\s/.test(family) ? `{${family}}` : family;
  return [family, suffix, given].filter((part) => part !== '').join(', ');
}

function splitBefore(name: string, family: string): SplitName {
  const [before = '', after = ''] = name.split(family, 2);
  return { given: before.trim(), family, suffix: after.replace(/^[\s,]+/, '') };
}

/** The parts of a name that is written with given names first. Total: the last word is the family name. */
function splitName(name: string): SplitName {
  const words = name.replace(/,/g, ' ').trim().split(/\s+/);
  const suffixAt = words.length > 2 && nameSuffix.test(words.at(-1) ?? '') ? words.length - 1 : words.length;
  const suffix = words.slice(suffixAt).join(' ');
  const named = words.slice(0, suffixAt);
  let start = named.length - 1;
  while (start > 1 && isBeforeFamily(named[start - 1] ?? '', named[start] ?? '')) start--;
  const [given, family] = [named.slice(0, Math.max(start, 0)), named.slice(Math.max(start, 0))];
  return { given: given.join(' '), family: family.join(' '), suffix };
}

function isBeforeFamily(word: string, next: string): boolean {
  const isUpper = /^\p{Lu}/u.test(word);
  if (isUpper && word.toLowerCase() === 'le' && vietnamese.has(next.toLowerCase())) return false;
  return isParticle(word, isUpper);
}

const corporateWord =
  /^(?:team|teams|collaboration|consortium|group|lab|labs|laboratory|laboratories|institute|university|college|project|inc|corp|corporation|company|ltd|llc|gmbh|research|committee|foundation|organi[sz]ation|association|society|cent(?:er|re)|council|network|initiative|authors|contributors|agency|department|ministry|openai|deepmind|google|microsoft|nvidia)[.,]?$/i;

/** Whether a name is that of an organisation or a team: it is not taken apart. A name of one word need not be. */
export function isCorporate(name: string): boolean {
  const words = name.split(/\s+/);
  if (words.length < 2) return false;
  return (
    words.some((word) => corporateWord.test(word) || /^(?:and|of|for|&)$/i.test(word)) || /,.*,.*,/.test(name)
  );
}
