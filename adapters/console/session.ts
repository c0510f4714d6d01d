import type { Button, Card } from '../../src/cards/card.ts';
import { inZone } from '../../src/cards/map-spans.ts';
import type { Caller } from '../../src/commands/command.ts';
import { allRights } from '../../src/commands/place-handle.ts';
import type { Router } from '../../src/commands/router.ts';
import { failureOf, type OnBug, runLine } from '../../src/commands/run-line.ts';
import { UserError } from '../../src/errors.ts';
import type { NoticeBoard } from './deliver/messenger.ts';
import { renderMessage, renderPressed } from './render/message.ts';

/** The zone of this computer. */
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The one person and the one place of a terminal. */
export const consoleCaller: Caller = {
  place: { platform: 'console', workspace: 'local', channel: 'terminal' },
  person: { id: 'you', zone: here },
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
  let buttons: ReadonlyMap<string, Button> = new Map();

  /** Runs a line or, for what a button shows in brackets, presses it. `ok` is false for a failed line. */
  async function run(typed: string) {
    const line = withoutPrefix(typed);
    const button = buttons.get(line.toLowerCase());
    // Other numbers may be of an earlier page of the list, or a year.
    const isButton = /^\d{1,9}[a-z]$/i.test(line);
    const outcome =
      isButton && button === undefined
        ? failureOf(noButton(line, buttons), onBug)
        : await runLine(router, button?.line ?? line, consoleCaller, onBug);
    const pressed = button === undefined ? [] : [renderPressed(button, options)];
    return { text: [...pressed, show(outcome.card)].join('\n'), ok: outcome.kind === 'answer' };
  }

  /** Renders a card, with its times as they are here, and remembers its buttons. */
  function show(card: Card): string {
    const message = renderMessage(inZone(card, here), { width: width(), color });
    // After a card without buttons, those of the card before it can still be pressed.
    if (message.buttons.size > 0) buttons = message.buttons;
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

function noButton(typed: string, buttons: ReadonlyMap<string, Button>): UserError {
  const [first, ...others] = buttons.keys();
  const which = others.length === 0 ? `only the button ${first}` : `the buttons ${first} to ${others.at(-1)}`;
  const hint =
    first === undefined
      ? 'What is in brackets presses a button, and there is none yet.'
      : `The last answer has ${which}.`;
  return new UserError('unknown-button', `There is no button ${typed}.`, hint);
}
