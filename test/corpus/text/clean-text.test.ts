import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanRules } from '../../../src/corpus/text/clean-rules.ts';
import { cleanText, tidyText } from '../../../src/corpus/text/clean-text.ts';
import { expectLinear } from '../../support/expect-linear.ts';
import { seedFiles, seedText } from '../../support/fixtures/seed-pages.ts';
import { tries } from '../../support/tries.ts';

const table: readonly (readonly [string, string])[] = [
  ['running 2times faster on 224times224 images', 'running 2× faster on 224×224 images'],
  ['by 12.3times, and 8-32times, >1.3times', 'by 12.3×, and 8-32×, >1.3×'],
  ['1.2times-1.4times cheaper', '1.2×-1.4× cheaper'],
  ['below 2.2 times 10^{15} FLOPs', 'below 2.2 × 10¹⁵ FLOPs'],
  ['effective kernel size ktimes 2^ell', 'effective kernel size k × 2^ℓ'],
  ['in a m times n payoff matrix', 'in a m × n payoff matrix'],
  ['a total of N times (K + 1) calls', 'a total of N × (K + 1) calls'],
  ['(sim50\\%)', '(~50%)'],
  ['up to sim2times, sim!2times and sim7\\%', 'up to ~2×, ~2× and ~7%'],
  ['is sim 12n -- the best', 'is ~12n – the best'],
  ['ell_1{ell_2} norms, ell levels', 'ℓ₁ℓ₂ norms, ℓ levels'],
  ['Scaling scriptsizeFLaws: The', 'Scaling FLaws: The'],
  ['componentsx2013such as', 'components–such as'],
  ['{\\it model size}, {\\em inverse}, {it misaligned}', 'model size, inverse, misaligned'],
  [
    '{Further experiments demonstrate that {\\it size}, {\\it time} matter.}',
    'Further experiments demonstrate that size, time matter.',
  ],
  ['quantization (rm StatsQ)', 'quantization (StatsQ)'],
  ['a mathcal{O}(epsilon^{-4}) bound, mathcal O(T + D)', 'a O(ε^-4) bound, O(T + D)'],
  ['R_y(mathbf x_0) for mathbf u', 'R_y(x₀) for u'],
  ['{\\lambda}opt and {\\eta}{\\lambda}D', 'λopt and ηλD'],
  ['F^2C, D^2Quant, O(N^2), RL^V', 'F²C, D²Quant, O(N²), RL^V'],
  ['1.9 AP^{box}, p_{gen}, width^{-c}, H(KV_{i+1})', '1.9 AP^box, p_gen, width^-c, H(KV_(i+1))'],
  ['e^{-2 K (p_{comp} - 0.5)^2}.', 'e^(-2 K (p_comp - 0.5)²).'],
  ['$P(x) le (1 - p)^N$ and $k$', 'P(x) ≤ (1 - p)^N and k'],
  ['lceil log_2 N rceil', '⌈log₂ N⌉'],
  ['data \\& models, Q8\\_0, 5\\$', 'data & models, Q8_0, 5$'],
  ['40--65\\%, accuracy--efficiency, done --- with', '40–65%, accuracy–efficiency, done — with'],
  ['(Rozi\\`ere et al.), Erd\\H{o}s, na\\"{i}ve, Gar\\c{c}on', '(Rozière et al.), Erdős, naïve, Garçon'],
  ['3.4 vs.\\ 3.2', '3.4 vs. 3.2'],
  [
    'falls to leq7.5\\%, prompts of kleq 10 tokens, kleq n local',
    'falls to ≤7.5%, prompts of k ≤ 10 tokens, k ≤ n local',
  ],
  ['regimes (le 4 bits)', 'regimes (≤ 4 bits)'],
  ['confidence approx0.88, in case k approx n', 'confidence ≈0.88, in case k ≈ n'],
  ['individual rewards, \\eg~progress', 'individual rewards, e.g. progress'],
  ['(log(D) cdot |p|) and m + ncdot 2', '(log(D) · |p|) and m + n · 2'],
  ['Claude~4.5~Sonnet, learning~(RL)', 'Claude 4.5 Sonnet, learning (RL)'],
  ["the ``time to first token'', ``Stim\", ''x''", 'the "time to first token", "Stim", "x"'],
  ['(typically x!in!{4,8})', '(typically x ∈ {4,8})'],
  [
    '7 rightarrow y, A+B neq B+A, B_crit propto T, 2.17downarrow vs',
    '7 → y, A+B ≠ B+A, B_crit ∝ T, 2.17↓ vs',
  ],
  [
    'an varepsilon-optimal policy, the Omega(KTL) bound, sqrt T+sqrt D',
    'an ε-optimal policy, the Ω(KTL) bound, √T+√D',
  ],
  ['AdamW beta_2, tau^*=0.61', 'AdamW β₂, τ^*=0.61'],
  ['\\constructor and \\toString &valueOf;', 'constructor and toString &valueOf;'],
  ['{4-bit} precision', '4-bit precision'],
  ['our https://a.org/x_y{code} for', 'our https://a.org/x_y (code) for'],
  ['AT&amp;T &#8211; &lt;b&gt; &#x3b1;', 'AT&T – <b> α'],
  ['a\u0000b\u200bc\ufeffd\te\u00a0f\r\n g ', 'abcd e f g'],
  ['e\u0301', 'é'],
  ['a\u200db a\u200cb \u200dc d\u200c', 'ab ab c d'],
  ['👩\u200d x, x \u200d👩, می\u200c و \u200cمی', '👩 x, x 👩, می و می'],
  ['می\u200c\u200cخواهم', 'می\u200cخواهم'],
  ['\u200fשלום\u200e \u2067world\u2069', 'שלום world'],
  ['$2\\times$ and $\\alpha$-FLOPs, \\textbf{bold}, \\emph{em}', '2× and α-FLOPs, bold, em'],
];

