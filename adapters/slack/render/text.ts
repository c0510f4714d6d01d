import type { Block, Card, Line, Span } from '../../../src/cards/card.ts';
import { cleanText, clipText } from '../../../src/cards/text.ts';
import { limits } from './limits.ts';
import { commandText, escapeText } from './spans.ts';

/** A whole card as plain text, for when Slack refuses its blocks. Send it with `mrkdwn: false`. */
export function renderPlain(card: Card): string {
  const rows = [card.title, ...card.blocks.flatMap(rowsOf)].map((row) => cleanText(row).trim());
  // Escaping makes some characters up to five times as long.
  return escapeText(clipText(rows.filter((row) => row !== '').join('\n'), limits.message)).slice(
    0,
    limits.plain,
  );
}

function rowsOf(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return [block.text];
    case 'text':
    case 'quote':
    case 'hint':
      return [words(block.line)];
    case 'list':
      return block.items.map((item) => `• ${words(item)}`);
    case 'facts':
      return block.facts.map(({ label, value }) => `${label}: ${words(value)}`);
    case 'entries':
      return block.entries.flatMap(({ title, facts = [], body = [] }, i) => [
        `${(block.start ?? 1) + i}. ${words(title)}`,
        words(facts),
        words(body),
      ]);
    case 'buttons':
      return block.buttons.map(({ label, line }) => `${label}: ${commandText(line)}`);
    case 'file':
      return [block.name, ...block.text.split('\n')];
    default:
      return block satisfies never;
  }
}

const words = (line: Line): string => line.map(wordsOf).join('');

function wordsOf(span: Span): string {
  switch (span.kind) {
    case 'time':
      return span.at;
    case 'link':
      return `${span.text} ${span.url}`;
    case 'command':
      return commandText(span.line);
    default:
      return span.text;
  }
}
