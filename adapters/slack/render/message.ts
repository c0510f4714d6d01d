import { line } from '../../../src/cards/builders.ts';
import type { Card } from '../../../src/cards/card.ts';
import { cleanText, clipText } from '../../../src/cards/text.ts';
import { renderBlock } from './block.ts';
import { renderButtons } from './buttons.ts';
import type { Density } from './entries.ts';
import { fitGroups, type Room } from './fit.ts';
import { withHeadings } from './headings.ts';
import { renderHint } from './hint.ts';
import { limits, textLimits } from './limits.ts';
import { type BlockGroup, richText, type SlackBlock, type SlackButton, weigh } from './payload.ts';
import { escapeText } from './text.ts';

interface RenderOptions {
  /** Begins every block_id. Slack advises a new one for each version of a message; at most 200 characters. */
  readonly scope?: string;
  /** A command line: adds a button that shows its answer to everyone in the channel. */
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
 * Renders any card within Slack's limits. When there is too much, entries get tighter, then lose their buttons, then are
 * counted instead of shown; a line of small print says so.
 */
export function renderMessage(card: Card, options: RenderOptions = {}): SlackMessage {
  const room = { blocks: options.maxBlocks ?? limits.blocks, weight: limits.message };
  const layouts = densities.map((density) => layOut(card, density, options));
  const groups = layouts.find((each) => fits(each, room)) ?? fitGroups(layouts.at(-1) ?? [], room);
  const blocks = groups.flatMap((group) => group.blocks);
  return { text: renderText(card), blocks: withIds(blocks, options.scope ?? 'm') };
}

/** The summary, escaped for a message's `text`. */
const renderText = ({ summary, title }: Card): string => {
  const text = clipText(cleanText(summary).trim() || cleanText(title).trim() || 'Paperboy', limits.text);
  return clipText(escapeText(text), limits.fallback);
};

function layOut(card: Card, density: Density, { share }: RenderOptions): BlockGroup[] {
  const body = card.blocks.flatMap((block) => renderBlock(block, density));
  const groups = withHeadings([...renderTitle(card), ...body]);
  const hasLost = density === 'bare' && card.blocks.some(hasButtons);
  if (hasLost) groups.push({ blocks: renderHint(line('Too many for buttons in one Slack message.'), 100) });
  return share === undefined || share.length > limits.value ? groups : withShare(groups, share);
}

/** Beside the card's own last buttons where there are any. */
function withShare(groups: readonly BlockGroup[], line: string): BlockGroup[] {
  const [row] = renderButtons([{ label: 'Share in channel', line }]);
  if (row?.type !== 'actions') return [...groups];
  const share = row.elements.map((each) => ({ ...each, action_id: 'share' }));
  const own = groups.findLastIndex(({ item, blocks }) => !item && blocks[0]?.type === 'actions');
  const [buttons] = groups[own]?.blocks ?? [];
  if (buttons?.type !== 'actions' || buttons.elements.length >= limits.buttons) {
    return [...groups, { blocks: [{ ...row, elements: share }] }];
  }
  return groups.with(own, { blocks: [{ ...buttons, elements: [...buttons.elements, ...share] }] });
}

const hasButtons = (block: Card['blocks'][number]) =>
  block.kind === 'entries' && block.entries.some(({ buttons = [] }) => buttons.length > 0);

/** A header for a plain card, a bold line for a warning or an empty result. */
function renderTitle({ title, tone }: Card): BlockGroup[] {
  const text = cleanText(title).trim();
  if (text === '') return [];
  if (tone === 'plain') {
    const header = clipText(text, limits.header);
    return [
      { title: true, blocks: [{ type: 'header', text: { type: 'plain_text', text: header, emoji: false } }] },
    ];
  }
  const elements = [
    ...(tone === 'warning'
      ? [
          { type: 'emoji' as const, name: 'warning' },
          { type: 'text' as const, text: ' ' },
        ]
      : []),
    { type: 'text' as const, text: clipText(text, textLimits.title), style: { bold: true } },
  ];
  return [{ title: true, heading: true, blocks: [richText([{ type: 'rich_text_section', elements }])] }];
}

const fits = (groups: readonly BlockGroup[], room: Room) =>
  groups.flatMap(({ blocks }) => blocks).length <= room.blocks && weigh(groups) <= room.weight;

/** Slack wants ids that are unique in the message: `run:7` for the seventh button, `share:8` for the one that shares. */
function withIds(blocks: readonly SlackBlock[], scope: string): SlackBlock[] {
  let count = 0;
  return blocks.map((block, i) => {
    const block_id = `${scope}:${i + 1}`;
    if (block.type !== 'actions') return { ...block, block_id };
    const elements = block.elements.map((each) => {
      count += 1;
      return { ...(each as SlackButton), action_id: `${each.action_id}:${count}` };
    });
    return { ...block, block_id, elements };
  });
}
