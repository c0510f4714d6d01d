import { identityKeys, titleKey } from '../../src/corpus/identity/identity.ts';
import type { Paper } from '../../src/corpus/paper.ts';
import type { RecordFields } from '../../src/corpus/record.ts';
import { asArxiv, type PaperPair, withoutId } from './same-pairs.ts';

const halfOf = (index: number) => (index % 2 === 0 ? 'tune' : 'check');

/**
 * All pairs of different papers in a corpus that share a key, by what they share. One of each pair lacks its id, because
 * two ids would decide at once.
 */
export function foundPairs(papers: readonly Paper[]): readonly PaperPair[] {
  const byKey = new Map<string, Paper[]>();
  for (const paper of papers) {
    const { arxivId: _arxivId, ...rest } = paper;
    for (const key of identityKeys(rest)) byKey.set(key, [...(byKey.get(key) ?? []), paper]);
  }
  const pairs = new Map<string, PaperPair>();
  for (const [key, group] of byKey)
    for (const [i, a] of group.entries())
      for (const b of group.slice(i + 1)) {
        const name = `${a.id} ${b.id}`;
        const kind = kindOf(key, a, b);
        if (!pairs.has(name))
          pairs.set(name, { kind, same: false, half: halfOf(pairs.size), a: asArxiv(a), b: withoutId(b) });
      }
  return [...pairs.values()];
}

function kindOf(key: string, a: Paper, b: Paper): string {
  if (key.startsWith('abstract:')) return 'found: abstracts begin alike';
  return titleKey(a.title) === titleKey(b.title) ? 'found: one title' : 'found: one head';
}

/**
 * Pairs of papers with nearly the same title: neighbours when titles are sorted by their sorted words, with at least
 * half of the words in common. Without pairs that share a key, which `foundPairs` has.
 */
export function nearestPairs(papers: readonly Paper[]): readonly PaperPair[] {
  const sorted = papers
    .map((paper) => ({
      paper,
      words: [...new Set(paper.title.toLowerCase().match(/\p{L}{3,}|\d+/gu) ?? [])].sort(),
    }))
    .sort((a, b) => (a.words.join(' ') < b.words.join(' ') ? -1 : 1));
  return sorted.flatMap(({ paper, words }, index) => {
    const next = sorted[index + 1];
    if (next === undefined || next.paper.id === paper.id || sharesKey(paper, next.paper)) return [];
    const shared = words.filter((word) => next.words.includes(word)).length;
    if (shared * 2 < Math.max(words.length, next.words.length)) return [];
    const [a, b] = [asArxiv(paper), withoutId(next.paper)];
    return [{ kind: 'found: nearest titles', same: false, half: halfOf(index), a, b } as const];
  });
}

function sharesKey(a: Paper, b: Paper): boolean {
  const keys = new Set(identityKeys(a));
  return identityKeys(b).some((key) => keys.has(key));
}

type Sibling = (paper: Paper, other: Paper) => readonly [Partial<RecordFields>, Partial<RecordFields>];

const siblings: Readonly<Record<string, Sibling>> = {
  'made: Part I, Part II': ({ title }, { abstract }) => [
    { title: `${title}, Part I` },
    { title: `${title}, Part II`, abstract },
  ],
  'made: Part 1, Part 2, no abstract': ({ title }) => [
    { title: `${title}: Part 1` },
    { title: `${title}: Part 2`, abstract: '' },
  ],
  'made: parts with nearly one abstract': ({ title, abstract }) => [
    { title: `${title} I`, abstract: `${abstract} This is the first part.` },
    { title: `${title} II`, abstract: `${abstract} This is the second part.` },
  ],
  'made: reports of two years': ({ title }, { abstract }) => [
    { title: `${title} 2024` },
    { title: `${title} 2025`, abstract },
  ],
  'made: one title, other people': (_paper, { abstract, authors = [] }) => [{}, { abstract, authors }],
  'made: one title, other people, no abstract': (_paper, { authors = [] }) => [{}, { abstract: '', authors }],
  'made: one title, other abstract, no authors': (_paper, { abstract }) => [{}, { abstract, authors: [] }],
  'made: a sequel by the same people': ({ title }, { abstract, title: other }) => [
    {},
    { title: `${title.split(':', 1)[0]}: ${other}`, abstract },
  ],
  'made: a comment by others': ({ title, abstract }, { authors = [] }) => [
    {},
    { title: `Comment on: ${title}`, abstract: `We comment on a claim. ${abstract.slice(0, 300)}`, authors },
  ],
};

/** Pairs made from each paper, with the abstract or the authors of another one. */
export function madePairs(papers: readonly Paper[]): readonly PaperPair[] {
  return papers.flatMap((paper, index) =>
    Object.entries(siblings).map(([kind, make]): PaperPair => {
      const [a, b] = make(paper, papers[(index + Math.ceil(papers.length / 2)) % papers.length] ?? paper);
      return {
        kind,
        same: false,
        half: halfOf(index),
        a: { ...asArxiv(paper), ...a },
        b: { ...withoutId(paper), ...b },
      };
    }),
  );
}
