import type { Button } from '../../../src/cards/card.ts';
import type { Press } from './button-ids.ts';
import { chunk, nameOf } from './buttons.ts';
import { limits } from './limits.ts';
import type { Piece } from './payload.ts';

type IdOf = (press: Press) => string;

/** The buttons of an entry that have no room beside it. */
export interface MenuEntry {
  readonly number: number;
  readonly title: string;
  readonly buttons: readonly Button[];
}

interface Item {
  readonly text: string;
  readonly label: string;
  readonly line: string;
}

/** One menu for each label, `Similar …`, or one for all where the labels are more than that. */
export function renderMenus(entries: readonly MenuEntry[], idOf: IdOf, mostMenus: number): Piece[] {
  const items = entries.flatMap(({ number, title, buttons }) =>
    buttons.map((button) => ({
      text: nameOf([`${number}. ${title}`], limits.optionLabel),
      label: nameOf([button.label, button.line], limits.buttonLabel),
      line: button.line,
    })),
  );
  const labels = [...new Set(items.map(({ label }) => label))];
  return labels.length <= mostMenus
    ? labels.flatMap((name) =>
        laySelects(
          name,
          items.filter(({ label }) => label === name),
          idOf,
        ),
      )
    : laySelects('More', items, idOf, true);
}

const laySelects = (name: string, items: readonly Item[], idOf: IdOf, isMixed = false): Piece[] =>
  chunk(items, limits.selectOptions).map((part) => ({
    kind: 'select',
    select: {
      type: 3,
      custom_id: idOf({ kind: 'menu', line: nameOf([name], 30) }),
      placeholder: `${name} …`,
      options: part.map(({ text, label, line }) => ({
        label: text,
        value: idOf({ kind: 'run', line }),
        ...(isMixed && { description: label }),
      })),
    },
  }));
