import type { APIButtonComponentWithCustomId } from 'discord.js';
import type { Button } from '../../../src/cards/card.ts';
import { cleanText, clipText, isVisible } from '../../../src/cards/safe-text.ts';
import type { Press } from './button-ids.ts';
import { limits } from './limits.ts';
import type { Piece } from './payload.ts';

type IdOf = (press: Press) => string;

/** Rows of five. */
export const renderButtons = (buttons: readonly Button[], idOf: IdOf): Piece[] =>
  chunk(buttons, limits.rowButtons).map((row) => ({
    kind: 'row',
    components: row.map((button) => makeButton(button, idOf)),
  }));

/** Styles: 1 is Discord's blue, 2 its grey. */
export function makeButton(
  { label, line, primary }: Button,
  idOf: IdOf,
  kind: Press['kind'] = 'run',
): APIButtonComponentWithCustomId {
  return {
    type: 2,
    style: primary ? 1 : 2,
    label: nameOf([label, line], limits.buttonLabel),
    custom_id: idOf({ kind, line }),
  };
}

/** The first text that can be seen, or a sign: Discord refuses labels of white space. */
export function nameOf(texts: readonly string[], max: number): string {
  const [found = '…'] = texts.map((text) => cleanText(text).trim()).filter(isVisible);
  return clipText(found, max);
}

export const chunk = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
