import { ComponentType } from 'discord.js';
import type { Block, Entry, Line } from '../../../src/cards/card.ts';
import { clipLine, denseEntry } from '../../../src/cards/dense.ts';
import { denseBody } from '../../../src/cards/fit.ts';
import { chunk, firstVisible, type IdOf, renderButton, renderButtons } from './buttons.ts';
import { limits } from './limits.ts';
import { type ContainerItem, row, section, textItem } from './payload.ts';
import { plainLine, renderSpans } from './spans.ts';

/**
 * Where the buttons of entries are, from the handiest to what needs the fewest components:
 *
 * | placement | first button | other buttons |
 * |---|---|---|
 * | `rows` | below its entry | below their entry |
 * | `beside` | beside its entry | in menus below all entries |
 * | `menus` | in menus below all entries | in menus below all entries |
 */
export type ButtonPlacement = 'rows' | 'beside' | 'menus';

/** How long texts may be, in characters. A message that does not fit is rendered again with less. */
export interface TextLimits {
  /** An entry's body; 0 leaves bodies out. */
  readonly body: number;
  /** A text or quote block. */
  readonly prose: number;
  /** Links below the title of an entry that have a longer address become text: the paper's own page still has them. */
  readonly url: number;
}

/** A paper's address is shown up to here, in characters: as long as a stored paper may have it. */
const titleUrl = 2_000;

const buttonsOutsideMenus = { rows: Number.POSITIVE_INFINITY, beside: 1, menus: 0 } as const;

/** Numbered entries with their buttons, and the options of the menus below all entries. */
export function renderEntries(
  { entries, start = 1 }: Block & { kind: 'entries' },
  placement: ButtonPlacement,
  max: TextLimits,
  idOf: IdOf,
): { readonly items: ContainerItem[]; readonly menu: MenuOption[] } {
  const hasBodies = max.body > 0 && entries.some((entry) => entry.body !== undefined);
  const items = entries.flatMap((entry, i) => {
    const text = renderText(entry, start + i, max);
    const { buttons = [] } = entry;
    const [first] = buttons;
    if (first !== undefined && placement === 'beside') return section(text, renderButton(first, idOf));
    const item = textItem(hasBodies && i > 0 ? `\n${text}` : text);
    return placement === 'rows' ? [item, ...renderButtons(buttons, idOf)] : item;
  });
  const menu = entries.flatMap(({ title, buttons = [] }, i) =>
    buttons.slice(buttonsOutsideMenus[placement]).map(({ label, line }) => ({
      entry: firstVisible([`${start + i}. ${plainLine(title)}`], limits.optionLabel),
      label: firstVisible([label, line], limits.buttonLabel),
      line,
    })),
  );
  return { items, menu };
}

/** An entry whose title has nothing to see keeps its number: its buttons still name the paper. */
function renderText(entry: Entry, number: number, max: TextLimits): string {
  const rows = max.body > denseBody ? roomyRows(entry, number, max) : denseRows(entry, number, max);
  return rows.filter((row) => row !== '').join('\n');
}

function roomyRows(entry: Entry, number: number, max: TextLimits): string[] {
  const { facts = [], body = [] } = entry;
  const maxUrl = max.url;
  return [
    renderName(entry, number),
    renderSpans(body, { max: max.body, maxUrl }),
    smallPrint(renderSpans(facts, { max: 200, maxUrl })),
  ];
}

/** Between a title and the facts behind it. No title has an en space, so that `shared.ts` finds where it ends. */
export const asideSeparator = ' ·\u2002';

function withAside(name: string, aside: Line, maxUrl: number): string {
  const facts = renderSpans(aside, { max: 200, maxUrl });
  return facts === '' ? name : `${name}${asideSeparator}${facts}`;
}

function denseRows(entry: Entry, number: number, max: TextLimits): string[] {
  const body = max.body > 0 ? clipLine(entry.brief ?? entry.body ?? [], max.body) : [];
  const { aside, below } = denseEntry(entry, body, number);
  return [
    withAside(renderName(entry, number, false), aside, max.url),
    smallPrint(renderSpans(below, { max: max.body + 200, maxUrl: max.url })),
  ];
}

/** In a crowded message titles are not bold: more of them take one row. */
function renderName({ title, struck }: Entry, number: number, bold = true): string {
  const prefix = bold ? `${number}. ` : `**${number}.** `;
  const name = renderSpans(title, { max: 250, bold, prefix, maxUrl: titleUrl }) || `**${number}.**`;
  return struck ? `~~${name}~~` : name;
}

const smallPrint = (text: string): string => (text === '' ? '' : `-# ${text}`);

/** A button that has no room beside its entry. */
export interface MenuOption {
  /** The number and title of its entry. */
  readonly entry: string;
  readonly label: string;
  readonly line: string;
}

/**
 * One menu for each button label (`Similar …`), or one menu for all when there would be more than `maxMenus`. A menu
 * with more options than Discord allows becomes several.
 */
export function renderMenus(options: readonly MenuOption[], idOf: IdOf, maxMenus: number): ContainerItem[] {
  const labels = [...new Set(options.map(({ label }) => label))];
  const isMixed = labels.length > maxMenus;
  return (isMixed ? ['More'] : labels).flatMap((name) => {
    const members = options.filter(({ label }) => isMixed || label === name);
    return chunk(members, limits.selectOptions).map((part) =>
      row([
        {
          type: ComponentType.StringSelect,
          custom_id: idOf({ kind: 'menu', line: firstVisible([name], 30) }),
          placeholder: `${name} …`,
          options: part.map(({ entry, label, line }) => ({
            label: entry,
            value: idOf({ kind: 'run', line }),
            ...(isMixed && { description: label }),
          })),
        },
      ]),
    );
  });
}
