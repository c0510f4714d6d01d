import type { Card } from '../../../src/cards/card.ts';
import { cleanText, clipText } from '../../../src/cards/safe-text.ts';
import { line } from '../../../src/cards/span.ts';
import { type Density, type Piece, renderBlock } from './block.ts';
import { renderButtons } from './buttons.ts';
import { fitPieces } from './fit.ts';
import { withHeadings } from './headings.ts';
import { renderHint } from './hint.ts';
import { limits, type SlackBlock, type SlackButton, weigh } from './limits.ts';
import { escapeText } from './text.ts';

export interface RenderOptions {
  /** Begins every block_id: new for each version of a message (Slack's advice), at most 200 characters. */
  readonly scope?: string;
  /** Adds a button that shows the answer to this line to everyone in the channel. */
  readonly share?: string;
  /** Default 50, a message's limit; a view has 100. */
  readonly maxBlocks?: number;
}

export interface SlackMessage {
  /** For notifications and screen readers, which do not read the blocks. */
  readonly text: string;
  readonly blocks: SlackBlock[];
}

const densities: readonly Density[] = ['roomy', 'tight', 'bare'];

/**
 * Draws any card inside Slack's limits: at most 50 blocks and 12,000 characters. Where it is too much, entries get
 * tighter, then lose their buttons, then are counted instead of shown; a line of small print says so.
 */
export function renderMessage(card: Card, options: RenderOptions = {}): SlackMessage {
  const room = { blocks: options.maxBlocks ?? limits.blocks, weight: limits.message };
  const drawn = densities.map((density) => draw(card, density, options));
  const pieces = drawn.find((each) => fits(each, room)) ?? fitPieces(drawn.at(-1) ?? [], room);
  const blocks = pieces.flatMap((piece) => piece.blocks);
  return { text: renderText(card), blocks: withIds(blocks, options.scope ?? 'm') };
}

/** The summary alone, safe as a message's `text`. */
export const renderText = ({ summary, title }: Card): string => {
  const said = clipText(cleanText(summary).trim() || cleanText(title).trim() || 'Paperboy', 3_000);
  return clipText(escapeText(said), limits.fallback);
};

function draw(card: Card, density: Density, { share }: RenderOptions): Piece[] {
  const body = card.blocks.flatMap((block) => renderBlock(block, density));
  const pieces = withHeadings([...drawTitle(card), ...body]);
  const hasLost = density === 'bare' && card.blocks.some(hasButtons);
  if (hasLost) pieces.push({ blocks: renderHint(line('Too many for buttons in one Slack message.'), 100) });
  return share === undefined || share.length > limits.value ? pieces : withShare(pieces, share);
}

/** Beside the card's own last buttons where there are any. */
function withShare(pieces: readonly Piece[], line: string): Piece[] {
  const [row] = renderButtons([{ label: 'Share in channel', line }]);
  if (row?.type !== 'actions') return [...pieces];
  const share = row.elements.map((each) => ({ ...each, action_id: 'share' }));
  const own = pieces.findLastIndex(({ item, blocks }) => !item && blocks[0]?.type === 'actions');
  const [buttons] = pieces[own]?.blocks ?? [];
  if (buttons?.type !== 'actions' || buttons.elements.length >= limits.buttons) {
    return [...pieces, { blocks: [{ ...row, elements: share }] }];
  }
  return pieces.with(own, { blocks: [{ ...buttons, elements: [...buttons.elements, ...share] }] });
}

const hasButtons = (block: Card['blocks'][number]) =>
  block.kind === 'entries' && block.entries.some(({ buttons = [] }) => buttons.length > 0);

/** A plain card has a header; a warning and an honest "nothing" are said more quietly. */
function drawTitle({ title, tone }: Card): Piece[] {
  const text = cleanText(title).trim();
  if (text === '') return [];
  if (tone === 'plain') {
    const header = clipText(text, limits.header);
    return [
      { title: true, blocks: [{ type: 'header', text: { type: 'plain_text', text: header, emoji: false } }] },
    ];
  }
  const said = clipText(text, limits.text / 10);
  const elements = [
    ...(tone === 'warning'
      ? [
          { type: 'emoji' as const, name: 'warning' },
          { type: 'text' as const, text: ' ' },
        ]
      : []),
    { type: 'text' as const, text: said, style: { bold: true } },
  ];
  const block: SlackBlock = { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
  return [{ title: true, heading: true, blocks: [block] }];
}

const fits = (pieces: readonly Piece[], room: { readonly blocks: number; readonly weight: number }) =>
  pieces.flatMap(({ blocks }) => blocks).length <= room.blocks && weigh(pieces) <= room.weight;

/** `run:7` presses the seventh button; `share:8` the one that shares. Unique in the message. */
function withIds(blocks: readonly SlackBlock[], scope: string): SlackBlock[] {
  let pressed = 0;
  return blocks.map((block, i) => {
    const block_id = `${scope}:${i + 1}`;
    if (block.type !== 'actions') return { ...block, block_id };
    const elements = block.elements.map((each) => {
      pressed += 1;
      return { ...(each as SlackButton), action_id: `${each.action_id}:${pressed}` };
    });
    return { ...block, block_id, elements };
  });
}
