import type { Card } from '../../../src/cards/card.ts';
import { line } from '../../../src/cards/span.ts';
import type { UserError } from '../../../src/errors.ts';
import { type Rendered, type RenderOptions, renderMessage } from './message.ts';

/** A person's mistake: what is wrong, how to mend it, and lines that would, as numbered buttons. */
export function renderError({ message, hint, suggestions }: UserError, options: RenderOptions): Rendered {
  const buttons = suggestions.map((suggestion) => ({ label: suggestion, line: suggestion }));
  const card: Card = {
    title: message,
    summary: message,
    tone: 'warning',
    blocks: [
      { kind: 'text', line: line(hint) },
      { kind: 'buttons', buttons },
    ],
  };
  return renderMessage(card, options);
}

/** Says of a bug only that it happened; `incident` is the word to find it by in the log. */
export const bugMessage = (incident: string): string =>
  `Something went wrong on our side. Incident ${incident}.`;

/** Our own mistake: nothing of its inside is shown. */
export function renderBug(incident: string, options: RenderOptions): Rendered {
  const message = bugMessage(incident);
  return renderMessage({ title: message, summary: message, tone: 'warning', blocks: [] }, options);
}
