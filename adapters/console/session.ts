import type { Button, Card } from '../../src/cards/card.ts';
import type { Caller } from '../../src/commands/command.ts';
import { allRights } from '../../src/commands/place-handle.ts';
import type { Router } from '../../src/commands/router.ts';
import { failureOf, type OnBug, runLine } from '../../src/commands/run-line.ts';
import { UserError } from '../../src/errors.ts';
import type { NoticeBoard } from './deliver/messenger.ts';
import { renderMessage, renderPressed } from './render/message.ts';

/** The one person and the one place of a terminal. */
export const consoleCaller: Caller = {
  place: { platform: 'console', workspace: 'local', channel: 'terminal' },
  person: { id: 'you', zone: Intl.DateTimeFormat().resolvedOptions().timeZone },
  rights: allRights,
};

/** What the modes that show cards share. */
export interface SessionOptions {
  /** Columns. Called for each card, because a terminal can be resized. */
  readonly width: () => number;
  readonly color: boolean;
  readonly onBug: OnBug;
  /** Cards that nobody asked for: they are shown, and their buttons can be pressed. */
  readonly board?: NoticeBoard;
}

/** A conversation. It remembers the buttons of the last card that had any. */
export function createSession(router: Router, options: SessionOptions) {
  const { width, color, onBug } = options;
  let buttons: readonly Button[] = [];

  /** Runs a line or, for a bare number, presses that button of the last card. `ok` is false for a failed line. */
  async function run(typed: string) {
    const line = withoutPrefix(typed);
    const typedNumber = /^\d{1,9}$/.test(line) ? Number(line) : undefined;
    const button = typedNumber === undefined ? undefined : buttons[typedNumber - 1];
    // A year is looked for, as other words are.
    const number = button === undefined && /^(?:19|20)\d\d$/.test(line) ? undefined : typedNumber;
    const outcome =
      number !== undefined && button === undefined
        ? failureOf(noButton(number, buttons.length), onBug)
        : await runLine(router, button?.line ?? line, consoleCaller, onBug);
    const pressed = button === undefined ? [] : [renderPressed(button, options)];
    return { text: [...pressed, show(outcome.card)].join('\n'), ok: outcome.kind === 'answer' };
  }

  /** Renders a card, and remembers its buttons. */
  function show(card: Card): string {
    const message = renderMessage(card, { width: width(), color });
    // After a card without buttons, those of the card before it can still be pressed.
    if (message.buttons.length > 0) buttons = message.buttons;
    return message.text;
  }

  return { run, show };
}

/** Without a leading `/papers`, which people copy along from a chat. */
export const withoutPrefix = (typed: string): string =>
  typed
    .trim()
    .replace(/^\/papers(?=\s|$)/i, '')
    .trimStart();

function noButton(number: number, count: number): UserError {
  const which = count === 1 ? 'only button 1' : `the buttons 1 to ${count}`;
  const hint = `The last answer has ${which}.`;
  const none = 'Numbers press buttons, and the last answer has none.';
  return new UserError('unknown-button', `There is no button ${number}.`, count === 0 ? none : hint);
}
