import { type APIComponentInMessageActionRow, ComponentType, MessageFlags } from 'discord.js';
import { hint, line, text } from '../../../src/cards/builders.ts';
import type { Block, Button, Card, Tone } from '../../../src/cards/card.ts';
import { comfortableBody, countEntries, denseBody, fitList, listedBody } from '../../../src/cards/fit.ts';
import { type Layout, renderBlocks } from './block.ts';
import { type ButtonLines, createIds, type IdOf, type PressKind, renderButton, shortId } from './buttons.ts';
import type { TextLimits } from './entries.ts';
import { limits } from './limits.ts';
import {
  type ChartPictures,
  type ContainerItem,
  collectFiles,
  fileItem,
  joinTexts,
  type MessageFile,
  type MessagePayload,
  measure,
  row,
  section,
  textItem,
} from './payload.ts';
import { renderSpans } from './spans.ts';
import { withTypedLines } from './typed-lines.ts';

/** A message as its parts are sent: the body as JSON, and the files beside it. */
export interface RenderedMessage {
  readonly body: MessagePayload;
  readonly files: MessageFile[];
}

const accentColors: Readonly<Record<Tone, number>> = { plain: 0x4f6bed, empty: 0x80848e, warning: 0xf0a020 };

/** Renders any card as one message of Components V2 within Discord's limits; README.md says why not embeds. */
export function renderMessage(card: Card, options: RenderOptions): RenderedMessage {
  const typed = withTypedLines(card, options.lines);
  const files = collectFiles(typed);
  const shown = fitList(typed, (each) => drawWhole(each, options, files) !== undefined);
  const drawn = joinTexts(drawWhole(shown, options, files) ?? cutOff(drawSmallest(shown, options, files)));
  const isCrowded = comfortableBody(countEntries(shown)) <= denseBody;
  const components = isCrowded ? withButtonAbove(drawn) : drawn;
  const accentColor = accentColors[card.tone];
  const urls = components.flatMap(fileUrls);
  // Discord refuses a file that no component shows.
  const sent = [...files.values(), ...(options.pictures?.values() ?? [])].filter((file) =>
    urls.includes(fileItem(file).file.url),
  );
  return {
    body: {
      flags: MessageFlags.IsComponentsV2,
      components: [{ type: ComponentType.Container, accent_color: accentColor, components }],
      allowed_mentions: { parse: [] },
      ...(sent.length > 0 && { attachments: sent.map(({ name }, i) => ({ id: String(i), filename: name })) }),
    },
    files: sent,
  };
}

const fileUrls = (item: ContainerItem): readonly string[] => {
  if (item.type === ComponentType.File) return [item.file.url];
  return item.type === ComponentType.MediaGallery ? item.items.map(({ media }) => media.url) : [];
};

/** Whether one message shows every entry of the card with its link and its buttons. */
export const fitsMessage = (card: Card): boolean =>
  drawWhole(withTypedLines(card, noLines), { lines: noLines }, collectFiles(card)) !== undefined;

/** The same for an answer that can be shared. */
export const fitsAnswer = (card: Card): boolean =>
  drawWhole(withTypedLines(card, noLines), { lines: noLines, extraButton: anyShare }, collectFiles(card)) !==
  undefined;

const anyShare = { label: 'Share in channel', line: '', kind: 'share' } as const;

/** The ids of lines are all of one length. */
const noLines: ButtonLines = { idFor: shortId, lineOf: async () => undefined };

/**
 * The titles of a card's entries with their links, or else its summary: for when Discord refuses the whole card. Small
 * print says so.
 */
export function renderPlain({ title, summary, tone, blocks }: Card): RenderedMessage {
  const entries = blocks.flatMap((block) =>
    block.kind === 'entries'
      ? [{ ...block, entries: block.entries.map((entry) => ({ title: entry.title })) }]
      : [],
  );
  const content = entries.length > 0 ? entries : [text(summary)];
  return renderMessage(
    { title, summary, tone, blocks: [...content, hint('Discord did not take the whole message.')] },
    { lines: noLines },
  );
}

interface RenderOptions {
  readonly lines: ButtonLines;
  /** Charts without a picture are lists of text. Default: all. */
  readonly pictures?: ChartPictures;
  /** One more button at the end, which shares a private answer or opens a form. */
  readonly extraButton?: Button & { readonly kind: PressKind };
}

const shortUrl = 90;
/** From everything to ever less: bodies are shortened first, then long addresses left out, then texts shortened. */
const textSizes: readonly TextLimits[] = [
  ...[1_500, 700, 400, 280, listedBody, 150, denseBody].map((body) => ({
    body,
    prose: 3_900,
    url: 512,
  })),
  ...[280, listedBody, 150, denseBody, 100, 60, 0].map((body) => ({ body, prose: 3_900, url: shortUrl })),
  ...[2_500, 1_500, 800, 400, 200, 100].map((prose) => ({ body: 0, prose, url: shortUrl })),
];
const smallest = textSizes.at(-1) as TextLimits;

/** Cards with more entries have no room for all buttons below each of them. */
const maxEntriesWithRows = 3;

/** From the handiest to what needs the fewest components. */
function layoutsOf(card: Card): readonly Layout[] {
  const entries = countEntries(card);
  const placements: readonly Layout['placementOf'][] = [
    ...(entries <= maxEntriesWithRows ? [() => 'rows' as const] : []),
    () => 'beside',
    (nth) => (nth === 0 ? 'beside' : 'menus'),
    () => 'menus',
  ];
  return placements.flatMap((placementOf) => [3, 1].map((maxMenus) => ({ placementOf, maxMenus })));
}

type Files = ReadonlyMap<Block, MessageFile>;

/**
 * The card with the handiest layout of its buttons that fits, and with the longest texts. Undefined when its entries
 * with their links and buttons do not fit into one message.
 */
function drawWhole(card: Card, options: RenderOptions, files: Files): ContainerItem[] | undefined {
  const layout = layoutsOf(card).find((each) => fits(draw(card, each, smallest, options, files)));
  if (layout === undefined) return undefined;
  const longest = comfortableBody(countEntries(card));
  for (const max of textSizes.filter(({ body }) => body <= longest)) {
    const items = draw(card, layout, max, options, files);
    if (fits(items)) return items;
  }
  return undefined;
}

/** The card with the least components and characters. */
const drawSmallest = (card: Card, options: RenderOptions, files: Files): ContainerItem[] =>
  draw(card, layoutsOf(card).at(-1) as Layout, smallest, options, files);

function draw(
  card: Card,
  layout: Layout,
  max: TextLimits,
  { lines, extraButton, pictures = new Map() }: RenderOptions,
  files: Files,
): ContainerItem[] {
  const idOf = createIds(lines);
  const items = renderBlocks(card, { max, layout, idOf, files, pictures });
  return orSummary(card, extraButton ? withButton(items, extraButton, idOf) : items);
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

/** The only button below the menus of a crowded list, `5 more`, is beside the text above the list: a row of its own is 40 pixels high. */
function withButtonAbove(items: readonly ContainerItem[]): ContainerItem[] {
  const [first, menus, last] = [items[0], items.at(-2), items.at(-1)];
  const [button, ...others] = buttonsOf(last);
  const isBelowMenus = menus?.type === ComponentType.ActionRow && buttonsOf(menus).length === 0;
  const isAlone = button?.type === ComponentType.Button && 'custom_id' in button && others.length === 0;
  return first?.type === ComponentType.TextDisplay && isBelowMenus && isAlone
    ? [section(first.content, button), ...items.slice(1, -1)]
    : [...items];
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
