import { authorMatcher } from '../../corpus/names/match-author.ts';
import type { Note } from '../../corpus/note.ts';
import type { Paper } from '../../corpus/paper.ts';
import { type Reference, readReference } from '../../corpus/reference/read-reference.ts';
import { defined } from '../../defined.ts';
import type { Named, PaperIndex } from '../../ports/index.ts';
import { wordsQuery } from '../../search/query.ts';
import { likenessKinds } from '../../search/suggest/title-likeness.ts';
import { stopWords, tokenize } from '../../search/words/tokens.ts';

/** The paper or note that a person named, or the nearest ones. */
export interface Found<T> {
  readonly item?: T;
  /** Whether nothing else here may be meant: only then may a command change something. */
  readonly isSure: boolean;
  /** At most five, best first: with an item, others that the text may name; without one, the nearest by their content. */
  readonly others: readonly T[];
  /** An id in the text that no paper here has. */
  readonly missing?: MissingId;
}

/** An id of a paper that is not here. */
export interface MissingId {
  readonly kind: 'arxiv' | 'doi';
  readonly id: string;
  /** What came of asking for it; absent where nobody was asked. */
  readonly asked?: 'unknown' | 'failed';
}

const othersShown = 5;

/** A paper by an id or address of any form, its title or a part of it, a reference, its abstract, or a description. */
export async function findPaper(index: PaperIndex, text: string): Promise<Found<Paper>> {
  const own = await index.paper(text.trim());
  if (own !== undefined) return { item: own, isSure: true, others: [] };
  const reference = readReference(text);
  const byId = await papersById(index, reference);
  if (byId.length > 0) return found(byId, byId.length === 1);
  const missing = missingId(reference);
  const named = await namedPapers(index, reference.titles);
  if (missing !== undefined && named[0]?.kind !== 'whole') return { isSure: false, others: [], missing };
  // Words like “not” are in many titles, and name none.
  if (named[0]?.kind !== 'whole' && tellingWords(text).size === 0) return { isSure: false, others: [] };
  if (named.length > 0 && named[0]?.kind !== 'near') return foundNamed(index, named);
  const described = await describedPapers(index, reference);
  if (described.length > 0) return found(described, described.length === 1);
  return isNamed(named) ? foundNamed(index, named) : byContent(index, text);
}

/** With a word too many, a text names a title only if no other shares as much with it. */
const isNamed = ([first, second]: readonly Named[]): boolean =>
  first !== undefined &&
  (first.kind !== 'near' || first.share >= sureShare || first.share > (second?.share ?? 0));

/** The share of a text's words from which it may name several titles as well. */
const sureShare = 0.75;

/** The papers whose ids are in a text, whatever else it says; or an id that is of no paper here. */
export async function findById(
  index: Pick<PaperIndex, 'paper'>,
  text: string,
): Promise<{ readonly papers: readonly Paper[]; readonly missing?: MissingId }> {
  const reference = readReference(text);
  const papers = await papersById(index, reference);
  return papers.length > 0 ? { papers } : { papers, ...defined({ missing: missingId(reference) }) };
}

const papersById = (index: Pick<PaperIndex, 'paper'>, { arxivIds, dois }: Reference): Promise<Paper[]> =>
  papersOf([...arxivIds, ...dois], index);

/** A note by its id or its title. */
export async function findNote(index: PaperIndex, text: string): Promise<Found<Note>> {
  const own = await index.note(text.trim());
  if (own !== undefined) return { item: own, isSure: true, others: [] };
  const named = await index.named(text, 'note', othersShown + 1);
  if (isNamed(named)) {
    const notes = await Promise.all(named.map(({ id }) => index.note(id)));
    return found(
      notes.filter((note) => note !== undefined),
      isClear(named),
    );
  }
  const { notes } = await index.search(wordsQuery(text), { offset: 0, limit: 0, notes: othersShown });
  return { isSure: false, others: notes.map((hit) => hit.item) };
}

