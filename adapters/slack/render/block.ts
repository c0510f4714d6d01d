import type { Block, Button, Entry } from '../../../src/cards/card.ts';
import { cleanText, clipText } from '../../../src/cards/safe-text.ts';
import { type Line, line, plainText, strong } from '../../../src/cards/span.ts';
import { renderButtons } from './buttons.ts';
import { renderHint } from './hint.ts';
import type { RichTextPart, SlackBlock } from './limits.ts';
import { renderSpans } from './spans.ts';
import { clipLines } from './text.ts';

/**
 * How much room entries take. `roomy`: small print and buttons in blocks of their own. `tight`: two blocks each.
 * `bare`: one block each, without buttons.
 */
export type Density = 'roomy' | 'tight' | 'bare';

/** Blocks that stand or fall together. */
export interface Piece {
  readonly blocks: readonly SlackBlock[];
  /** One of several alike, which may be left out and counted. */
  readonly item?: true;
  /** It belongs to what follows. */
  readonly heading?: true;
  /** What the card is called. */
  readonly title?: true;
}

/** Longer texts end in an ellipsis: a chat message is no page. An abstract has room. */
const max = {
  title: 300,
  facts: 300,
  body: 700,
  text: 2_900,
  hint: 900,
  item: 400,
  label: 100,
  file: 6_000,
} as const;

export function renderBlock(block: Block, density: Density): Piece[] {
  switch (block.kind) {
    case 'heading':
      return pieces(section([strong(cleanText(block.text).trim())], max.title)).map((piece) => ({
        ...piece,
        heading: true,
      }));
    case 'text':
      return pieces(section(block.line, max.text));
    case 'quote':
      return pieces(quote(block.line));
    case 'hint':
      return keep(renderHint(block.line, max.hint));
    case 'list':
      return pieces(list(block.items));
    case 'facts':
      return pieces(facts(block.facts));
    case 'entries':
      return block.entries.map((entry, i) => renderEntry(entry, (block.start ?? 1) + i, density));
    case 'buttons':
      return keep(renderButtons(block.buttons));
    case 'file':
      return renderFile(block);
    default:
      return block satisfies never;
  }
}

const keep = (blocks: readonly SlackBlock[]): Piece[] => (blocks.length === 0 ? [] : [{ blocks }]);
const richText = (elements: RichTextPart[]): SlackBlock => ({ type: 'rich_text', elements });
const pieces = (part: RichTextPart | undefined): Piece[] =>
  part === undefined ? [] : keep([richText([part])]);

function section(spans: Line, most: number): RichTextPart | undefined {
  const elements = renderSpans(spans, most);
  return isBlank(spans) ? undefined : { type: 'rich_text_section', elements };
}

function quote(spans: Line): RichTextPart | undefined {
  return isBlank(spans) ? undefined : { type: 'rich_text_quote', elements: renderSpans(spans, max.text) };
}

const mostItems = 40;

function list(items: readonly Line[]): RichTextPart | undefined {
  const filled = items.filter((item) => !isBlank(item));
  const over = filled.length - mostItems;
  const shown = over > 0 ? [...filled.slice(0, mostItems), line(`… and ${over} more`)] : filled;
  if (shown.length === 0) return undefined;
  const room = Math.min(max.item, Math.floor(4_000 / shown.length));
  const elements = shown.map((item) => ({
    type: 'rich_text_section' as const,
    elements: renderSpans(item, room),
  }));
  return { type: 'rich_text_list', style: 'bullet', elements };
}

function facts(all: (Block & { kind: 'facts' })['facts']): RichTextPart | undefined {
  const rows = all.slice(0, mostItems).map(({ label, value }): Line => {
    const name = clipText(cleanText(label).trim(), max.label);
    return [strong(name === '' ? '' : `${name}: `), ...value];
  });
  const filled = rows.filter((row) => !isBlank(row));
  const elements = filled.flatMap((row, i) => [...(i === 0 ? [] : [newline]), ...renderSpans(row, max.item)]);
  return elements.length === 0 ? undefined : { type: 'rich_text_section', elements };
}

const newline = { type: 'text' as const, text: '\n' };

/** Slack's files need a scope of their own: the text stands in the message, to be copied, as far as it fits. */
function renderFile({ name, text: whole }: Block & { kind: 'file' }): Piece[] {
  const content = clipLines(whole, max.file);
  if (content.trim() === '') return [];
  const parts: RichTextPart[] = [
    { type: 'rich_text_section', elements: renderSpans([strong(name)], max.title) },
    { type: 'rich_text_preformatted', elements: [{ type: 'text', text: content }] },
  ];
  const isCut = content.length < whole.trimEnd().length;
  const hint = isCut
    ? renderHint(line('The end of it is cut off: too much for one Slack message.'), 100)
    : [];
  return keep([richText(name.trim() === '' ? parts.slice(1) : parts), ...hint]);
}

function renderEntry(entry: Entry, number: number, density: Density): Piece {
  const small = entry.facts ?? [];
  const lines = [line(`${number}. `, ...entry.title), entry.body ?? [], density === 'roomy' ? [] : small];
  const filled = lines.filter((each) => !isBlank(each));
  const elements = filled.flatMap((each, i) =>
    i === 0
      ? renderSpans(each, max.title, { bold: true })
      : [newline, ...renderSpans(each, each === small ? max.facts : max.body)],
  );
  return {
    item: true,
    blocks: [
      richText([{ type: 'rich_text_section', elements }]),
      ...(density === 'roomy' ? renderHint(small, max.facts) : []),
      ...(density === 'bare' ? [] : renderButtons(labelled(entry))),
    ],
  };
}

/** Whose buttons these are, for those who hear them one by one. */
function labelled(entry: Entry): readonly (Button & { readonly about: string })[] {
  const about = plainText(entry.title);
  return (entry.buttons ?? []).map((button) => ({ ...button, about }));
}

const isBlank = (spans: Line): boolean =>
  spans.every((span) => span.kind === 'text' && cleanText(span.text).trim() === '');
