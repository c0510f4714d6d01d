import type { Line } from './page.ts';

/** The lines of one paper. On a damaged page the title or the abstract may be missing. */
export interface PaperLines {
  readonly title?: Line;
  readonly abstract: readonly Line[];
}

/** Costs, in points of the title score, of steps that an undamaged page does not have. */
const cost = {
  titleAfterTitle: 5,
  secondParagraph: 2,
  abstractFirst: 5,
  titleLast: 3,
  /** The line above metadata belongs to an abstract, and may be as short as `Code: https://…`. */
  titleAboveMetadata: 8,
};

/**
 * Characters of the longest abstract, over all its paragraphs. arXiv takes 1,920, so a second paragraph that would
 * exceed this is another abstract whose title is lost.
 */
const maxAbstract = 2200;

/**
 * Groups prose lines into papers.
 *
 * Taking lines two by two would shift every pair after one missing line. Instead, each line gets a score for how much
 * it looks like a title, and Viterbi's algorithm with two states finds the cheapest labelling of all lines. A title
 * without an abstract, or an abstract without a title, has a cost, so damage costs at most its neighbours. Linear in
 * the number of lines.
 * @param aboveMetadata whether the line after the last one is metadata
 */
export function pairLines(lines: readonly Line[], aboveMetadata: boolean): readonly PaperLines[] {
  return groupByTitle(lines, labelTitles(lines, aboveMetadata ? cost.titleAboveMetadata : cost.titleLast));
}

function labelTitles(lines: readonly Line[], titleLast: number): readonly boolean[] {
  const cameFromTitle = new Uint8Array(lines.length * 2);
  let asTitle = 0;
  let asAbstract = -cost.abstractFirst;
  for (const [index, line] of lines.entries()) {
    const score = titleScore(line.text.trim());
    const first = index === 0;
    const titleThenTitle = asTitle - cost.titleAfterTitle;
    const abstractThenAbstract = asAbstract - cost.secondParagraph;
    cameFromTitle[index * 2] = titleThenTitle > asAbstract ? 1 : 0;
    cameFromTitle[index * 2 + 1] = asTitle >= abstractThenAbstract ? 1 : 0;
    const nextTitle = (first ? 0 : Math.max(titleThenTitle, asAbstract)) + score;
    const nextAbstract = (first ? -cost.abstractFirst : Math.max(asTitle, abstractThenAbstract)) - score;
    asTitle = nextTitle;
    asAbstract = nextAbstract;
  }
  return traceBack(cameFromTitle, lines.length, asTitle - titleLast > asAbstract);
}

function traceBack(cameFromTitle: Uint8Array, length: number, lastIsTitle: boolean): readonly boolean[] {
  const labels = new Array<boolean>(length);
  let isTitle = lastIsTitle;
  for (let index = length - 1; index >= 0; index--) {
    labels[index] = isTitle;
    isTitle = cameFromTitle[index * 2 + (isTitle ? 0 : 1)] === 1;
  }
  return labels;
}

function groupByTitle(lines: readonly Line[], isTitle: readonly boolean[]): readonly PaperLines[] {
  const papers: { title?: Line; abstract: Line[] }[] = [];
  let room = 0;
  for (const [index, line] of lines.entries()) {
    const paper = papers.at(-1);
    if (isTitle[index]) {
      papers.push({ title: line, abstract: [] });
      room = maxAbstract;
    } else if (paper && (paper.abstract.length === 0 || line.text.length <= room)) {
      paper.abstract.push(line);
      room -= line.text.length;
    } else {
      papers.push({ abstract: [line] });
      room = 0;
    }
  }
  return papers;
}

/** Above zero, the text looks more like a title than an abstract. Weights set by hand, on pages of several kinds. */
export function titleScore(text: string): number {
  const head = text.slice(0, 400);
  let score = lengthScore(text.length);
  if (/\.["')\]]*$/.test(text) && !/(?:et al|etc|inc)\.$/i.test(text)) score -= 4;
  if (/[,;:]$/.test(text)) score -= 2;
  if (/[a-z]{3,}[)"']*[.] [A-Z]/.test(head)) score -= 2;
  if (
    /^(?:We|This|These|Our|In this|In recent|Recent|Recently|However|To address|Code|Project page)\b/.test(
      head,
    )
  )
    score -= 2;
  if (/\b(?:we|our|is|are|was|were|has|have|can be)\b/.test(head)) score -= 1.5;
  if (/^[a-z]{2,} /.test(head)) score -= 2;
  if (/https?:\/\//.test(head)) score -= 3;
  return score + capitalScore(head);
}

/** The longest title of the seed pages has 143 characters, the shortest abstract 452. */
function lengthScore(length: number): number {
  if (length <= 120) return 3;
  if (length <= 200) return 1;
  return length <= 300 ? -3 : -8;
}

function capitalScore(head: string): number {
  const words = head.match(/(?<![\p{L}\p{N}])\p{L}{4,}/gu) ?? [];
  if (words.length < 2) return 0;
  const share = words.filter((word) => /^\p{Lu}/u.test(word)).length / words.length;
  if (share >= 0.6) return 2;
  return share < 0.2 ? -1.5 : 0;
}
