import type { types } from '@slack/bolt';
import { line } from '../../../src/cards/builders.ts';
import type { Card } from '../../../src/cards/card.ts';
import { comfortableBody, countEntries, denseBody, fitList } from '../../../src/cards/fit.ts';
import { cleanText, clipText } from '../../../src/cards/text.ts';
import { renderBlocks } from './block.ts';
import { renderButtons } from './buttons.ts';
import { limits, textLimits } from './limits.ts';
import type { BlockGroup, BodyLength, SlackBlock } from './payload.ts';
import { escapeText, renderHint } from './spans.ts';

interface RenderOptions {
  /** Begins every block_id. Slack advises a new one for each version of a message; at most 200 characters. */
  readonly scope?: string;
  /** A command line: adds a button that shows its answer to everyone in the channel. */
  readonly share?: string;
  /** Draws charts, which not every workspace takes. Default: they are lists of text. */
  readonly charts?: boolean;
  /** Default 50, a message's limit; a view has 100. */
  readonly maxBlocks?: number;
}

/** A card as Slack's API takes it. */
export interface SlackMessage {
  /** For notifications and screen readers, which do not read the blocks. */
  readonly text: string;
  readonly blocks: SlackBlock[];
}

/** From the longest bodies of entries to none. */
const bodyLengths = (count: number): readonly BodyLength[] => {
  const most = comfortableBody(count);
  return [most, denseBody, 60, 0].filter((each) => each <= most);
};

/**
 * Renders any card within Slack's limits. When there is too much, entries get tighter; then a list that can be continued
 * ends earlier, with a button to the rest; then blocks are counted instead of shown, and a line of small print says so.
 */
export function renderMessage(card: Card, options: RenderOptions = {}): SlackMessage {
  const shown = fitList(card, (each) => layOutWhole(each, options) !== undefined);
  const groups = layOutWhole(shown, options) ?? leaveOut(layOut(shown, 0, options), roomOf(options));
  const blocks = groups.flatMap((group) => group.blocks);
  return { text: renderText(card), blocks: withIds(blocks, options.scope ?? 'm') };
}

/** Whether one message shows every entry of the card with its link and its buttons. */
export const fitsMessage = (card: Card): boolean => layOutWhole(card, {}) !== undefined;

/** The same for an answer that can be shared, with a line of usual length. */
export const fitsAnswer = (card: Card): boolean =>
  layOutWhole(card, { share: 'x'.repeat(300) }) !== undefined;

const roomOf = ({ maxBlocks = limits.blocks }: RenderOptions): Room => ({
  blocks: maxBlocks,
  weight: limits.message,
});

/** Undefined when the card does not fit. */
function layOutWhole(card: Card, options: RenderOptions): BlockGroup[] | undefined {
  for (const body of bodyLengths(countEntries(card))) {
    const groups = layOut(card, body, options);
    if (fits(groups, roomOf(options))) return groups;
  }
  return undefined;
}

/** The summary, escaped for a message's `text`. */
const renderText = ({ summary, title }: Card): string => {
  const text = clipText(cleanText(summary).trim() || cleanText(title).trim() || 'Paperboy', limits.text);
  return clipText(escapeText(text), limits.fallback);
};

function layOut(card: Card, body: BodyLength, { share, charts = false }: RenderOptions): BlockGroup[] {
  const groups = withHeadings([...renderTitle(card), ...renderBlocks(card, body, charts)], body > denseBody);
  return share === undefined || share.length > limits.value ? groups : withShare(groups, share);
}

