import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType } from 'discord.js';
import type { Button } from '../../../src/cards/card.ts';
import { cleanText, clipText, isVisible } from '../../../src/cards/text.ts';
import type { IdOf, PressKind } from './button-ids.ts';
import { limits } from './limits.ts';
import type { ContainerItem } from './payload.ts';

/** Rows of at most five. */
export const renderButtons = (buttons: readonly Button[], idOf: IdOf): ContainerItem[] =>
  chunk(buttons, limits.rowButtons).map((row) => ({
    kind: 'row',
    components: row.map((button) => renderButton(button, idOf)),
  }));

export function renderButton(
  { label, line, primary }: Button,
  idOf: IdOf,
  kind: PressKind = 'run',
): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: primary ? ButtonStyle.Primary : ButtonStyle.Secondary,
    label: firstVisible([label, line], limits.buttonLabel),
    custom_id: idOf({ kind, line }),
  };
}

/** The first text with something to see, else `…`: Discord refuses labels of white space. At most `max` characters. */
export function firstVisible(texts: readonly string[], max: number): string {
  const [found = '…'] = texts.map((text) => cleanText(text).trim()).filter(isVisible);
  return clipText(found, max);
}

export const chunk = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
