import stringWidth from 'string-width';
import type { Button } from '../../../src/cards/card.ts';
import { cleanText } from '../../../src/cards/text.ts';
import type { Canvas } from './canvas.ts';
import { keepTogether } from './wrap.ts';

/** Numbered buttons. Each stays on one row when it fits into `room` columns. */
export const renderButtons = (buttons: readonly Button[], canvas: Canvas, room: number): string[] =>
  buttons.map((button) => renderButton(button, canvas, room));

/** Columns that a separator takes at the end of a row. */
const separatorWidth = 2;

function renderButton(button: Button, { colors, firstButton, buttons }: Canvas, room: number): string {
  const number = `[${firstButton + buttons.length}]`;
  buttons.push(button);
  const label = cleanText(button.label).trim() || cleanText(button.line).trim();
  const text = `${colors.key(number)} ${button.primary ? colors.strong(label) : colors.small(label)}`;
  return stringWidth(`${number} ${label}`) + separatorWidth <= room ? keepTogether(text) : text;
}
