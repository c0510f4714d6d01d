import stringWidth from 'string-width';
import type { Block, Fact, Line } from '../../../src/cards/card.ts';
import { cleanText } from '../../../src/cards/text.ts';
import { renderButtons } from './buttons.ts';
import type { Canvas } from './canvas.ts';
import { renderEntries } from './entries.ts';
import { renderSpans } from './spans.ts';
import { isVisible, wrapWithIndent } from './wrap.ts';

/** The rows of a block; none for a block with nothing to see. */
export function renderBlock(block: Block, canvas: Canvas): string[] {
  const { colors, width } = canvas;
  switch (block.kind) {
    case 'heading':
      return renderText(colors.strong(cleanText(block.text)), width);
    case 'text':
      return renderText(renderSpans(block.line, colors), width);
    case 'quote':
      return renderText(renderSpans(block.line, colors), width, `${colors.small('│')} `);
    case 'hint':
      return renderText(colors.small(renderSpans(block.line, colors)), width);
    case 'list':
      return renderList(block.items, canvas);
    case 'entries':
      return renderEntries(block.entries, block.start ?? 1, canvas);
    case 'facts':
      return renderFacts(block.facts, canvas);
    case 'buttons':
      return block.buttons.length === 0
        ? []
        : wrapWithIndent(renderButtons(block.buttons, canvas, width).join('  '), width);
    case 'file':
      return [colors.small(cleanText(block.name)), ...block.text.split('\n').map(cleanText)];
    default:
      return block satisfies never;
  }
}

function renderText(styled: string, width: number, first = '', rest = first): string[] {
  return isVisible(styled) ? wrapWithIndent(styled, width, first, rest) : [];
}

const renderList = (items: readonly Line[], { colors, width }: Canvas): string[] =>
  items.flatMap((item) => renderText(renderSpans(item, colors), width, '• ', '  '));

/** In columns. A label wider than this does not push the values of the other facts to the right. */
const maxLabelWidth = 16;
/** In columns. On a narrower screen a value follows its label instead of starting a column. */
const twoColumnsWidth = 40;

function renderFacts(facts: readonly Fact[], { colors, width }: Canvas): string[] {
  const rows = facts.map((fact) => ({
    label: cleanText(fact.label),
    value: renderSpans(fact.value, colors),
  }));
  const widths = rows.map(({ label }) => stringWidth(label)).filter((each) => each <= maxLabelWidth);
  const column = Math.max(0, ...widths) + 2;
  return rows.flatMap(({ label, value }) => {
    const gap = column - stringWidth(label);
    return width < twoColumnsWidth || gap < 2
      ? wrapWithIndent(`${colors.small(`${label}:`)} ${value}`, width, '', '  ')
      : wrapWithIndent(value, width, colors.small(label) + ' '.repeat(gap), ' '.repeat(column));
  });
}
