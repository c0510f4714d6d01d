import { latexAccents } from './title-forms.ts';

/** An abstract as another version has it: words dropped, changed and added, and half of the time cut off. */
export function editAbstract(abstract: string, random: () => number): string {
  const words = abstract.split(' ').flatMap((word) => {
    const chance = random();
    if (chance < 0.06) return [];
    if (chance < 0.09) return ['respectively'];
    return chance < 0.11 ? [word, 'novel'] : [word];
  });
  if (random() < 0.5) return words.join(' ');
  return `${words.slice(0, Math.ceil(words.length * (0.4 + 0.5 * random()))).join(' ')}…`;
}

/** The names as a library, a publisher or BibTeX writes them. Long lists may be cut off. */
export function writeAuthors(authors: readonly string[], random: () => number): readonly string[] {
  const form = Math.floor(random() * nameForms.length);
  const names = authors.map((name) => nameForms[form]?.(name) ?? name);
  return names.length > 4 && random() < 0.3 ? [...names.slice(0, 3), 'others'] : names;
}

const split = (name: string): readonly [given: readonly string[], family: string] => {
  const words = name.split(' ');
  return [words.slice(0, -1), words.at(-1) ?? ''];
};

const initials = (given: readonly string[], dot: string) => given.map((word) => `${word[0]}${dot}`);

const nameForms: readonly ((name: string) => string)[] = [
  (name) => {
    const [given, family] = split(name);
    return given.length === 0 ? family : `${family}, ${given.join(' ')}`;
  },
  (name) => {
    const [given, family] = split(name);
    return [...initials(given, '.'), family].join(' ');
  },
  (name) => {
    const [given, family] = split(name);
    return given.length === 0 ? family : `${family}, ${initials(given, '.').join(' ')}`;
  },
  (name) => {
    const [given, family] = split(name);
    return [family, initials(given, '').join('')].join(' ').trim();
  },
  (name) => name.normalize('NFD').replace(/\p{M}/gu, ''),
  latexAccents,
  (name) => name.toUpperCase(),
];
