import { type Content, hint, strong, text } from '../../cards/builders.ts';
import { formatCount, plural } from '../../cards/text.ts';
import type { Results } from '../../ports/index.ts';
import type { Query } from '../../search/query.ts';

/** What is said above the results of a search: what was searched for instead, and that nothing fits wholly. */
export const remarks = (query: Query, results: Results): Content => [
  corrections(results),
  closestOnly(results),
  withoutUpvotes(query, results),
];

function corrections({ corrections, unknown }: Results): Content {
  const words = [...new Set(unknown)].map((word) => `“${word}”`).join(' or ');
  return [
    corrections.map(({ typed, used, isThere }) =>
      isThere
        ? text('This is for “', typed, '” and for ', strong(used), '.')
        : text('Nothing here says “', typed, '”; this is for ', strong(used), '.'),
    ),
    unknown.length > 0 && text(`Nothing here says ${words}; this is for the other words.`),
  ];
}

const closestOnly = ({ total, unknown }: Results): Content =>
  total.papers > 0 &&
  total.papersAbout === 0 &&
  unknown.length === 0 &&
  text('No paper here is about all of this. These come closest.');

/** Where nobody has upvoted what was found, there is nothing to order it by. */
const withoutUpvotes = ({ filters }: Query, { papers }: Results): Content =>
  filters.some((each) => each.kind === 'sort' && each.value === 'upvotes') &&
  (papers[0]?.item.upvotes ?? 0) === 0 &&
  hint('None of these has upvotes here, so they come in the usual order.');

/** How many papers were found. */
export function countHint({ total, undated }: Results): Content {
  const counts = [
    total.papers > 0 && aboutAndNear(total),
    undated > 0 && `${plural(undated, 'paper')} without a date left out.`,
  ].filter(Boolean);
  return counts.length > 0 && hint(counts.join(' '));
}

function aboutAndNear({ papers, papersAbout: about }: Results['total']): string {
  const near = papers - about;
  if (near === 0) return `${plural(about, 'paper')} about this.`;
  const isAre = near === 1 ? 'is' : 'are';
  return about === 0
    ? `${plural(near, 'paper')} that ${isAre} near.`
    : `${plural(about, 'paper')} about this, and ${formatCount(near)} that ${isAre} near.`;
}