const untouched: readonly string[] = [
  '👩\u200d🔬 and 👩🏽\u200d💻 and ❤\ufe0f\u200d🔥 and 👨\u200d👩\u200d👧 and 🏳\ufe0f\u200d🌈',
  'می\u200cخواهم نامه\u200cای',
  'क्\u200dष',
  'ශ්\u200dරී',
  'ক্\u200cষ',
  'sometimes, runtimes, timesteps, timescale; at times, three times, many times',
  '5/3 times, 10 to 20 times across, 3-4x times, trained 3 times the size, ell-shaped, K times a day, five times more',
  'similar simple simulation in sim; SimCLR, SSIM; sim-to-real, in sim 3 robots',
  'norm, form, rm -rf, confirm, the arm (rmsnorm)',
  'log-likelihood, in the text, to right, small, tiny, min, max, star, partial',
  'tinyML, tinyBERT, scriptable',
  'epsilon-optimal, beta scaling, alpha, gamma-control, beta testing, pi',
  'ImageNet-{A,R,V2,Sketch} and {5, 10, 25}',
  'SafeMTData_1K, B_crit, snake_case_name, C++, C#, QuIP#',
  '~80 papers, ~1M, by ~33.5%, 3~5',
  'the option --flag and -- flag'.replace(' -- ', ' and '),
  'costs $5 and $10, from $3M to $5M',
  'see https://github.com/a_b/c--d~e_{x}'.replace('_{x}', '_1'),
  'well, excellent, Bellman, parallel, cell',
  'approximately, approximate',
  "dogs' and cats' tails; it's 5'10",
  'maxx2 and model-x2000, 476x476, x2013 was a year',
  'Wer, Straße, 日本語, naïve, λ',
];

test.each(table)('%s', (raw, clean) => {
  expect(cleanText(raw)).toBe(clean);
});

test.each(untouched)('leaves alone: %s', (text) => {
  expect(cleanText(text)).toBe(text);
});

/** Text that the rules look for, so that random text contains it. */
const debris = fc.constantFrom(
  ...table.flatMap(([raw]) => raw.split(' ')),
  ...[
    '{',
    '}',
    '$',
    '\\',
    '^',
    '_',
    '~',
    '--',
    '``',
    "''",
    '&',
    ';',
    '!',
    '(',
    ')',
    ' ',
    '\u0301',
    '\u2000',
    'x',
    '2',
    '\ud800',
  ],
);
const dirty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(debris, { maxLength: 60 }).map((parts) => parts.join('')),
  fc.array(debris, { maxLength: 60 }).map((parts) => parts.join(' ')),
);

describe('properties', () => {
  test('idempotent, one line, NFC, no control characters, not much longer', () => {
    fc.assert(
      fc.property(dirty, (raw) => {
        const clean = cleanText(raw);
        expect(cleanText(clean)).toBe(clean);
        expect(clean).toBe(clean.normalize('NFC').trim());
        expect(clean).not.toMatch(/[\p{Cc}\p{Surrogate}\u200b\ufeff]| {2}/u);
        expect(clean.length).toBeLessThanOrEqual(raw.length * 4);
      }),
      tries(3000),
    );
  });

  test.each([
    '{',
    '{a',
    '\\a',
    '``x ',
    '$a',
    '--',
    'a^{',
    '\\href{a}{',
    'https://a.b/',
    'a-',
    'sim 1times',
    'mathcal{',
    '&#1;',
  ])('linear in the number of %s', (unit) => expectLinear((count) => cleanText(unit.repeat(count))));
});

test('on the pages in seeds/, cleaning changes no word but debris', () => {
  const changed = new Set<string>();
  for (const line of seedFiles.flatMap((file) => seedText(file).split('\n'))) {
    const clean = new Map<string, number>();
    for (const [word] of cleanText(line).matchAll(/[A-Za-z]+/g)) clean.set(word, (clean.get(word) ?? 0) + 1);
    for (const [word] of line.matchAll(/[A-Za-z]+/g)) {
      const left = clean.get(word) ?? 0;
      if (left === 0) changed.add(word);
      else clean.set(word, left - 1);
    }
  }
  expect([...changed].sort()).toMatchInlineSnapshot(`
    [
      "Omega",
      "alpha",
      "approx",
      "beta",
      "cdot",
      "componentsx",
      "compressionx",
      "criteriax",
      "downarrow",
      "eg",
      "ell",
      "em",
      "epsilon",
      "ere",
      "eta",
      "gradientsx",
      "in",
      "it",
      "kleq",
      "ktimes",
      "lambda",
      "lceil",
      "le",
      "leq",
      "mathbf",
      "mathcal",
      "modelsx",
      "ncdot",
      "neq",
      "propto",
      "rceil",
      "rightarrow",
      "rm",
      "scriptsizeFLaws",
      "separationx",
      "sim",
      "sqrt",
      "tau",
      "times",
      "varepsilon",
    ]
  `);
});

test('a rule finds nothing where none of the words is that it asks for', () => {
  fc.assert(
    fc.property(dirty, (text) => {
      for (const [when, find] of cleanRules)
        if (!when.some((needle) => text.includes(needle))) expect(text.search(find), `${find}`).toBe(-1);
    }),
    tries(400),
  );
});

test('a text that looks tidy is tidy', () => {
  fc.assert(
    fc.property(fc.oneof(dirty, fc.string()), (text) => {
      // All steps are taken where there is a soft hyphen, and one of the first drops it.
      expect(tidyText(text)).toBe(tidyText(`${text}\u00ad`));
    }),
    tries(400),
  );
});
