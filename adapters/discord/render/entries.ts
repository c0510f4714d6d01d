import type { Block, Entry } from '../../../src/cards/card.ts';
import type { IdOf } from './button-ids.ts';
import { renderButton, renderButtons } from './buttons.ts';
import type { MenuEntry } from './menus.ts';
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
