import { line } from '../../../src/cards/builders.ts';
import type { Button } from '../../../src/cards/card.ts';
import { cleanText, clipText } from '../../../src/cards/text.ts';
import { renderHint } from './hint.ts';
import { limits } from './limits.ts';
import type { SlackBlock, SlackButton } from './payload.ts';

/** No command of Paperboy writes such a line; if one did, the card says so instead of showing a dead button. */
const tooLong = 'Some buttons are left out: their commands are too long for Slack. Type them after /papers.';

/** Buttons in rows of at most 25. Their ids are set when the message is put together. */
export function renderButtons(buttons: readonly (Button & { readonly about?: string })[]): SlackBlock[] {
  const fitting = buttons.filter((button) => carried(button).length <= limits.value);
  const rows = Math.ceil(fitting.length / limits.buttons);
  const blocks = Array.from({ length: rows }, (_, i): SlackBlock => {
    const row = fitting.slice(i * limits.buttons, (i + 1) * limits.buttons);
    return { type: 'actions', elements: row.map(renderButton) };
  });
  return fitting.length === buttons.length ? blocks : [...blocks, ...renderHint(line(tooLong), 200)];
}

/** Slack refuses an empty value. */
const carried = ({ line: value }: Button): string => value.toWellFormed() || 'help';

function renderButton(button: Button & { readonly about?: string }): SlackButton {
  const label = clipText(
    cleanText(button.label).trim() || cleanText(button.line).trim() || '…',
    limits.label,
  );
  const about = cleanText(button.about ?? '').trim();
  return {
    type: 'button',
    action_id: 'run',
    text: { type: 'plain_text', text: label, emoji: false },
    value: carried(button),
    ...(about !== '' && { accessibility_label: clipText(`${label}: ${about}`, limits.label) }),
    ...(button.primary && { style: 'primary' }),
  };
}
