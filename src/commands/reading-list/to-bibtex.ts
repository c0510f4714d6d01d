import { paperUrl } from '../../corpus/describe-paper.ts';
import type { Paper } from '../../corpus/paper.ts';

/** Characters that mean something to TeX; one pass, so that no escape is escaped again. */
const special: Readonly<Record<string, string>> = {
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
  text.replace(/[\\{}&%$#_~^]/g, (character) => special[character] ?? character);

/** One `@article` a paper; keys are `paperboy:` and the paper's id, so that they stay the same. */
export const toBibtex = (papers: readonly Paper[]): string => papers.map(entry).join('\n\n');

function entry(paper: Paper): string {
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
