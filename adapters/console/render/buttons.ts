import stringWidth from 'string-width';
import type { Button } from '../../../src/cards/card.ts';
import { cleanText } from '../../../src/cards/safe-text.ts';
import type { Colors } from './colors.ts';
import { glue } from './wrap.ts';

/** What the parts of one card share while it is drawn: width, ink, and the numbering of its buttons. */
export interface ButtonNumbers {
  readonly width: number;
  readonly ink: Colors;
  /** All buttons drawn so far, in the order of their numbers. */
  readonly buttons: readonly Button[];
  /** Numbers the buttons and draws them, each of one piece where `room` columns hold it. */
  press(buttons: readonly Button[], room: number): string[];
}

export function createButtonNumbers({
  width,
  ink,
  firstButton,
}: {
  width: number;
  ink: Colors;
  firstButton: number;
}): ButtonNumbers {
  const drawn: Button[] = [];

  function draw(button: Button, room: number): string {
    const key = `[${firstButton + drawn.length}]`;
    drawn.push(button);
    const label = cleanText(button.label).trim() || cleanText(button.line).trim();
    // Two columns more: the separator hangs on to what it follows.
    const fits = stringWidth(`${key} ${label}`) + 2 <= room;
    const painted = button.primary ? ink.strong(label) : ink.small(label);
    return fits ? glue(`${ink.key(key)} ${painted}`) : `${ink.key(key)} ${painted}`;
  }

  return {
    width,
    ink,
    buttons: drawn,
    press: (buttons, room) => buttons.map((button) => draw(button, room)),
  };
}
