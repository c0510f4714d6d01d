import { paperUrl } from '../../corpus/describe-paper.ts';
import type { Paper } from '../../corpus/paper.ts';

/** Characters that mean something to TeX. Replaced in one pass, so that no escape is escaped again. */
const texEscapes: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '&': '\\&',
  '%': '\\%',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

const escapeTex = (text: string) =>
  text.replace(/[\\{}&%$#_~^]/g, (character) => texEscapes[character] ?? character);

/** An `@article` for each paper. Its key is made from the paper's id, so that it never changes. */
export const toBibtex = (papers: readonly Paper[]): string => papers.map(toArticle).join('\n\n');

function toArticle(paper: Paper): string {
  const fields: [string, string | undefined][] = [
    ['title', `{${escapeTex(paper.title)}}`],
    ['author', paper.authors?.map(escapeTex).join(' and ') || paper.organization?.name],
    ['year', paper.published?.slice(0, 4)],
    ['eprint', paper.arxivId],
    ['archiveprefix', paper.arxivId === undefined ? undefined : 'arXiv'],
    ['doi', paper.doi],
    ['url', paperUrl(paper).replace(/[{}\\]/g, encodeURIComponent)],
  ];
  const lines = fields.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`  ${name} = {${value}}`],
  );
  return `@article{paperboy:${paper.id},\n${lines.join(',\n')}\n}`;
}
