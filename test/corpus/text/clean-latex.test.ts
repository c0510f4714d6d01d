import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanLatex } from '../../../src/corpus/text/clean-latex.ts';
import { cleanText } from '../../../src/corpus/text/clean-text.ts';
import { expectLinear } from '../../support/expect-linear.ts';

test.each([
  ['$\\mathcal{O}(n)$ sorting', 'O(n) sorting'],
  ['$O(n\\log n)$', 'O(n log n)'],
  ['$\\textit{Foo}$: {\\em bar} and \\textsc{Baz}', 'Foo: bar and Baz'],
  ['LLM$\\times$MapReduce', 'LLM×MapReduce'],
  [`Ba$_3$XB$_9$O$_{18}$, SnSe\${}_2$, Trans\${^2}$-CBCT`, 'Ba₃XB₉O₁₈, SnSe₂, Trans²-CBCT'],
  ['CaCl\\textsubscript{2}, A\\textsuperscript{2}FM', 'CaCl₂, A²FM'],
  ['$\\frac{1}{2}$ of spin-$3/2$', '1/2 of spin-3/2'],
  ['$k$-NN, $\\ell_1$ and 1T$^\\prime$', 'k-NN, ℓ₁ and 1T^′'],
  ['costs $5 and $10, or $500,000', 'costs $5 and $10, or $500,000'],
  ['$\\textit{near} $, $ \\textit{far} $', 'near , far'],
  ["Erd\\H{o}s and {\\c C}etin, Fran\\c cois, Mart\\'{\\i}nez", 'Erdős and Çetin, François, Martínez'],
  ['{\\L}ukasz, S\\o ren, Th\\d{i}', 'Łukasz, Søren, Thị'],
  ['file_1 and train_2 at https://x.org/\\~me/a\\_1', 'file_1 and train_2 at https://x.org/~me/a_1'],
  ['sim2real and Sim2Real', 'sim2real and Sim2Real'],
])('%s', (raw, clean) => {
  expect(cleanLatex(raw)).toBe(clean);
});

const part = fc.constantFrom(
  '$',
  '\\',
  '{',
  '}',
  '^',
  '_',
  '\\mathbf{',
  '\\c ',
  "\\'",
  'x',
  ' ',
  '12',
  '~',
  '\u0000',
  'é',
  '\ud800',
);

test('any text becomes clean, and not much longer', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
      const raw = parts.join('');
      const clean = cleanLatex(raw);
      expect(cleanText(clean)).toBe(clean);
      expect(clean.length).toBeLessThanOrEqual(8 * raw.length);
      expect(clean).not.toMatch(/[\p{Cc}\p{Surrogate}]/u);
    }),
  );
});

test.each(['$', '$^', '\\', '{\\bf ', '\\hat', "\\'", '\\frac{1}', '$ a'])(
  'many of %s take linear time',
  (part) => expectLinear((count) => cleanLatex(part.repeat(count))),
);
