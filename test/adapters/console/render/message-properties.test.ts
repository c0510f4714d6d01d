import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { renderMessage } from '../../../../adapters/console/render/message.ts';
import { arbitraryCard, buttonsOf } from '../../../support/fixtures/arbitrary-card.ts';

const width = fc.integer({ min: 20, max: 120 });
/** The only sequences in a card: colors, styles, and hyperlinks to plain ASCII addresses. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find.
const ours = /\u001B\[\d{1,2}m|\u001B\]8;;[\x21-\x7E]*\u0007/g;

test('no row is wider than the width', () => {
  fc.assert(
    fc.property(arbitraryCard, width, fc.boolean(), (card, width, color) => {
      for (const row of renderMessage(card, { width, color }).text.split('\n')) {
        expect(stringWidth(row)).toBeLessThanOrEqual(width);
      }
    }),
  );
});

test('nothing in a card reaches the terminal as a control character', () => {
  fc.assert(
    fc.property(arbitraryCard, width, fc.boolean(), (card, width, color) => {
      const { text } = renderMessage(card, { width, color });
      const foreign = color ? text.replace(ours, '') : text;
      expect(foreign).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}|[\u2028\u2029]|\p{Surrogate}/u);
    }),
  );
});

test('each row closes every style and link that it opens', () => {
  fc.assert(
    fc.property(arbitraryCard, width, (card, width) => {
      for (const row of renderMessage(card, { width, color: true }).text.split('\n')) {
        expect(leftOpen(row)).toEqual([]);
      }
    }),
  );
});

test('every button is there once, in order, with what is typed to press it', () => {
  fc.assert(
    fc.property(arbitraryCard, width, (card, width) => {
      const { text, buttons } = renderMessage(card, { width, color: false });
      expect([...buttons.values()]).toEqual(buttonsOf(card));
      for (const typed of buttons.keys()) expect(text).toContain(`[${typed}]`);
    }),
  );
});

test('color only adds styles to a card without links and code', () => {
  const unstyled = arbitraryCard.filter(
    (card) => !JSON.stringify(card).match(/"kind":"link"|"style":"code"|"kind":"command"/),
  );
  fc.assert(
    fc.property(unstyled, width, (card, width) => {
      const colored = renderMessage(card, { width, color: true }).text.replace(ours, '').replace(/ +$/gm, '');
      expect(colored).toBe(renderMessage(card, { width, color: false }).text);
    }),
  );
});

/** Styles and links that are still open at the end of a row. */
function leftOpen(row: string): string[] {
  const closes: Record<string, string> = { 22: 'weight', 23: 'italic', 24: 'underline', 39: 'color' };
  const opens: Record<string, string> = { 1: 'weight', 2: 'weight', 3: 'italic', 4: 'underline' };
  const on = new Set<string>();
  for (const [sequence] of row.matchAll(ours)) {
    const code = /^.\[(\d+)m$/.exec(sequence)?.[1];
    if (code === undefined) sequence === '\u001B]8;;\u0007' ? on.delete('link') : on.add('link');
    else if (code in closes) on.delete(closes[code] ?? '');
    else on.add(opens[code] ?? 'color');
  }
  return [...on];
}
