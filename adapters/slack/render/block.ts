import { line, strong } from '../../../src/cards/builders.ts';
import type { Block, Line } from '../../../src/cards/card.ts';
import { cleanText, clipText } from '../../../src/cards/text.ts';
import { renderButtons } from './buttons.ts';
import { type Density, renderEntries } from './entries.ts';
import { renderHint } from './hint.ts';
import { textLimits } from './limits.ts';
import { type BlockGroup, newline, type RichTextPart, richText, type SlackBlock } from './payload.ts';
import { isBlank, renderSpans } from './spans.ts';
import { clipLines } from './text.ts';

export function renderBlock(block: Block, density: Density): BlockGroup[] {
  switch (block.kind) {
    case 'heading':
      return groupOf(section([strong(cleanText(block.text).trim())], textLimits.title)).map((group) => ({
        ...group,
        heading: true,
      }));
    case 'text':
      return groupOf(section(block.line, textLimits.text));
    case 'quote':
      return groupOf(quote(block.line));
    case 'hint':
      return group(renderHint(block.line, textLimits.hint));
    case 'list':
      return groupOf(list(block.items));
    case 'facts':
      return groupOf(facts(block.facts));
    case 'entries':
      return renderEntries(block.entries, block.start ?? 1, density);
    case 'buttons':
      return group(renderButtons(block.buttons));
    case 'file':
      return renderFile(block);
    default:
      return block satisfies never;
  }
}

const group = (blocks: readonly SlackBlock[]): BlockGroup[] => (blocks.length === 0 ? [] : [{ blocks }]);
const groupOf = (part: RichTextPart | undefined): BlockGroup[] =>
  part === undefined ? [] : group([richText([part])]);

const section = (spans: Line, max: number): RichTextPart | undefined =>
  isBlank(spans) ? undefined : { type: 'rich_text_section', elements: renderSpans(spans, max) };

const quote = (spans: Line): RichTextPart | undefined =>
  isBlank(spans) ? undefined : { type: 'rich_text_quote', elements: renderSpans(spans, textLimits.text) };

const maxItems = 40;
/** Characters that the items of a list share. */
const listText = 4_000;

function list(items: readonly Line[]): RichTextPart | undefined {
  const filled = items.filter((item) => !isBlank(item));
  const over = filled.length - maxItems;
  const shown = over > 0 ? [...filled.slice(0, maxItems), line(`… and ${over} more`)] : filled;
  if (shown.length === 0) return undefined;
  const max = Math.min(textLimits.item, Math.floor(listText / shown.length));
  const elements = shown.map((item) => ({
    type: 'rich_text_section' as const,
    elements: renderSpans(item, max),
  }));
  return { type: 'rich_text_list', style: 'bullet', elements };
}

function facts(all: (Block & { kind: 'facts' })['facts']): RichTextPart | undefined {
  const rows = all.slice(0, maxItems).map(({ label, value }): Line => {
    const name = clipText(cleanText(label).trim(), textLimits.label);
    return [strong(name === '' ? '' : `${name}: `), ...value];
  });
  const filled = rows.filter((row) => !isBlank(row));
  const elements = filled.flatMap((row, i) => [
    ...(i === 0 ? [] : [newline]),
    ...renderSpans(row, textLimits.item),
  ]);
  return elements.length === 0 ? undefined : { type: 'rich_text_section', elements };
}

/** Uploading a file needs a scope of its own, so the message holds the text, to be copied, as far as it fits. */
function renderFile({ name, text: whole }: Block & { kind: 'file' }): BlockGroup[] {
  const content = clipLines(whole, textLimits.file);
  if (content.trim() === '') return [];
  const parts: RichTextPart[] = [
    { type: 'rich_text_section', elements: renderSpans([strong(name)], textLimits.title) },
    { type: 'rich_text_preformatted', elements: [{ type: 'text', text: content }] },
  ];
  const isCut = content.length < whole.trimEnd().length;
  const hint = isCut
    ? renderHint(line('The end of it is cut off: too much for one Slack message.'), 100)
    : [];
  return group([richText(name.trim() === '' ? parts.slice(1) : parts), ...hint]);
}
