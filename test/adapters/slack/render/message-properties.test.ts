import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderMessage } from '../../../../adapters/slack/render/message.ts';
import { line, link } from '../../../../src/cards/builders.ts';
import type { Card } from '../../../../src/cards/card.ts';
import { problemsOf } from '../../../support/doubles/slack/check-message.ts';
import { arbitraryCard, arbitraryText, buttonsOf } from '../../../support/fixtures/arbitrary-card.ts';
import { tries } from '../../../support/tries.ts';

/** Large cards: texts up to a hundred times as long, lists up to nine times. */
const bigCard = fc
  .tuple(arbitraryCard, fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 9 }))
  .map(([card, longer, more]) => grow(card, longer, more));

function grow(card: Card, longer: number, more: number): Card {
  const json = JSON.stringify(card, (key, value) => {
    if (key === 'text' || key === 'title' || key === 'label')
      return typeof value === 'string' ? value.repeat(longer) : value;
    return key === 'entries' || key === 'items' ? Array(more).fill(value).flat() : value;
  });
  return JSON.parse(json);
}

test('any card is a message that Slack accepts', () => {
  fc.assert(
    fc.property(fc.oneof(arbitraryCard, bigCard), (card) => {
      const { text, blocks } = renderMessage(card, { share: 'search a' });
      expect(problemsOf(blocks)).toEqual([]);
      expect(text.length).toBeGreaterThan(0);
      expect(text.length).toBeLessThanOrEqual(4_000);
    }),
    tries(300, 40),
  );
});

test('any card fits a view of 100 blocks', () => {
  fc.assert(
    fc.property(bigCard, (card) => {
      expect(problemsOf(renderMessage(card, { maxBlocks: 100 }).blocks, 100)).toEqual([]);
    }),
  );
});

test('nothing in a card can mention anybody or forge a link', () => {
  fc.assert(
    fc.property(arbitraryCard, (card) => {
      const { text, blocks } = renderMessage(card);
      const markup = [text, ...mrkdwnOf(blocks)];
      for (const each of markup)
        expect(each).not.toMatch(/<(?!https?:\/\/[^\s|<>]+\||mailto:[^\s|<>]+\||!date\^\d+\^\{)/);
      expect(JSON.stringify(blocks)).not.toMatch(/"type":"(user|usergroup|broadcast|channel)"/);
    }),
    tries(300, 40),
  );
});

test('no text has a control character or half a character', () => {
  fc.assert(
    fc.property(arbitraryCard, (card) => {
      const shown = textsOf(renderMessage(card).blocks).flatMap((each) => each.split('\n'));
      for (const each of shown) expect(each).not.toMatch(/\p{Cc}|\p{Bidi_Control}|\p{Surrogate}/u);
    }),
  );
});

test('every button of a card of normal size is there once, beside its entry, in a menu or in a row', () => {
  fc.assert(
    fc.property(arbitraryCard, (card) => {
      const { blocks } = renderMessage(card);
      const dense = JSON.stringify(blocks).match(/Too many for buttons|too much for one/);
      const lines = buttonsOf(card).map(({ line }) => line.toWellFormed() || 'help');
      if (!dense) expect(valuesOf(blocks).sort()).toEqual(lines.sort());
    }),
  );
});

test('no text of an entry is markup but its own', () => {
  fc.assert(
    fc.property(arbitraryText, arbitraryText, (title, body) => {
      const entry = { title: line(link(title, 'https://x.org/1')), body: line(body), facts: line(body) };
      const { blocks } = renderMessage({
        title: 'T',
        summary: 'S',
        tone: 'plain',
        blocks: [{ kind: 'entries', entries: [entry] }],
      });
      for (const row of mrkdwnOf(blocks).flatMap((each) => each.split('\n'))) {
        const [, number = '', words = row] = /^(1\. \*?)(.*?)\*?$/s.exec(row) ?? [];
        const shown = words.replace(/^<https:\/\/x\.org\/1\|?([^>]*)>/, '$1');
        expect(shown, number).not.toMatch(/<|`|(?<![\p{L}\p{N}])([*_~])\S(?:.*\S)?\1(?![\p{L}\p{N}])/u);
        expect(shown).not.toMatch(/^(&gt;|>)/);
      }
    }),
  );
});

const valuesOf = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(valuesOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    key === 'value' && typeof each === 'string' ? [each] : valuesOf(each),
  );
};

const mrkdwnOf = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(mrkdwnOf);
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === 'mrkdwn' && 'text' in value) return [String(value.text)];
  return Object.values(value).flatMap(mrkdwnOf);
};

const textsOf = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    key === 'text' && typeof each === 'string' ? [each] : textsOf(each),
  );
};
