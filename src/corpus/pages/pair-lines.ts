import type { Line } from './split-lines.ts';

/** A title and the paragraphs below it. One of the two may be missing where the page is damaged. */
export interface Entry {
  readonly title?: Line;
  readonly abstract: readonly Line[];
}

/** Costs of a step that a whole page does not have: how much better than the other reading a line must look. */
const titleAfterTitle = 5;
const secondParagraph = 2;
const abstractFirst = 5;
const TITLE_LAST = 3;
/** What stands above metadata is an abstract, and may be no more than `Code: https://…`. */
const titleAboveMetadata = 8;

/**
 * The longest abstract, over all its paragraphs. arXiv takes 1,920 characters, so what would exceed this by a second
 * paragraph is another abstract whose title is lost.
 */
const maxAbstract = 2200;

/**
 * Reads prose lines as titles and abstracts.
 *
 * Counting lines in twos would shift every pair after one missing line. Instead each line gets a score for looking like
 * a title, and the cheapest reading of the whole stretch is taken (Viterbi's algorithm with two states), where a title
 * without abstract, or an abstract without title, has its price. So damage stays where it is: the next good pair is
 * cheap again. Linear in the number of lines.
 */
export function pairLines(lines: readonly Line[], aboveMetadata: boolean): readonly Entry[] {
  return groupEntries(lines, labelTitles(lines, aboveMetadata ? titleAboveMetadata : TITLE_LAST));
}

function labelTitles(lines: readonly Line[], titleLast: number): readonly boolean[] {
  const cameFromTitle = new Uint8Array(lines.length * 2);
  let asTitle = 0;
  let asAbstract = -abstractFirst;
  for (const [index, line] of lines.entries()) {
    const score = titleScore(line.text.trim());
    const first = index === 0;
    const titleThenTitle = asTitle - titleAfterTitle;
    const abstractThenAbstract = asAbstract - secondParagraph;
    cameFromTitle[index * 2] = titleThenTitle > asAbstract ? 1 : 0;
    cameFromTitle[index * 2 + 1] = asTitle >= abstractThenAbstract ? 1 : 0;
    const nextTitle = (first ? 0 : Math.max(titleThenTitle, asAbstract)) + score;
    const nextAbstract = (first ? -abstractFirst : Math.max(asTitle, abstractThenAbstract)) - score;
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

function groupEntries(lines: readonly Line[], isTitle: readonly boolean[]): readonly Entry[] {
  const entries: { title?: Line; abstract: Line[] }[] = [];
  let room = 0;
  for (const [index, line] of lines.entries()) {
    const entry = entries.at(-1);
    if (isTitle[index]) {
      entries.push({ title: line, abstract: [] });
      room = maxAbstract;
    } else if (entry && (entry.abstract.length === 0 || line.text.length <= room)) {
      entry.abstract.push(line);
      room -= line.text.length;
    } else {
      entries.push({ abstract: [line] });
      room = 0;
    }
  }
  return entries;
}

/** Above zero: more like a title. The weights are set by hand and held by tests on pages of several kinds. */
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
