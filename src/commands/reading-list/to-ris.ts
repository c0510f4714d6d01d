import { paperAddress } from '../../corpus/describe-paper.ts';
import { isCorporate, splitName } from '../../corpus/names/split-name.ts';
import type { Paper } from '../../corpus/paper.ts';

/** RIS's types by BibTeX's. */
const types: Readonly<Record<string, string>> = {
  article: 'JOUR',
  inproceedings: 'CPAPER',
  conference: 'CPAPER',
  proceedings: 'CONF',
  incollection: 'CHAP',
  inbook: 'CHAP',
  book: 'BOOK',
  phdthesis: 'THES',
  mastersthesis: 'THES',
  techreport: 'RPRT',
};

/** A paper as a record of RIS, which Zotero, EndNote and Mendeley read. Each value is on one line. */
export function toRis(paper: Paper): string {
  const { title, authors = [], organization, published = '', abstract, doi, arxivId, publication } = paper;
  const [first, last] = publication?.pages?.split(/\s*[–-]{1,2}\s*/) ?? [];
  const names = authors.length > 0 ? authors : organization === undefined ? [] : [organization.name];
  const type = publication?.type ?? (doi === undefined ? 'misc' : 'article');
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['TY', types[type] ?? 'GEN'],
    ['TI', title],
    ...names.map((name) => ['AU', invertedName(name)] as const),
    ['PY', published.slice(0, 4)],
    ['DA', published.replaceAll('-', '/')],
    ['T2', publication?.venue],
    ['VL', publication?.volume],
    ['IS', publication?.number],
    ['SP', first],
    ['EP', last],
    ['PB', publication?.publisher],
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

/** `Lin, Ada`, with a suffix behind: `Roe, Ann, III`. A corporate name stays as it is. */
function invertedName(name: string): string {
  if (isCorporate(name)) return name;
  const { given, family, suffix } = splitName(name);
  return [family, given, suffix].filter((part) => part !== '').join(', ');
}
