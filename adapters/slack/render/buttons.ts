import type { types } from '@slack/bolt';
import { line } from '../../../src/cards/builders.ts';
import type { Button } from '../../../src/cards/card.ts';
import { cleanText, clipText } from '../../../src/cards/text.ts';
import { limits } from './limits.ts';
import { renderHint } from './spans.ts';

/** No command of Paperboy writes such a line; if one did, the card says so instead of showing a dead button. */
const tooLong = 'Some buttons are left out: their commands are too long for Slack. Type them after /papers.';

/** Buttons in rows of at most 25. Their ids are set when the message is put together. */
export function renderButtons(
  buttons: readonly Button[],
  about = '',
): (types.ActionsBlock | types.ContextBlock)[] {
  const fitting = buttons.filter((button) => lineOf(button).length <= limits.value);
  const rows = Math.ceil(fitting.length / limits.buttons);
  const blocks = Array.from({ length: rows }, (_, i): types.ActionsBlock => {
    const row = fitting.slice(i * limits.buttons, (i + 1) * limits.buttons);
    return { type: 'actions', elements: row.map((button) => renderButton(button, about)) };
  });
  return fitting.length === buttons.length ? blocks : [...blocks, ...renderHint(line(tooLong), 200)];
}

/** Slack refuses an empty value. */
export const lineOf = (button: Button): string => button.line.toWellFormed() || 'help';

/** @param about what the button is about, for people who hear the buttons read out one by one */
export function renderButton(button: Button, about: string): types.Button {
  const text = cleanText(button.label).trim() || cleanText(button.line).trim() || '…';
  const label = clipText(text, limits.label);
  return {
    type: 'button',
    action_id: button.form ? 'form' : 'run',
    text: { type: 'plain_text', text: label, emoji: false },
    value: lineOf(button),
    ...(about !== '' && { accessibility_label: clipText(`${label}: ${about}`, limits.label) }),
    ...(button.primary && { style: 'primary' }),
  };
}
