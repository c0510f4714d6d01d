import type { Button, Card } from '../../src/cards/card.ts';
import type { Router } from '../../src/commands/router.ts';
import { UserError } from '../../src/errors.ts';
import { ask, type OnBug, type Outcome, withoutPrefix } from './ask.ts';
import type { NoticeBoard } from './deliver/notice-board.ts';
import { createColors } from './render/colors.ts';
import { renderBug, renderError } from './render/error.ts';
import { type Rendered, type RenderOptions, renderMessage } from './render/message.ts';
import { cleanText } from './render/text.ts';
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

  function render(outcome: Outcome, options: RenderOptions): Rendered {
    switch (outcome.kind) {
      case 'answer':
        return renderMessage(outcome.answer.card, options);
      case 'mistake':
        return renderError(outcome.error, options);
      case 'bug':
        return renderBug(outcome.incident, options);
      default:
        return outcome satisfies never;
    }
  }

  async function tell(typed: string) {
    const line = withoutPrefix(typed);
    const pressed = /^\d{1,9}$/.test(line) ? Number(line) : undefined;
    const button = pressed === undefined ? undefined : buttons[pressed - 1];
    const outcome: Outcome =
      pressed !== undefined && button === undefined
        ? { kind: 'mistake', error: noButton(pressed, buttons.length) }
        : await ask(router, button?.line ?? line, onBug);

    const { text, buttons: shown } = render(outcome, { width: width(), color });
    // What has no buttons leaves those of the last card within reach.
    if (shown.length > 0) buttons = shown;
    const echo = button === undefined ? [] : drawPressed(button, width(), color);
    return { text: [...echo, text].join('\n'), ok: outcome.kind === 'answer' };
  }

  function show(card: Card): string {
    const { text, buttons: shown } = renderMessage(card, { width: width(), color });
    if (shown.length > 0) buttons = shown;
    return text;
  }

  return { tell, show };
}

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
