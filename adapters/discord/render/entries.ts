import { ComponentType } from 'discord.js';
import type { Block, Button, Entry } from '../../../src/cards/card.ts';
import { chunk, firstVisible, type IdOf, renderButton, renderButtons } from './buttons.ts';
import { limits } from './limits.ts';
import type { ContainerItem } from './payload.ts';
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
  /** Links of an entry with a longer address become text: the paper's own page still has them. */
  readonly url: number;
}

interface RenderedEntries {
  readonly items: readonly ContainerItem[];
  /** The entries with the buttons that belong in menus. */
  readonly menu: readonly MenuEntry[];
}

const buttonsOutsideMenus = { rows: Number.POSITIVE_INFINITY, beside: 1, menus: 0 } as const;

/** Numbered entries with their buttons. */
export function renderEntries(
  { entries, start = 1 }: Block & { kind: 'entries' },
  placement: ButtonPlacement,
  max: TextLimits,
  idOf: IdOf,
): RenderedEntries {
  const hasBodies = max.body > 0 && entries.some((entry) => entry.body !== undefined);
  return {
    items: entries.flatMap((entry, i) => {
      const text = renderText(entry, start + i, max);
      const [first] = entry.buttons ?? [];
      const textItem = { kind: 'text', text, spaced: hasBodies && i > 0 } as const;
      if (first === undefined || placement === 'menus') return [textItem];
      if (placement === 'beside') return [{ kind: 'section', text, button: renderButton(first, idOf) }];
      return [textItem, ...renderButtons(entry.buttons ?? [], idOf)];
    }),
    menu: entries.map(({ title, buttons = [] }, i) => ({
      number: start + i,
      title: plainLine(title),
      buttons: buttons.slice(buttonsOutsideMenus[placement]),
    })),
  };
}

/** An entry whose title has nothing to see keeps its number: its buttons still name the paper. */
function renderText({ title, facts = [], body = [] }: Entry, number: number, max: TextLimits): string {
  const maxUrl = max.url;
  return [
    renderSpans(title, { max: 250, bold: true, prefix: `${number}. `, maxUrl }) || `**${number}.**`,
    renderSpans(facts, { max: 200, prefix: '-# ', maxUrl }),
    max.body > 0 ? renderSpans(body, { max: max.body, maxUrl }) : '',
  ]
    .filter((row) => row !== '')
    .join('\n');
}

/** The buttons of an entry that have no room beside it. */
export interface MenuEntry {
  readonly number: number;
  readonly title: string;
  readonly buttons: readonly Button[];
}

interface MenuOption {
  readonly entry: string;
  readonly label: string;
  readonly line: string;
}

/** One menu for each button label (`Similar …`), or one menu for all when there would be more than `maxMenus`. */
export function renderMenus(entries: readonly MenuEntry[], idOf: IdOf, maxMenus: number): ContainerItem[] {
  const options = entries.flatMap(({ number, title, buttons }) =>
    buttons.map(({ label, line }) => ({
      entry: firstVisible([`${number}. ${title}`], limits.optionLabel),
      label: firstVisible([label, line], limits.buttonLabel),
      line,
    })),
  );
  const labels = [...new Set(options.map(({ label }) => label))];
  if (labels.length > maxMenus) return renderMenu('More', options, idOf, true);
  return labels.flatMap((label) =>
    renderMenu(
      label,
      options.filter((option) => option.label === label),
      idOf,
    ),
  );
}

/** A menu, or several when there are more options than one can hold. `isMixed`: options differ in their label. */
const renderMenu = (
  name: string,
  options: readonly MenuOption[],
  idOf: IdOf,
  isMixed = false,
): ContainerItem[] =>
  chunk(options, limits.selectOptions).map((part) => ({
    kind: 'select',
    select: {
      type: ComponentType.StringSelect,
      custom_id: idOf({ kind: 'menu', line: firstVisible([name], 30) }),
      placeholder: `${name} …`,
      options: part.map(({ entry, label, line }) => ({
        label: entry,
        value: idOf({ kind: 'run', line }),
        ...(isMixed && { description: label }),
      })),
    },
  }));