/** A header for a plain card, a bold line for a warning or an empty result. */
function renderTitle({ title, tone }: Card): BlockGroup[] {
  const text = cleanText(title).trim();
  if (text === '') return [];
  if (tone === 'plain') {
    const header = { type: 'plain_text' as const, text: clipText(text, limits.header), emoji: false };
    return [{ title: true, blocks: [{ type: 'header', text: header }] }];
  }
  const elements: types.RichTextElement[] = [
    { type: 'text', text: clipText(text, textLimits.title), style: { bold: true } },
  ];
  if (tone === 'warning') elements.unshift({ type: 'emoji', name: 'warning' }, { type: 'text', text: ' ' });
  const block: SlackBlock = { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
  return [{ title: true, heading: true, blocks: [block] }];
}

/**
 * Joins each heading with the text below it in one block, and where there is room, sets it apart from what is above by a
 * divider. Entries keep blocks of their own, and there is no divider below the title.
 */
function withHeadings(groups: readonly BlockGroup[], isRoomy: boolean): BlockGroup[] {
  const result: BlockGroup[] = [];
  for (const group of groups) {
    const last = result.at(-1);
    const joined = last?.heading && !group.item ? join(last, group) : undefined;
    if (joined !== undefined) result[result.length - 1] = joined;
    else if (isRoomy && group.heading && last !== undefined && !last.title) {
      result.push({ ...group, blocks: [{ type: 'divider' }, ...group.blocks] });
    } else result.push(group);
  }
  return result;
}

/** One block for both, so that there is no gap between them. */
function join(heading: BlockGroup, group: BlockGroup): BlockGroup | undefined {
  const above = heading.blocks.at(-1);
  const [below, ...rest] = group.blocks;
  if (group.heading || above?.type !== 'rich_text' || below?.type !== 'rich_text') return undefined;
  const block = { ...above, elements: [...above.elements, ...below.elements] };
  return { blocks: [...heading.blocks.slice(0, -1), block, ...rest] };
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

interface Room {
  readonly blocks: number;
  /** In characters, see `weigh`. */
  readonly weight: number;
}

const fits = (groups: readonly BlockGroup[], room: Room) =>
  groups.flatMap(({ blocks }) => blocks).length <= room.blocks && weigh(groups) <= room.weight;

/**
 * Leaves out what does not fit: first the last of the items (papers of a list), then whatever comes last. A line of
 * small print counts what is left out.
 */
function leaveOut(groups: readonly BlockGroup[], room: Room): BlockGroup[] {
  // One block of 100 characters is for the small print.
  const left = { blocks: room.blocks - 1, weight: room.weight - 100 };
  const take = ({ blocks }: BlockGroup): boolean => {
    const weight = weigh(blocks);
    if (blocks.length > left.blocks || weight > left.weight) return false;
    left.blocks -= blocks.length;
    left.weight -= weight;
    return true;
  };
  const kept = new Set(groups.filter((group) => !group.item && take(group)));
  const items = groups.filter(({ item }) => item);
  const end = items.findIndex((group) => !take(group));
  for (const group of end < 0 ? items : items.slice(0, end)) kept.add(group);
  const lost = groups.length - kept.size;
  const shown = groups.filter((group) => kept.has(group));
  const hint = line(`… and ${lost} more, too much for one Slack message.`);
  return lost === 0 ? shown : [...shown, { blocks: renderHint(hint, 100) }];
}

const counted = new Set(['text', 'url', 'value', 'fallback', 'accessibility_label']);
/** A header takes more of the limit than its text. */
const headerWeight = 100;

/** Characters that count towards `limits.message`: all that a person reads or a click carries. */
export function weigh(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + weigh(each), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const base = 'type' in value && value.type === 'header' ? headerWeight : 0;
  return Object.entries(value).reduce(
    (sum, [key, each]) =>
      sum + (typeof each === 'string' ? (counted.has(key) ? each.length : 0) : weigh(each)),
    base,
  );
}

/** Slack wants ids that are unique in the message: `run:7` for the seventh button, `share:8` for the one that shares. */
function withIds(blocks: readonly SlackBlock[], scope: string): SlackBlock[] {
  let count = 0;
  const named = <Element extends { action_id?: string }>(element: Element): Element => {
    count += 1;
    return { ...element, action_id: `${element.action_id}:${count}` };
  };
  return blocks.map((block, i) => {
    const id = { block_id: `${scope}:${i + 1}` };
    if (block.type === 'actions') return { ...block, ...id, elements: block.elements.map(named) };
    if (block.type !== 'section' || block.accessory === undefined) return { ...block, ...id };
    return { ...block, ...id, accessory: named(block.accessory as types.Button) };
  });
}
