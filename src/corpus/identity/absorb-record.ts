import { isDeepStrictEqual } from 'node:util';
import { defined } from '../../defined.ts';
import type { Edition, Paper, Source } from '../paper.ts';
import { normalizeTitle } from '../paper-id.ts';
import type { PaperRecord } from '../record.ts';
import { mergeLinks } from '../text/find-links.ts';
import { isWithdrawalNotice } from '../text/withdrawal.ts';
import { isOlder, knowsBetter, trustOf } from './edition.ts';

/** The paper of a record that nothing stored is the same as. */
export function newPaper({ paper, announced }: PaperRecord): Paper {
  return paper.published === undefined && announced !== undefined
    ? { ...paper, published: announced }
    : paper;
}

/**
 * The stored paper with what the record knows better. Its id stays. The very same object where nothing changes, so
 * absorbing a record twice changes nothing the second time. Of two records of different trust the text does not
 * depend on which came first.
 */
export function absorbRecord(stored: Paper, record: PaperRecord): Paper {
  const said = record.paper;
  const [better, worse] = knowsBetter(said.edition, stored.edition) ? [said, stored] : [stored, said];
  const merged: Paper = withoutUndefined({
    ...worse,
    ...better,
    ...mergeText(better, worse),
    ...mergeAuthors(better, worse),
    ...mergeCounts(stored, said),
    id: stored.id,
    arxivId: stored.arxivId ?? said.arxivId,
    url: stored.url ?? said.url,
    published: firstDay(stored.published, said.published) ?? record.announced,
    links: mergeLinks(stored.links, said.links),
    sources: mergeSources(stored.sources, said.sources),
    edition: mergeEdition(better, worse),
    generated: said.generated ?? stored.generated,
    withdrawn: isWithdrawn(stored, said) ? true : undefined,
  });
  return isDeepStrictEqual(merged, stored) ? stored : merged;
}

type Loose<Fields> = { readonly [Key in keyof Fields]?: Fields[Key] | undefined };

const withoutUndefined = (fields: Loose<Paper>): Paper => defined(fields) as Paper;

/** Title and abstract each come with what was said for them before cleaning. */
function mergeText(better: Paper, worse: Paper) {
  const [title, abstract] = [titleOf(better, worse), abstractOf(better, worse)];
  const raw = defined({ title: title.raw?.title, abstract: abstract.raw?.abstract });
  return {
    title: title.title,
    abstract: abstract.abstract,
    raw: Object.keys(raw).length === 0 ? undefined : raw,
  };
}

/** Lists of references drop subtitles. */
function titleOf(better: Paper, worse: Paper): Paper {
  const cut = better.edition?.by === 'import' && isCut(better.title, worse.title, 1);
  return cut ? worse : better;
}

function abstractOf(better: Paper, worse: Paper): Paper {
  if (worse.abstract === '' || isWithdrawalNotice(worse.abstract)) return better;
  const nothing = better.abstract === '' || isWithdrawalNotice(better.abstract);
  return nothing || isCut(better.abstract, worse.abstract, much) ? worse : better;
}

/** A beginning that is longer than this share is a version that says a sentence less. */
const much = 0.7;

/** Whether a text is only the beginning of another one. */
function isCut(text: string, whole: string, share: number): boolean {
  if (text.length >= whole.length * share) return false;
  return normalizeTitle(whole).startsWith(normalizeTitle(text));
}

/** A list of less than half the names is a cut one; a list of one more or less is a correction. */
function mergeAuthors(better: Paper, worse: Paper): Loose<Pick<Paper, 'authors' | 'authorCount'>> {
  const [first, second] = [better.authors?.length ?? 0, worse.authors?.length ?? 0];
  const { authors, authorCount } = first > 0 && 2 * first >= second ? better : second > 0 ? worse : better;
  const counted = [authorCount, better.authorCount, worse.authorCount].find((count) => count !== undefined);
  const count = Math.max(counted ?? 0, authors?.length ?? 0);
  return { authors, authorCount: count === 0 ? undefined : count };
}

/** Readers' counts are those of Hugging Face's last reading; they also go down. */
function mergeCounts(stored: Paper, said: Paper) {
  const [first, second] = said.edition?.by === 'huggingface' ? [said, stored] : [stored, said];
  return { upvotes: first.upvotes ?? second.upvotes, comments: first.comments ?? second.comments };
}

/** Each once, by file name, in code units, then by line. */
function mergeSources(...lists: readonly (readonly Source[])[]): readonly Source[] {
  const sources = new Map(lists.flat().map((source) => [`${source.line} ${source.file}`, source]));
  return [...sources.values()].sort((a, b) =>
    a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1,
  );
}

/** The first version's day is the earliest that anybody knows exactly. */
function firstDay(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b < a) ? b : a;
}

/** Of one text, what is known of its version is kept. */
function mergeEdition(better: Paper, worse: Paper): Edition | undefined {
  const { edition } = better;
  if (edition === undefined || edition.version !== undefined) return edition;
  const same = trustOf(worse.edition) === trustOf(edition) && better.abstract === worse.abstract;
  return same && better.title === worse.title ? worse.edition : edition;
}

/** Taken back until somebody who knows better says nothing of it in a version that is known to be higher. */
function isWithdrawn(stored: Paper, said: Paper): boolean {
  const better = knowsBetter(said.edition, stored.edition);
  if (stored.withdrawn === true)
    return said.withdrawn === true || !better || !isOlder(stored.edition, said.edition);
  return said.withdrawn === true && (better || !isOlder(said.edition, stored.edition));
}
