import { ComponentType } from 'discord.js';
import { line, strong } from '../../../src/cards/builders.ts';
import type { Block, Card, Chart, Fact, Line } from '../../../src/cards/card.ts';
import { denseBody } from '../../../src/cards/fit.ts';
import { cleanText, clipText, isVisible } from '../../../src/cards/text.ts';
import { type IdOf, renderButtons } from './buttons.ts';
import { chartItem, chartLegend } from './chart-item.ts';
import {
  type ButtonPlacement,
  type MenuOption,
  renderEntries,
  renderMenus,
  type TextLimits,
} from './entries.ts';
import { type ChartPictures, type ContainerItem, fileItem, type MessageFile, textItem } from './payload.ts';
import { renderSpans } from './spans.ts';

/** What decides how the blocks of a card are laid out in a message. */
export interface Layout {
  /** Where the nth block of entries, counted from 0, has its buttons. */
  readonly placementOf: (nth: number) => ButtonPlacement;
  /** More menus than this become one. */
  readonly maxMenus: number;
}

interface BlockOptions {
  readonly max: TextLimits;
  readonly layout: Layout;
  readonly idOf: IdOf;
  /** The files that are sent, by their block. */
  readonly files: ReadonlyMap<Block, MessageFile>;
  readonly pictures: ChartPictures;
}

/** A card from top to bottom. The menus of all entries follow the last block of entries. */
export function renderBlocks(card: Card, options: BlockOptions): ContainerItem[] {
  const { max, layout, idOf } = options;
  const entryBlocks = card.blocks.filter((block) => block.kind === 'entries');
  const menu: MenuOption[] = [];
  const render = (block: Block): ContainerItem[] => {
    if (block.kind !== 'entries') return renderBlock(block, options);
    const nth = entryBlocks.indexOf(block);
    const entries = renderEntries(block, layout.placementOf(nth), max, idOf);
    menu.push(...entries.menu);
    const isLast = nth === entryBlocks.length - 1;
    return [...entries.items, ...(isLast ? renderMenus(menu, idOf, layout.maxMenus) : [])];
  };
  const items = card.blocks.flatMap((block, i) => {
    const [first, ...others] = render(block);
    if (first === undefined) return [];
    const isText = first.type === ComponentType.TextDisplay;
    const isParted = isText && isSpaced(card.blocks[i - 1], block);
    return [isParted ? textItem(`\n${first.content}`) : first, ...others];
  });
  return [...renderTitle(card), ...items];
}

const paragraphs: readonly Block['kind'][] = ['quote', 'list', 'facts', 'hint'];

/** Whether an empty line comes between two blocks. */
const isSpaced = (before: Block | undefined, { kind }: Block): boolean =>
  before !== undefined &&
  paragraphs.includes(before.kind) &&
  kind !== 'hint' &&
  // A heading has room above it anyway.
  !(before.kind === 'hint' && kind === 'heading');

function renderTitle({ title, tone }: Card): ContainerItem[] {
  const shown = renderSpans(line(title), { max: 250 });
  return texts(shown === '' ? '' : `## ${tone === 'warning' ? '⚠️ ' : ''}${shown}`);
}

function renderBlock(
  block: Exclude<Block, { kind: 'entries' }>,
  { max, idOf, files, pictures }: BlockOptions,
): ContainerItem[] {
  switch (block.kind) {
    case 'heading':
      return texts(renderHeading(block.text, max.body <= denseBody));
    case 'text':
      return texts(renderSpans(block.line, { max: max.prose }));
    case 'quote':
      return texts(renderSpans(block.line, { max: max.prose, prefix: '> ' }));
    case 'hint':
      return texts(renderSpans(block.line, { max: 500, prefix: '-# ' }));
    case 'list':
      return renderChart(block.chart, pictures) ?? renderList(block.items);
    case 'facts':
      return block.facts.flatMap(renderFact);
    case 'buttons':
      return renderButtons(block.buttons, idOf);
    case 'file':
      return renderFile(block.name, files.get(block));
    default:
      return block satisfies never;
  }
}

const renderList = (items: readonly Line[]): ContainerItem[] =>
  items.flatMap((item) => texts(renderSpans(item, { max: 400, prefix: '- ' })));

/** Undefined for a chart without a picture. */
function renderChart(chart: Chart | undefined, pictures: ChartPictures): ContainerItem[] | undefined {
  const file = chart && pictures.get(chart);
  if (chart === undefined || file === undefined) return undefined;
  return [
    chartItem(chart, file),
    ...texts(renderSpans(line(chartLegend(chart)), { max: 500, prefix: '-# ' })),
  ];
}

/** A heading of Discord has room above it, which a crowded message has not. */
const renderHeading = (text: string, isDense: boolean): string =>
  renderSpans(line(text), { max: 250, ...(isDense ? { bold: true } : { prefix: '### ' }) });

const texts = (content: string): ContainerItem[] => (content === '' ? [] : [textItem(content)]);

/** A file that is not sent is at least named. */
function renderFile(name: string, file: MessageFile | undefined): ContainerItem[] {
  if (file !== undefined) return [fileItem(file)];
  return texts(renderSpans(line(`${name}: too large for Discord.`), { max: 200, prefix: '-# ' }));
}

function renderFact({ label, value }: Fact): ContainerItem[] {
  const name = clipText(cleanText(label).trim(), 60);
  const shown = renderSpans(value, { max: 400, ...(isVisible(name) && { prefix: ' ' }) });
  return texts(shown === '' ? '' : `${renderSpans([strong(name)])}${shown}`);
}
