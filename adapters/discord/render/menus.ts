import { ComponentType } from 'discord.js';
import type { Button } from '../../../src/cards/card.ts';
import type { IdOf } from './button-ids.ts';
import { chunk, firstVisible } from './buttons.ts';
import { limits } from './limits.ts';
import type { ContainerItem } from './payload.ts';

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
