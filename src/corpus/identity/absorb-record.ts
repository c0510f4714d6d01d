import { isDeepStrictEqual } from 'node:util';
import { defined } from '../../defined.ts';
import { isFromAddedAlone } from '../added-source.ts';
import { arxivMonth } from '../arxiv-id.ts';
import { isPreprintDoi } from '../doi.ts';
import type { Edition, Paper, Source } from '../paper.ts';
import { normalizeTitle } from '../paper-id.ts';
import { datedBy, firstPublished, isWholeDate } from '../published-date.ts';
import type { PaperRecord } from '../record.ts';
import { mergeLinks } from '../text/find-links.ts';
import { isWithdrawalNotice } from '../text/withdrawal.ts';

/** The paper of a record that matches no stored paper. */
export function newPaper({ paper, announced }: PaperRecord): Paper {
  return { ...paper, ...defined({ published: publishedOf(paper, paper.published, announced) }) };
}

/**
 * The stored paper, with each field from the record where the record's source is at least as good. The id stays.
 * Returns the stored object itself where nothing changes, so absorbing a record twice changes nothing the second time.
 * Of two records from sources of different trust, the text does not depend on which came first.
 */
export function absorbRecord(stored: Paper, record: PaperRecord): Paper {
  const incoming = record.paper;
  // What a feed says that a workspace added may be made up: its date and addresses give way to those of others.
  const givesWay = isFromAddedAlone(stored) && !isFromAddedAlone(incoming);
  const [preferred, other] = isPreferred(incoming.edition, stored.edition)
    ? [incoming, stored]
    : [stored, incoming];
  const arxivId = stored.arxivId ?? incoming.arxivId;
  const merged: Paper = withoutUndefined({
    ...other,
    ...preferred,
    ...mergeText(preferred, other),
    ...mergeAuthors(preferred, other),
    ...mergeCounts(stored, incoming),
    id: stored.id,
    arxivId,
    doi: publishedDoi(preferred.doi, other.doi),
    citations: incoming.citations ?? stored.citations,
    url: givesWay || stored.url?.includes('\\') ? (incoming.url ?? stored.url) : (stored.url ?? incoming.url),
    published: publishedOf(
      { arxivId },
      givesWay ? incoming.published : firstPublished(stored.published, incoming.published),
      record.announced,
    ),
    links: givesWay ? incoming.links : mergeLinks(stored.links, incoming.links),
    sources: mergeSources(stored.sources, incoming.sources),
    edition: mergeEdition(preferred, other),
    generated: incoming.generated ?? stored.generated,
    withdrawn: isWithdrawn(stored, incoming) ? true : undefined,
  });
  return isDeepStrictEqual(merged, stored) ? stored : merged;
}

/** Of a preprint and its publication, the DOI of the publication. */
const publishedDoi = (preferred: string | undefined, other: string | undefined): string | undefined =>
  preferred === undefined || (isPreprintDoi(preferred) && other !== undefined && !isPreprintDoi(other))
    ? other
    : preferred;

type OrUndefined<Fields> = { readonly [Key in keyof Fields]?: Fields[Key] | undefined };

const withoutUndefined = (fields: OrUndefined<Paper>): Paper => defined(fields) as Paper;

/** Title and abstract, each with its own raw text. */
function mergeText(preferred: Paper, other: Paper) {
  const [title, abstract] = [titleOf(preferred, other), abstractOf(preferred, other)];
  const raw = defined({ title: title.raw?.title, abstract: abstract.raw?.abstract });
  return {
    title: title.title,
    abstract: abstract.abstract,
    raw: Object.keys(raw).length === 0 ? undefined : raw,
  };
}

/** Lists of references drop subtitles, so a title from an import does not replace a longer one that it begins. */
function titleOf(preferred: Paper, other: Paper): Paper {
  const isCutTitle = preferred.edition?.by === 'import' && isCut(preferred.title, other.title, 1);
  return isCutTitle ? other : preferred;
}

function abstractOf(preferred: Paper, other: Paper): Paper {
  if (isMissing(other)) return preferred;
  const isCutAbstract = isCut(preferred.abstract, other.abstract, maxCutShare);
  return isMissing(preferred) || isCutAbstract ? other : preferred;
}

const isMissing = ({ abstract }: Paper): boolean => abstract === '' || isWithdrawalNotice(abstract);

