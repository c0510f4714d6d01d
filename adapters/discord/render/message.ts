import type { APIContainerComponent } from 'discord.js';
import type { Button, Card, Tone } from '../../../src/cards/card.ts';
import { type Canvas, type Look, renderBlocks } from './block.ts';
import { type ButtonLines, createIds, type Press } from './button-ids.ts';
import { makeButton } from './buttons.ts';
import { collectFiles, type MessageFile } from './files.ts';
import { limits } from './limits.ts';
import { buildComponents, type MessagePayload, measure, messageFlags, type Piece } from './payload.ts';
import { renderSpans } from './spans.ts';

export interface RenderOptions {
  readonly lines: ButtonLines;
  /** A button more, at the end: to share a private answer, to open a form. */
  readonly extra?: Button & { readonly kind: Press['kind'] };
}

export interface RenderedMessage {
  readonly body: MessagePayload;
  readonly files: readonly MessageFile[];
}

const accents: Readonly<Record<Tone, number>> = { plain: 0x4f6bed, empty: 0x80848e, warning: 0xf0a020 };

/**
 * A card as one message of Components V2 (README.md says why not embeds), inside every limit of Discord. Total: any card gives a message. What has
 * no room is first shortened, body by body, and at last cut off at the end, with a line that says so.
 */
export function renderMessage(card: Card, options: RenderOptions): RenderedMessage {
  const files = collectFiles(card);
  const pieces = findFit(card, options, files);
  const components = buildComponents(pieces);
  const container: APIContainerComponent = { type: 17, accent_color: accents[card.tone], components };
  const shown = new Set(pieces.flatMap((piece) => (piece.kind === 'file' ? [piece.name] : [])));
  return {
    body: { flags: messageFlags.components, components: [container], allowed_mentions: { parse: [] } },
    // Discord refuses a file that no component shows.
    files: [...files.values()].filter(({ name }) => shown.has(name)),
  };
}

type Amount = Pick<Look, 'body' | 'prose' | 'longestUrl'>;

const shortUrl = 90;
/** From all of it to less and less, bodies first, then addresses, then texts. */
const amounts: readonly Amount[] = [
  ...[1_500, 400, 280, 200, 150].map((body) => ({ body, prose: 3_900, longestUrl: 512 })),
  ...[280, 200, 150, 100, 60, 0].map((body) => ({ body, prose: 3_900, longestUrl: shortUrl })),
  ...[2_500, 1_500, 800, 400, 200, 100].map((prose) => ({ body: 0, prose, longestUrl: shortUrl })),
];

/** All buttons below each entry: only where the entries are few. */
const fewEntries = 3;
const mostMenus = 3;

type Files = ReturnType<typeof collectFiles>;
/** How the nth block of entries is drawn, and how many menus there may be. */
type Plan = Pick<Canvas, 'styleOf' | 'mostMenus'>;

/** From the handiest to what needs the fewest components. */
function plansFor(card: Card): Plan[] {
  const entries = card.blocks.reduce(
    (sum, block) => sum + (block.kind === 'entries' ? block.entries.length : 0),
    0,
  );
  const styles: Plan['styleOf'][] = [
    ...(entries <= fewEntries ? [() => 'rows' as const] : []),
    () => 'beside',
    (nth: number) => (nth === 0 ? 'beside' : 'menus'),
    () => 'menus',
  ];
  return styles.flatMap((styleOf) => [
    { styleOf, mostMenus: mostMenus },
    { styleOf, mostMenus: 1 },
  ]);
}

function findFit(card: Card, options: RenderOptions, files: Files): Piece[] {
  const lay = (plan: Plan, amount: Amount) => {
    const idOf = createIds(options.lines);
    const pieces = renderBlocks(card, { look: { ...amount, style: 'menus' }, ...plan, idOf, files });
    return withSomething(card, options.extra ? withButton(pieces, options.extra, idOf) : pieces);
  };
  const least = amounts.at(-1) as Amount;
  const plans = plansFor(card);
  // The number of components hardly depends on the amount of text.
  const fewEnough = plans.find((plan) => countOf(lay(plan, least)) <= limits.components);
  const plan = fewEnough ?? (plans.at(-1) as Plan);
  const fitting = amounts.find((amount) => fits(lay(plan, amount)));
  return fitting === undefined ? cutOff(lay(plan, least)) : lay(plan, fitting);
}

const sizeOf = (pieces: readonly Piece[]) => measure(buildComponents(pieces), limits.bytesPerText);
const countOf = (pieces: readonly Piece[]) => sizeOf(pieces).components;

function fits(pieces: readonly Piece[]): boolean {
  const { components, characters, bytes } = sizeOf(pieces);
  return components <= limits.components && characters <= limits.characters && bytes <= limits.bytes;
}

/** Keeps what fits from the top, and says that it is not all. */
function cutOff(pieces: readonly Piece[]): Piece[] {
  const more: Piece = { kind: 'text', text: '-# There is more, but a Discord message holds no more.' };
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits([...pieces.slice(0, middle), more])) low = middle;
    else high = middle - 1;
  }
  return [...pieces.slice(0, low), more];
}

/** Into the last row of buttons where it has room. */
function withButton(
  pieces: Piece[],
  extra: NonNullable<RenderOptions['extra']>,
  idOf: (press: Press) => string,
): Piece[] {
  const button = makeButton(extra, idOf, extra.kind);
  const last = pieces.findLastIndex(({ kind }) => kind === 'row');
  const row = pieces[last];
  // A row that belongs to an entry has text after it, or is not near the end.
  if (row?.kind === 'row' && row.components.length < limits.rowButtons && last >= pieces.length - 2) {
    return pieces.with(last, { kind: 'row', components: [...row.components, button] });
  }
  return [...pieces, { kind: 'row', components: [button] }];
}

/** Discord refuses an empty container. */
function withSomething({ summary }: Card, pieces: Piece[]): Piece[] {
  if (pieces.length > 0) return pieces;
  return [{ kind: 'text', text: renderSpans([{ kind: 'text', text: summary }], { max: 500 }) || '…' }];
}
