import type { Block, Card, Fact } from '../../../src/cards/card.ts';
import { cleanText, clipText, isVisible } from '../../../src/cards/safe-text.ts';
import type { Press } from './button-ids.ts';
import { renderButtons } from './buttons.ts';
import { type EntryLook, renderEntries } from './entries.ts';
import type { MessageFile } from './files.ts';
import { type MenuEntry, renderMenus } from './menus.ts';
import type { Piece } from './payload.ts';
import { renderSpans } from './spans.ts';

/** How much of a card is drawn: what does not fit is drawn again, with less. */
export interface Look extends EntryLook {
  /** Characters of a text or quote block. */
  readonly prose: number;
}

export interface Canvas {
  readonly look: Look;
  /** How the nth block of entries is drawn. */
  readonly styleOf: (nth: number) => EntryLook['style'];
  readonly mostMenus: number;
  readonly idOf: (press: Press) => string;
  readonly files: ReadonlyMap<Block, MessageFile>;
}

/** A card from top to bottom, ready to be put into a container. Menus stand below the last of the entries. */
export function renderBlocks(card: Card, canvas: Canvas): Piece[] {
  const title = layTitle(card);
  const entryBlocks = card.blocks.filter((block) => block.kind === 'entries');
  const menu: MenuEntry[] = [];
  const pieces = card.blocks.flatMap((block, i): readonly Piece[] => {
    const spaced = endsApart(card.blocks[i - 1]) && block.kind !== 'hint';
    if (block.kind !== 'entries')
      return layBlock(block, canvas).map((piece, j) => (spaced && j === 0 ? apart(piece) : piece));
    const style = canvas.styleOf(entryBlocks.indexOf(block));
    const laid = renderEntries(block.entries, block.start ?? 1, { ...canvas.look, style }, canvas.idOf);
    menu.push(...laid.menu);
    const menus = block === entryBlocks.at(-1) ? renderMenus(menu, canvas.idOf, canvas.mostMenus) : [];
    return [...laid.pieces.map((piece, j) => (spaced && j === 0 ? apart(piece) : piece)), ...menus];
  });
  return title === undefined ? pieces : [title, ...pieces];
}

/** What follows a paragraph of its own begins after an empty line. */
const endsApart = (block: Block | undefined): boolean =>
  block !== undefined && ['quote', 'list', 'facts', 'hint'].includes(block.kind);

const apart = (piece: Piece): Piece => (piece.kind === 'text' ? { ...piece, apart: true } : piece);

function layTitle({ title, tone }: Card): Piece | undefined {
  const sign = tone === 'warning' ? '⚠️ ' : '';
  const text = renderSpans([{ kind: 'text', text: title }], { max: 250 });
  return text === '' ? undefined : { kind: 'text', text: `## ${sign}${text}` };
}

function layBlock(block: Exclude<Block, { kind: 'entries' }>, { look, idOf, files }: Canvas): Piece[] {
  switch (block.kind) {
    case 'heading':
      return asText(renderSpans([{ kind: 'text', text: block.text }], { max: 250, prefix: '### ' }));
    case 'text':
      return asText(renderSpans(block.line, { max: look.prose }));
    case 'quote':
      return asText(renderSpans(block.line, { max: look.prose, prefix: '> ' }));
    case 'hint':
      return asText(renderSpans(block.line, { max: 500, prefix: '-# ' }));
    case 'list':
      return block.items.flatMap((item) => asText(renderSpans(item, { max: 400, prefix: '- ' })));
    case 'facts':
      return block.facts.flatMap(layFact);
    case 'buttons':
      return renderButtons(block.buttons, idOf);
    case 'file':
      return layFile(block.name, files.get(block));
    default:
      return block satisfies never;
  }
}

const asText = (text: string): Piece[] => (text === '' ? [] : [{ kind: 'text', text }]);

/** A file too large to send is at least named. */
function layFile(name: string, file: MessageFile | undefined): Piece[] {
  if (file !== undefined) return [{ kind: 'file', name: file.name }];
  const text = `${name}: too large for Discord.`;
  return asText(renderSpans([{ kind: 'text', text }], { max: 200, prefix: '-# ' }));
}

function layFact({ label, value }: Fact): Piece[] {
  const name = clipText(cleanText(label).trim(), 60);
  const shown = renderSpans(value, { max: 400, ...(isVisible(name) && { prefix: ' ' }) });
  if (shown === '') return [];
  return asText(`${renderSpans([{ kind: 'text', text: name, style: 'strong' }])}${shown}`);
}
