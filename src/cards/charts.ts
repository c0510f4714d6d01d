import type { Card, Chart } from './card.ts';

/** The charts of a card, in its order. */
export const chartsOf = ({ blocks }: Card): readonly Chart[] =>
  blocks.flatMap((block) => (block.kind === 'list' ? (block.chart ?? []) : []));