/** A beginning of a longer share is another version, which says a sentence less. */
const maxCutShare = 0.7;

/** Whether the text is the beginning of the whole, and shorter than that share of it. */
function isCut(text: string, whole: string, share: number): boolean {
  if (text.length >= whole.length * share) return false;
  return normalizeTitle(whole).startsWith(normalizeTitle(text));
}

/** A list with less than half of the names was cut off; a list with a few names more or less is a correction. */
function mergeAuthors(
  preferred: Paper,
  other: Paper,
): OrUndefined<Pick<Paper, 'authors' | 'authorCount' | 'familyNames'>> {
  const [first, second] = [preferred.authors?.length ?? 0, other.authors?.length ?? 0];
  const isOther = second > 0 && (first === 0 || 2 * first < second);
  const { authors, authorCount } = isOther ? other : preferred;
  const counted = authorCount ?? preferred.authorCount ?? other.authorCount ?? 0;
  return {
    authors,
    // Where nobody has counted, the names are the first of more.
    authorCount: counted === 0 ? undefined : Math.max(counted, authors?.length ?? 0),
    familyNames: mergeFamilyNames(preferred, other),
  };
}

/** Those of names that the merged list lacks do no harm. */
function mergeFamilyNames(preferred: Paper, other: Paper): Paper['familyNames'] {
  if (preferred.familyNames === undefined && other.familyNames === undefined) return undefined;
  return { ...other.familyNames, ...preferred.familyNames };
}

/** The latest counts of Hugging Face's readers win, also where they went down. */
function mergeCounts(stored: Paper, incoming: Paper) {
  const [first, second] = incoming.edition?.by === 'huggingface' ? [incoming, stored] : [stored, incoming];
  return { upvotes: first.upvotes ?? second.upvotes, comments: first.comments ?? second.comments };
}

/** Each once, by file name in code units, then by line. */
function mergeSources(...lists: readonly (readonly Source[])[]): readonly Source[] {
  const sources = new Map(lists.flat().map((source) => [`${source.line} ${source.file}`, source]));
  return [...sources.values()].sort((a, b) =>
    a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1,
  );
}

/**
 * As `datedBy`, and at last the month in the arXiv id.
 */
function publishedOf(
  { arxivId }: Pick<OrUndefined<Paper>, 'arxivId'>,
  said: string | undefined,
  announced: string | undefined,
): string | undefined {
  const dated = datedBy(said, announced);
  if (dated !== undefined && isWholeDate(dated)) return dated;
  return firstPublished(dated, arxivId === undefined ? undefined : arxivMonth(arxivId));
}

/** Where the same source gives the same text again without a version, the known version stays. */
function mergeEdition(preferred: Paper, other: Paper): Edition | undefined {
  const { edition } = preferred;
  if (edition === undefined || edition.version !== undefined) return edition;
  const isSameSource = trustOf(other.edition) === trustOf(edition);
  const isSameText = preferred.abstract === other.abstract && preferred.title === other.title;
  return isSameSource && isSameText ? other.edition : edition;
}

/** Once withdrawn, a paper stays so until a preferred record of a higher version, known as such, is not withdrawn. */
function isWithdrawn(stored: Paper, incoming: Paper): boolean {
  const preferred = isPreferred(incoming.edition, stored.edition);
  if (stored.withdrawn === true)
    return incoming.withdrawn === true || !preferred || !isOlder(stored.edition, incoming.edition);
  return incoming.withdrawn === true && (preferred || !isOlder(incoming.edition, stored.edition));
}

const trust = { import: 1, journal: 2, huggingface: 3, arxiv: 4 } as const;

/** From 0, for a saved page, to 4. */
const trustOf = (edition: Edition | undefined): number => (edition ? trust[edition.by] : 0);

/** Whether an incoming text replaces the stored one: its source has more trust, or as much and no older version. */
function isPreferred(incoming: Edition | undefined, stored: Edition | undefined): boolean {
  const ahead = trustOf(incoming) - trustOf(stored);
  return ahead > 0 || (ahead === 0 && !isOlder(incoming, stored));
}

/** False where a version is unknown. All versions are arXiv's, whichever source gives them. */
const isOlder = (a: Edition | undefined, b: Edition | undefined): boolean =>
  a?.version !== undefined && b?.version !== undefined && a.version < b.version;
