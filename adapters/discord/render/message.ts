import { type APIComponentInMessageActionRow, ComponentType, MessageFlags } from 'discord.js';
import { hint, line, text } from '../../../src/cards/builders.ts';
import type { Block, Button, Card, Tone } from '../../../src/cards/card.ts';
import { type Layout, renderBlocks } from './block.ts';
import { type ButtonLines, createIds, type IdOf, type PressKind, renderButton } from './buttons.ts';
import type { TextLimits } from './entries.ts';
import { limits } from './limits.ts';
import {
  type ContainerItem,
  collectFiles,
  fileItem,
  joinTexts,
  type MessageFile,
  type MessagePayload,
  measure,
  row,
  textItem,
} from './payload.ts';
import { renderSpans } from './spans.ts';
import { withTypedLines } from './typed-lines.ts';

export interface RenderedMessage {
  readonly body: MessagePayload;
  readonly files: MessageFile[];
}

const accentColors: Readonly<Record<Tone, number>> = { plain: 0x4f6bed, empty: 0x80848e, warning: 0xf0a020 };

/** Renders any card as one message of Components V2 within Discord's limits; README.md says why not embeds. */
export function renderMessage(card: Card, options: RenderOptions): RenderedMessage {
  const shown = withTypedLines(card, options.lines);
  const files = collectFiles(shown);
  const components = joinTexts(fitCard(shown, options, files));
  const accentColor = accentColors[card.tone];
  const sent = components.flatMap((each) => (each.type === ComponentType.File ? [each.file.url] : []));
  return {
    body: {
      flags: MessageFlags.IsComponentsV2,
      components: [{ type: ComponentType.Container, accent_color: accentColor, components }],
      allowed_mentions: { parse: [] },
    },
    // Discord refuses a file that no component shows.
    files: [...files.values()].filter((file) => sent.includes(fileItem(file).file.url)),
  };
}

/** The card's title and summary alone, for when Discord refuses the whole card; small print says so. */
export const renderPlain = ({ title, summary, tone }: Card): RenderedMessage =>
  renderMessage(
    { title, summary, tone, blocks: [text(summary), hint('Discord did not take the whole message.')] },
    { lines: { idFor: () => '', lineOf: async () => undefined } },
  );

interface RenderOptions {
  readonly lines: ButtonLines;
  /** One more button at the end, which shares a private answer or opens a form. */
  readonly extraButton?: Button & { readonly kind: PressKind };
}

const shortUrl = 90;
/** From everything to ever less: bodies are shortened first, then long addresses left out, then texts shortened. */
const textSizes: readonly TextLimits[] = [
  ...[1_500, 400, 280, 200, 150].map((body) => ({ body, prose: 3_900, url: 512 })),
  ...[280, 200, 150, 100, 60, 0].map((body) => ({ body, prose: 3_900, url: shortUrl })),
  ...[2_500, 1_500, 800, 400, 200, 100].map((prose) => ({ body: 0, prose, url: shortUrl })),
];
const smallest = textSizes.at(-1) as TextLimits;

/** Cards with more entries have no room for all buttons below each of them. */
const maxEntriesWithRows = 3;

/** From the handiest to what needs the fewest components. */
function layoutsOf({ blocks }: Card): readonly Layout[] {
  const entries = blocks.reduce(
    (sum, block) => sum + (block.kind === 'entries' ? block.entries.length : 0),
    0,
  );
  const placements: readonly Layout['placementOf'][] = [
    ...(entries <= maxEntriesWithRows ? [() => 'rows' as const] : []),
    () => 'beside',
    (nth) => (nth === 0 ? 'beside' : 'menus'),
    () => 'menus',
  ];
  return placements.flatMap((placementOf) => [3, 1].map((maxMenus) => ({ placementOf, maxMenus })));
}

/**
 * The card with the handiest layout and the longest texts that fit into one message. If nothing fits, the end of the
 * card is cut off, and a line of small print says so.
 */
function fitCard(
  card: Card,
  { lines, extraButton }: RenderOptions,
  files: ReadonlyMap<Block, MessageFile>,
): ContainerItem[] {
  const render = (layout: Layout, max: TextLimits) => {
    const idOf = createIds(lines);
    const items = renderBlocks(card, { max, layout, idOf, files });
    return orSummary(card, extraButton ? withButton(items, extraButton, idOf) : items);
  };
  const layouts = layoutsOf(card);
  // How many components there are hardly depends on the length of texts.
  const layout =
    layouts.find((each) => measure(render(each, smallest)).components <= limits.components) ??
    (layouts.at(-1) as Layout);
  for (const max of textSizes) {
    const items = render(layout, max);
    if (fits(items)) return items;
  }
  return cutOff(render(layout, smallest));
}

function fits(items: readonly ContainerItem[]): boolean {
  const { components, characters, bytes } = measure(items);
  return components <= limits.components && characters <= limits.characters && bytes <= limits.bytes;
}

/** As many items from the top as fit. */
function cutOff(items: readonly ContainerItem[]): ContainerItem[] {
  const more = textItem('-# There is more, but a Discord message holds no more.');
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits([...items.slice(0, middle), more])) low = middle;
    else high = middle - 1;
  }
  return [...items.slice(0, low), more];
}

/** Adds a button to the card's last row of buttons if it has room, else in a row of its own. */
function withButton(
  items: readonly ContainerItem[],
  extra: NonNullable<RenderOptions['extraButton']>,
  idOf: IdOf,
): ContainerItem[] {
  const button = renderButton(extra, idOf, extra.kind);
  const at = items.findLastIndex((item) => buttonsOf(item).length > 0);
  const last = buttonsOf(items[at]);
  // A row further up belongs to an entry.
  const hasRoom = last.length > 0 && last.length < limits.rowButtons && at >= items.length - 2;
  return hasRoom ? items.with(at, row([...last, button])) : [...items, row([button])];
}

const buttonsOf = (item: ContainerItem | undefined): readonly APIComponentInMessageActionRow[] =>
  item?.type === ComponentType.ActionRow && item.components[0]?.type === ComponentType.Button
    ? item.components
    : [];

/** Discord refuses an empty container. */
function orSummary({ summary }: Card, items: ContainerItem[]): ContainerItem[] {
  if (items.length > 0) return items;
  return [textItem(renderSpans(line(summary), { max: 500 }) || '…')];
}
