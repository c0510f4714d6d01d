import type { Block, Card, Line, Span } from './card.ts';

/** The same card with each span replaced. */
export function mapSpans(card: Card, replace: (span: Span) => Span): Card {
  const lineOf = (line: Line): Line => line.map(replace);
  const blockOf = (block: Block): Block => {
    switch (block.kind) {
      case 'text':
      case 'quote':
      case 'hint':
        return { ...block, line: lineOf(block.line) };
      case 'list':
        return { ...block, items: block.items.map(lineOf) };
      case 'facts':
        return { ...block, facts: block.facts.map(({ label, value }) => ({ label, value: lineOf(value) })) };
      case 'entries':
        return {
          ...block,
          entries: block.entries.map(({ title, facts, body, brief, ...entry }) => ({
            ...entry,
            title: lineOf(title),
            ...(facts !== undefined && { facts: lineOf(facts) }),
            ...(body !== undefined && { body: lineOf(body) }),
            ...(brief !== undefined && { brief: lineOf(brief) }),
          })),
        };
      case 'heading':
      case 'buttons':
      case 'file':
        return block;
      default:
        return block satisfies never;
    }
  };
  return { ...card, blocks: card.blocks.map(blockOf) };
}

/** The same card with all times in one zone, where the platform does not show them in the reader's. */
export const inZone = (card: Card, zone: string): Card =>
  mapSpans(card, (span) => (span.kind === 'time' && span.zone === undefined ? { ...span, zone } : span));
