import type { Entry } from '../../../src/cards/card.ts';
import type { Press } from './button-ids.ts';
import { makeButton, renderButtons } from './buttons.ts';
import type { MenuEntry } from './menus.ts';
import type { Piece } from './payload.ts';
import { plainLine, renderSpans } from './spans.ts';

export interface EntryLook {
  /**
   * `rows`: all buttons below each entry. `beside`: the first button beside its entry, the others in menus below all
   * of them. `menus`: all in menus; nothing is cheaper in components.
   */
  readonly style: 'rows' | 'beside' | 'menus';
  /** Characters of a body; none for 0. */
  readonly body: number;
  /** Longer addresses are left out: the entry's own page has them. */
  readonly longestUrl: number;
}

type IdOf = (press: Press) => string;

interface Numbered {
  readonly entry: Entry;
  readonly number: number;
}

/** Numbered entries, with their buttons where they fit best. What has no room there goes into menus. */
export function renderEntries(
  entries: readonly Entry[],
  start: number,
  look: EntryLook,
  idOf: IdOf,
): { readonly pieces: readonly Piece[]; readonly menu: readonly MenuEntry[] } {
  const numbered = entries.map((entry, i) => ({ entry, number: start + i }));
  const apart = look.body > 0 && entries.some((entry) => entry.body !== undefined);
  const left = { rows: Number.POSITIVE_INFINITY, beside: 1, menus: 0 }[look.style];
  return {
    pieces: numbered.flatMap((each, i) => layEntry(each, look, apart && i > 0, idOf)),
    menu: numbered.map(({ entry, number }) => ({
      number,
      title: plainLine(entry.title),
      buttons: (entry.buttons ?? []).slice(left),
    })),
  };
}

function layEntry({ entry, number }: Numbered, look: EntryLook, apart: boolean, idOf: IdOf): Piece[] {
  const text = showEntry(entry, number, look);
  const [first] = entry.buttons ?? [];
  if (first === undefined || look.style === 'menus') return [{ kind: 'text', text, apart }];
  if (look.style === 'beside') return [{ kind: 'section', text, button: makeButton(first, idOf) }];
  return [{ kind: 'text', text, apart }, ...renderButtons(entry.buttons ?? [], idOf)];
}

/** An entry without a title to see keeps its number: its buttons say what it is. */
function showEntry({ title, facts, body }: Entry, number: number, look: EntryLook): string {
  const { longestUrl } = look;
  return [
    renderSpans(title, { max: 250, bold: true, prefix: `${number}. `, longestUrl }) || `**${number}.**`,
    renderSpans(facts ?? [], { max: 200, prefix: '-# ', longestUrl }),
    look.body > 0 ? renderSpans(body ?? [], { max: look.body, longestUrl }) : '',
  ]
    .filter((row) => row !== '')
    .join('\n');
}
