import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText } from '../../src/cards/builders.ts';
import { makeSnippet } from '../../src/search/snippet.ts';
import { stem } from '../../src/search/words/tokens.ts';

const marksOf = (body: string, ...words: string[]) =>
  makeSnippet(
    body,
    words.map((word) => stem(word)),
  ).flatMap((span) => (span.kind === 'text' && span.style === 'match' ? [span.text] : []));

test.each([
  ['Code for quantization is at https://github.com/lab/quantization now.', 'quantization', ['quantization']],
  ['See https://github.com.', 'github', []],
  ['The com port (https://a.com/com) and com.', 'com', ['com', 'com']],
])('no mark cuts an address in two: %s', (body, word, marks) => expect(marksOf(body, word)).toEqual(marks));

test('an address is shown whole or not at all', () => {
  const address = `https://example.org/${'long/'.repeat(20)}end`;
  for (let before = 0; before < 60; before += 1) {
    const shown = plainText(
      makeSnippet(`Mamba ${'word '.repeat(before)}${address} and more words follow here.`, ['mamba']),
    );
    expect(shown.includes(address) || !shown.includes('https://')).toBe(true);
  }
});

test.each([
  ['that has as many of the words', 'We sort by digits in linear time.', 'We sort by digits in linear time.'],
  ['that has half of the words', 'We propose RadixNet for digits.', 'We propose RadixNet for digits.'],
  ['but not one that has none of them', 'We propose RadixNet.', 'Many people sort by digits.'],
])('shows the claim %s', (_, claim, shown) => {
  const abstract = `Sorting is old. Many people sort by digits. ${claim}`;
  const paper = { title: 'Old Orders', abstract };
  expect(plainText(makeSnippet(abstract, [stem('sort'), stem('digits')], paper))).toBe(shown);
});

const own = 'We propose RadixNet, which orders numbers in linear time.';
test.each([
  [
    'its own work, past other people’s',
    'Sorting by digits is old. We find that digits help.',
    'We find that digits help.',
  ],
  [
    'what it studies',
    'Sorting by digits is old. Here we study digits of shells.',
    'Here we study digits of shells.',
  ],
  [
    'other people’s work, when only that has the words',
    'Sorting by digits is old.',
    'Sorting by digits is old.',
  ],
])('shows %s', (_, rest, shown) => {
  const abstract = `${own} ${rest}`;
  const paper = { title: 'RadixNet: Orders in Linear Time', abstract };
  expect(plainText(makeSnippet(abstract, [stem('sort'), stem('digits')], paper))).toBe(shown);
});

test('shows the claim where the title has the words', () => {
  const abstract = `${own} Sorting by digits is old.`;
  expect(plainText(makeSnippet(abstract, [stem('digits')], { title: 'Digits and Shells', abstract }))).toBe(
    own,
  );
});

test('shows the claim where no word is found', () => {
  const abstract = `Sorting is old. ${own}`;
  expect(plainText(makeSnippet(abstract, ['mamba'], { title: 'Shells', abstract }))).toBe(own);
});

test('quotes whole sentences, past an abbreviation', () =>
  expect(plainText(makeSnippet('Sorting is old. Lin et al. sort by digits.', [stem('digits')]))).toBe(
    'Lin et al. sort by digits.',
  ));

test.each([
  [
    'the clause around the words',
    'The study covers three continents, forty laboratories and more than two hundred machines of all kinds that anybody could name, rent or borrow at the time; its results show that sparse attention halves the memory of long inputs on every machine.',
    '… its results show that sparse attention halves the memory of long inputs on every machine.',
  ],
  [
    'no more clauses than there is room for',
    'Sparse attention halves the memory of long inputs on every machine that was tried in forty laboratories on three continents, while its cost stays below a tenth of the time that dense models take for the same inputs on the same machines in all of these places.',
    'Sparse attention halves the memory of long inputs on every machine that was tried in forty laboratories on three continents …',
  ],
])('of a long sentence it shows %s', (_, sentence, shown) => {
  expect(plainText(makeSnippet(sentence, ['sparse', 'attention'].map(stem)))).toBe(shown);
});

test('of any long sentence it shows a part with a marked word, at most 240 characters', () => {
  const word = fc.constantFrom(
    'sparse',
    'attention',
    'is',
    'a',
    '(wide',
    'wide)',
    'thing,',
    'and',
    'so;',
    'that',
    '“',
    '$',
  );
  fc.assert(
    fc.property(fc.array(word, { minLength: 40, maxLength: 120 }), (words) => {
      const sentence = words.join(' ');
      const spans = makeSnippet(sentence, ['sparse'].map(stem));
      const shown = plainText(spans);
      expect(shown.length).toBeLessThanOrEqual(240 + '… '.length + ' …'.length);
      expect(sentence).toContain(shown.replace(/^… /, '').replace(/ …$/, ''));
      const has = spans.some((span) => span.kind === 'text' && span.style === 'match');
      expect(has).toBe(words.includes('sparse'));
    }),
  );
});
