import { line, plainText } from '../../../src/cards/builders.ts';
import type { Entry } from '../../../src/cards/card.ts';
import { renderButtons } from './buttons.ts';
import { renderHint } from './hint.ts';
import { textLimits } from './limits.ts';
import { type BlockGroup, newline, richText } from './payload.ts';
import { isBlank, renderSpans } from './spans.ts';

/**
 * | density | an entry takes |
 * |---|---|
 * | `roomy` | a block of text, one of small print, one of buttons |
 * | `tight` | a block of text, one of buttons |
 * | `bare` | a block of text, without buttons |
 */
export type Density = 'roomy' | 'tight' | 'bare';

/** Numbered entries, each a group of its own. */
export const renderEntries = (entries: readonly Entry[], start: number, density: Density): BlockGroup[] =>
  entries.map((entry, i) => renderEntry(entry, start + i, density));

function renderEntry(entry: Entry, number: number, density: Density): BlockGroup {
  const { title, facts = [], body = [] } = entry;
  const lines = [line(`${number}. `, ...title), body, density === 'roomy' ? [] : facts];
  const filled = lines.filter((each) => !isBlank(each));
  const elements = filled.flatMap((each, i) =>
    i === 0
      ? renderSpans(each, textLimits.title, { bold: true })
      : [newline, ...renderSpans(each, each === facts ? textLimits.facts : textLimits.body)],
  );
  // For those who hear the buttons read out one by one.
  const about = plainText(title);
  const buttons = (entry.buttons ?? []).map((button) => ({ ...button, about }));
  return {
    item: true,
    blocks: [
      richText([{ type: 'rich_text_section', elements }]),
      ...(density === 'roomy' ? renderHint(facts, textLimits.facts) : []),
      ...(density === 'bare' ? [] : renderButtons(buttons)),
    ],
  };
}
