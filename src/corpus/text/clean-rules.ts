import { accents, decodeEntity, greek, lowered, raised, script, symbols, unbrace } from './latex-symbols.ts';

/**
 * A kind of LaTeX or HTML debris in saved pages, and its replacement. The pages dropped `$` and most backslashes, so
 * that `$2\times$` became `2times`: a rule has to tell debris from English by the text around it. Every pattern is
 * linear: its repetitions are bounded or cannot overlap.
 */
export type CleanRule = readonly [
  /** The rule is tried only on text that has one of these. */
  when: readonly string[],
  find: RegExp,
  put: string | ((...match: string[]) => string),
];

const styles = 'mathcal|mathbf|mathbb|mathrm|mathsf|mathit|boldsymbol|operatorname';
const textStyles = 'textbf|textit|textsc|texttt|textrm|textsf|emph|underline|text|mbox|url';

const greekBefore = new RegExp(
  String.raw`(?<![A-Za-z\\])(${[...greek.keys()].join('|')})(?=\^|_\d|_\{| [=<>≤≥] )`,
  'g',
);

/** Applied in this order: a rule may find what an earlier one has written. */
export const cleanRules: readonly CleanRule[] = [
  // HTML entities: `&amp;`.
  [['&'], /&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,6});/g, decodeEntity],
  // Code points of general punctuation between letters: `componentsx2013such`.
  [
    ['x20'],
    /(?<=[a-z])x(201[0-9c-d]|202[26]|2032)(?=[a-z])/g,
    (_whole, code) => String.fromCharCode(Number.parseInt(code ?? '', 16)),
  ],
  // Accents: `Rozi\`ere`, `\"{o}`, `\c{c}`.
  [
    ['\\'],
    /\\(?:([`'^"~=.])\{?([A-Za-z])\}?|([uvHckr])\{([A-Za-z])\})/g,
    (_whole, accent, letter, command, inBraces) =>
      ((letter ?? inBraces ?? '') + (accents.get(accent ?? command ?? '') ?? '')).normalize('NFC'),
  ],
  // Citations, which are dropped: `\cite{x}`.
  [['\\'], /~?\\(?:cite[pt]?|ref|label)\{[^{}]{0,200}\}/g, ''],
  // Links with a text: `\href{u}{code}`.
  [['\\href'], /\\href\{([^{}\s]{1,2000})\}\{([^{}]{0,200})\}/g, '$2 ($1)'],
  // Escaped characters: `50\%`, `\&`, `Q8\_0`.
  [['\\'], /\\([%&_#$])/g, '$1'],
  // LaTeX spaces: `vs.\ `, `\,`.
  [['\\'], /\\(?:[ ,;:]|\\(?=\s))/g, ' '],
  // LaTeX negative space: `\!`.
  [['\\!'], /\\!/g, ''],
  // Negative spaces that lost their backslash: `sim!2`, `x!in!{4,8}`.
  [['!in!', 'sim!'], /(?<=\b[A-Za-z])!in!|\bsim!(?=\d)/g, (whole) => (whole === '!in!' ? ' ∈ ' : '~')],
  // Styles with a group: `\textbf{x}`, `mathcal{O}`.
  [
    ['{'],
    new RegExp(
      String.raw`(?:\\(?:${textStyles})|(?<![A-Za-z])\\?(?:${styles}|text(?:bf|it|sc|tt|rm|sf)|emph))\{([^{}]{0,600})\}`,
      'g',
    ),
    '$1',
  ],
  // Styles before a letter: `mathbf x`, `mathcal O(T)`.
  [
    ['math', 'boldsymbol'],
    new RegExp(String.raw`(?<![A-Za-z])\\?(?:${styles}) (?=[A-Za-z]\b|[A-Za-z]_)`, 'g'),
    '',
  ],
  // Styles inside a group: `{\it model size}`, `{it misaligned}`.
  [['{'], /\{\\?(?:it|em|bf|rm|sl|sc|tt|sf)\s([^{}]{0,600})\}/g, '$1'],
  // A style that lost its group: `(rm StatsQ)`.
  [['(rm '], /(?<=\()rm (?=[A-Z])/g, ''],
  // Sizes glued to a word: `scriptsizeFLaws` (not `tinyML`, which is a name).
  [['size'], /(?<![A-Za-z])\\?(?:scriptsize|footnotesize|normalsize)(?=[A-Z])/g, ''],
  // Commands for symbols: `\lambda`, `\eg`.
  [['\\'], /\\([A-Za-z]{1,13})(?![A-Za-z])/g, (whole, name) => symbols.get(name ?? '') ?? whole],
  // Any other command is a name: `\method`.
  [['\\'], /(?<![^\s({[$])\\([A-Za-z]{3,40})(?![A-Za-z\\])/g, '$1'],
  // A formula between dollar signs, not two prices.
  [
    ['$'],
    /\$(?=[^\s$])([^$]{0,200}?)(?<=\S)\$(?!\d)/g,
    (whole, inner) =>
      /[\\^_{}=<>~≤≥×≈√∈∝→ℓ]/.test(inner ?? '') || /^\p{L}$/u.test(inner ?? '') ? (inner ?? '') : whole,
  ],
  // Greek in a formula: `tau^*`, `beta_2`, `epsilon = 1`.
  [['^', '_', '=', '<', '>', '≤', '≥'], greekBefore, (whole) => greek.get(whole) ?? whole],
  // `varepsilon` is never English; `Omega(` is a bound.
  [
    ['varepsilon', 'Omega(', 'Theta('],
    /(?<![A-Za-z])(?:varepsilon(?![a-z])|(?:Omega|Theta)(?=\())/g,
    (whole) => greek.get(whole) ?? whole,
  ],
  // Script l: `ell_1`, `4^ell`.
  [['ell'], /(?<![A-Za-z'’-])ell(?![A-Za-z'’-])/g, 'ℓ'],
  // Times between or after numbers: `224times224`, `2.8times faster`.
  [['times'], /(?<=\d)times(?![a-z])/g, '×'],
  // Times between a number and a power of ten: `2.2 times 10^{15}`.
  [[' times '], /(?<=\d )times(?= 10\^)/g, '×'],
  // Times between letters: `ktimes 2`, `m times n`, `N times (K + 1)`; not `K times a day`.
  [
    ['times'],
    /(?<![A-Za-z'’-])([A-Za-z])times(?= \d)|(?<=(?<![\w'’-])[b-zB-HJ-Z] )times(?= [b-zB-HJ-Z](?![\w'’-])| \([A-Za-z\d] ?[+*/−-])/g,
    (_whole, letter) => (letter ? `${letter} ×` : '×'),
  ],
  // About: `sim50%`, `sim 4k+8n`, `sim2×`; not `in sim 3`, not `sim2real`.
  [
    ['sim'],
    /(?<![A-Za-z-])(?:sim(?=\d)(?!\d[a-z]{3})|(?<!\b(?:in|the|our|and|per|to|each) )sim (?=\d))/g,
    '~',
  ],
  // About equal: `approx0.88`, `k approx n`.
  [['approx'], /(?<![A-Za-z])approx(?=\d| [A-Za-z](?![\w'’-]))/g, '≈'],
  // Bounds: `leq7.5%`, `kleq 10`.
  [
    ['leq', 'geq'],
    /(?<![A-Za-z])(?:([A-Za-z])([lg])eq ?(?=[\dA-Za-z(])(?! [a-z]{2})|([lg])eq(?![a-z]))/g,
    (_whole, letter, glued, alone) => {
      const symbol = (glued ?? alone) === 'l' ? '≤' : '≥';
      return letter === undefined ? symbol : `${letter} ${symbol} `;
    },
  ],
  // At most: `(le 4 bits`, `) le (1 - p)`.
  [['(le ', ') le '], /(?<=\()le (?=\d)|(?<=\) )le (?=[\d(])/g, '≤ '],
  // Symbols that are not English words.
  [
    ['neq', 'propto', 'rightarrow', 'downarrow', 'uparrow', 'ceil', 'floor', 'infty', 'sqrt '],
    /(?<![A-Za-z])(?:neq|propto|rightarrow|downarrow|uparrow|infty)(?![A-Za-z])|(?<![A-Za-z])[lr](?:ceil|floor)(?![A-Za-z])|(?<![A-Za-z])sqrt (?=[A-Z])/g,
    (whole) => symbols.get(whole.trim()) ?? whole,
  ],
  // No space inside ⌈ ⌉.
  [['⌈', '⌊'], /(?<=[⌈⌊]) | (?=[⌉⌋])/g, ''],
  // Product dot: `ncdot ε`, `) cdot |p|`.
  [['cdot'], /(?<![A-Za-z])([A-Za-z]?)cdot(?![A-Za-z])/g, (_whole, letter) => (letter ? `${letter} ·` : '·')],
  // Scripts with a group: `10^{15}`, `AP^{box}`, `p_{gen}`.
  [['^{', '_{'], /([\^_])\{([^{}]{1,100})\}/g, script],
  // Small powers: `F^2C`, `D^2Quant`.
  [['^'], /(?<=[\p{L}\p{N})])\^(\d{1,2})(?![\d.])/gu, (_whole, digits) => raised(digits ?? '')],
  // Small indices of one letter: `x_0`, `F_1`, `log_2`; not `SafeMTData_1K`.
  [
    ['_'],
    /(?<=(?<![\p{L}\p{N}_\\])(?:\p{L}|log))_(\d{1,2})(?![\p{L}\p{N}_.]\w)(?![\p{L}\p{N}_])/gu,
    (_whole, digits) => lowered(digits ?? ''),
  ],
  // Words in braces: `{4-bit} precision`; sets stay.
  [['{'], /(?<![\\^_])\{([^{}]{1,600})\}/g, unbrace],
  // Ties: `Claude~4.5~Sonnet`, `learning~(RL)`; not `~80` or `3~5`.
  [['~'], /(?<=[\p{L}.,;:)\]+])~(?=[\p{L}\d([])|(?<=\d)~(?=[\p{L}([])/gu, ' '],
  // Quotes: ``x'' and ''x''.
  [['``', "''"], /(?<![\w'`])(?:``|'')(?=[^\s'`"])([^`"]{1,200}?)(?:''|")(?![\w'])/g, '"$1"'],
  // Dashes: `40--65`, `Compression--Consistency`, ` --- `; not the option `--flag`.
  [
    ['--'],
    /(?<=[\p{L}\p{N}%)])--(-?)(?=[\p{L}\p{N}(])|(?<=\s)--(-?)(?=\s)/gu,
    (_whole, glued, spaced) => (glued || spaced ? '—' : '–'),
  ],
];
