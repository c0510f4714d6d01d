import type { Button, Card } from '../../src/cards/card.ts';
import { cleanText } from '../../src/cards/safe-text.ts';
import type { Router } from '../../src/commands/router.ts';
import { failureOf, type OnBug, runLine } from '../../src/commands/run-line.ts';
import { UserError } from '../../src/errors.ts';
import { consoleCaller } from './caller.ts';
import type { NoticeBoard } from './deliver/notice-board.ts';
import { createColors } from './render/colors.ts';
import { renderMessage } from './render/message.ts';
import { wrapWithIndent } from './render/wrap.ts';

/** How a person is talked to, in every mode that draws cards. */
export interface TalkOptions {
  /** Asked anew for each answer: a terminal's width changes. */
  readonly width: () => number;
  readonly color: boolean;
  readonly onBug: OnBug;
  /** What comes unasked: it is shown, and its buttons can be pressed. */
  readonly board?: NoticeBoard;
}

export interface Session {
  /** Answers a line, or presses the button of the last card when the line is a bare number. */
  tell(typed: string): Promise<{ readonly text: string; readonly ok: boolean }>;
  /** Draws a card that comes unasked. */
  show(card: Card): string;
}

/** A conversation: it remembers the buttons of the last card that had any. */
export function createSession(router: Router, { width, color, onBug }: TalkOptions): Session {
  let buttons: readonly Button[] = [];

  async function tell(typed: string) {
    const line = withoutPrefix(typed);
    const pressed = /^\d{1,9}$/.test(line) ? Number(line) : undefined;
    const button = pressed === undefined ? undefined : buttons[pressed - 1];
    const outcome =
      pressed !== undefined && button === undefined
        ? failureOf(noButton(pressed, buttons.length), onBug)
        : await runLine(router, button?.line ?? line, consoleCaller, onBug);

    const text = show(outcome.card);
    const echo = button === undefined ? [] : drawPressed(button, width(), color);
    return { text: [...echo, text].join('\n'), ok: outcome.kind === 'answer' };
  }

  function show(card: Card): string {
    const { text, buttons: shown } = renderMessage(card, { width: width(), color });
    // A card without buttons leaves those of the last card within reach.
    if (shown.length > 0) buttons = shown;
    return text;
  }

  return { tell, show };
}

/** Without a leading `/papers`, which people copy along from a chat. */
export const withoutPrefix = (typed: string): string =>
  typed
    .trim()
    .replace(/^\/papers(?=\s|$)/i, '')
    .trimStart();

/** The command behind a pressed button, so that a reader learns to type it. */
const drawPressed = ({ line }: Button, width: number, color: boolean): string[] =>
  wrapWithIndent(createColors(color).small(cleanText(line)), width, '→ ');

function noButton(number: number, count: number): UserError {
  const which = count === 1 ? 'only button 1' : `the buttons 1 to ${count}`;
  const hint =
    count === 0
      ? 'Numbers press the buttons of the last answer, and it has none.'
      : `The last answer has ${which}.`;
  return new UserError('unknown-button', `There is no button ${number}.`, hint);
}