const found = <T>([item, ...others]: readonly T[], isSure: boolean): Found<T> =>
  item === undefined ? { isSure: false, others: [] } : { item, isSure, others: others.slice(0, othersShown) };

const foundNamed = async (index: PaperIndex, named: readonly Named[]): Promise<Found<Paper>> =>
  found(await papersOf(idsOf(named), index), isClear(named));

const idsOf = (named: readonly Named[]): string[] => named.map(({ id }) => id);

/** Whether the first one is named more surely than the others, and not by mistyped words. */
const isClear = ([first, second]: readonly Named[]): boolean =>
  first !== undefined &&
  first.kind !== 'near' &&
  (second === undefined ||
    (second.kind !== first.kind && first.kind !== 'words' && first.kind !== 'row') ||
    (first.kind === 'whole' && second.share < first.share));

/** Each paper once. */
async function papersOf(names: readonly string[], index: Pick<PaperIndex, 'paper'>): Promise<Paper[]> {
  const papers = await Promise.all(names.map((name) => index.paper(name)));
  return [...new Map(papers.flatMap((paper) => (paper ? [[paper.id, paper]] : []))).values()];
}

function missingId({ arxivIds: [arxiv], dois: [doi] }: Reference): MissingId | undefined {
  if (arxiv !== undefined) return { kind: 'arxiv', id: arxiv };
  return doi === undefined ? undefined : { kind: 'doi', id: doi };
}

/** Of several readings of the title, the one that names a paper most surely. */
async function namedPapers(index: PaperIndex, titles: readonly string[]): Promise<readonly Named[]> {
  let best: readonly Named[] = [];
  const rank = ([first]: readonly Named[]) =>
    first === undefined ? likenessKinds.length : likenessKinds.indexOf(first.kind);
  for (const title of titles) {
    const named = await index.named(title, 'paper', othersShown + 1);
    const isBetter = rank(named) === rank(best) && (named[0]?.share ?? 0) > (best[0]?.share ?? 0);
    if (rank(named) < rank(best) || isBetter) best = named;
    if (rank(best) === 0) break;
  }
  return best;
}

async function describedPapers(index: PaperIndex, { described }: Reference): Promise<readonly Paper[]> {
  const isMeant = described && authorMatcher(described.author);
  if (described === undefined || isMeant === undefined) return [];
  const { papers } = await index.search(wordsQuery(described.words), { offset: 0, limit: 300, notes: 0 });
  const words = tellingWords(described.words);
  return papers
    .map((hit) => hit.item)
    .filter(({ authors = [] }) => authors.some(isMeant))
    .filter((paper) => shareOf(words, paper) === 1)
    .slice(0, othersShown + 1);
}

/** A pasted abstract has most of its words in one paper; other texts have the nearest papers. */
async function byContent(index: PaperIndex, text: string): Promise<Found<Paper>> {
  const { papers } = await index.search(wordsQuery(text), { offset: 0, limit: othersShown + 1, notes: 0 });
  const nearest = papers.map((hit) => hit.item);
  const words = tellingWords(text);
  const shares = nearest.map((paper) => shareOf(words, paper));
  const best = shares.indexOf(Math.max(...shares));
  const item = nearest[best];
  if (item === undefined || words.size < minAbstractWords || (shares[best] ?? 0) < minAbstractShare)
    return { isSure: false, others: nearest.slice(0, othersShown) };
  return found([item, ...nearest.filter((paper) => paper !== item)], true);
}

/** Different words, without stop words: fewer may be in several papers by chance. */
const minAbstractWords = 15;
/** The share of a pasted text's words that its paper has: the text may be edited, or be cut off inside a word. */
const minAbstractShare = 0.8;

const tellingWords = (text: string): ReadonlySet<string> =>
  new Set(tokenize(text).flatMap(({ surface }) => (stopWords.has(surface) ? [] : [surface])));

function shareOf(words: ReadonlySet<string>, { title, abstract }: Paper): number {
  const own = tellingWords(`${title} ${abstract}`);
  return [...words].filter((word) => own.has(word)).length / (words.size || 1);
}
