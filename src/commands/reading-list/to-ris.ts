import { authorList, paperAddress } from '../../corpus/describe-paper.ts';
import { isCorporate, partsOfName } from '../../corpus/names/split-name.ts';
import type { Paper } from '../../corpus/paper.ts';
import { kindOfWork, namesOfType, thesisName } from '../../corpus/work-types.ts';

/** A paper as a record of RIS, which Zotero, EndNote and Mendeley read. Each value is on one line. */
export function toRis(paper: Paper): string {
  const { title, organization, published = '', abstract, doi, arxivId, publication } = paper;
  const [first, last] = pagesOf(publication?.pages);
  const authors = authorList(paper);
  const names = authors.length > 0 ? authors : organization === undefined ? [] : [organization.name];
  const kind = kindOfWork(paper);
  const type = namesOfType(kind).ris;
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['TY', type],
    ['TI', title],
    ...names.map((name) => ['AU', invertedName(name, paper)] as const),
    ...(publication?.editors ?? []).map((name) => [editorTag(type), invertedName(name, paper)] as const),
    ['PY', published.slice(0, 4)],
    ['DA', published.replaceAll('-', '/')],
    // The second title of a book is that of its series.
    [type === 'BOOK' ? 'JO' : 'T2', publication?.venue],
    ['VL', publication?.volume],
    ['IS', publication?.number],
    ['SP', first],
    ['EP', last],
    // The proceedings; EndNote takes T2 for the conference.
    ['C3', type === 'CPAPER' ? publication?.venue : undefined],
    [type === 'BOOK' ? 'T2' : 'T3', publication?.series],
    ['ET', publication?.edition],
    ['M3', thesisName(kind)],
    ['PB', publication?.publisher],
    ['CY', publication?.address],
    ['SN', publication?.isbn],
    ['SN', publication?.issn],
    ['AB', abstract],
    ['DO', doi],
    ['AN', arxivId && `arXiv:${arxivId}`],
    ['UR', paperAddress(paper)],
  ];
  const written = lines.flatMap(([tag, value]) =>
    value ? [`${tag}  - ${value.replace(/\s+/g, ' ').trim()}`] : [],
  );
  return [...written, 'ER  - '].join('\r\n');
}

/** First and last page, where there are no others between. */
function pagesOf(pages = ''): readonly (string | undefined)[] {
  const parts = pages.split(/\s*[–-]{1,2}\s*/);
  return parts.length === 2 && !/[,;]/.test(pages) ? parts : [pages];
}

/** RIS has other tags for the editors of a book and for those of what a part is in. */
const editorTag = (type: string): string => ({ CHAP: 'A2', CPAPER: 'A2', BOOK: 'A3' })[type] ?? 'ED';

/**
 * `Lin, Ada`, with a suffix behind: `Roe, Ann, III`. The name of a team stays as it is, with a comma behind where it could be a
 * person's, as EndNote wants it.
 */
function invertedName(name: string, { familyNames }: Paper): string {
  const { given, family, suffix } = partsOfName(name, familyNames);
  if (given === '') return /\s/.test(name) && !isCorporate(name) ? `${name},` : name;
  return [family, given, suffix].filter((part) => part !== '').join(', ');
}
