import { accents, decodeEntity, greek, lowered, raised, script, symbols, unbrace } from './latex-symbols.ts';

/**
 * A kind of LaTeX or HTML debris in saved pages, and its replacement. The pages dropped `$` and most backslashes, so
 * that `$2\times$` became `2times`: a rule has to tell debris from English by the text around it. Every pattern is
 * linear: its repetitions are bounded or cannot overlap.
 */
export interface CleanRule {
  /** What the rule finds, with an example. */
  readonly about: string;
  /** The rule is tried only on text that has one of these. */
  readonly when: readonly string[];
  readonly find: RegExp;
  readonly put: string | ((...match: string[]) => string);
}

const styles = 'mathcal|mathbf|mathbb|mathrm|mathsf|mathit|boldsymbol|operatorname';
const textStyles = 'textbf|textit|textsc|texttt|textrm|textsf|emph|underline|text|mbox|url';

const greekBefore = new RegExp(
  String.raw`(?<![A-Za-z\\])(${[...greek.keys()].join('|')})(?=\^|_\d|_\{| [=<>≤≥] )`,
  'g',
);

/** Applied in this order: a rule may find what an earlier one has written. */
export const cleanRules: readonly CleanRule[] = [
  {
    about: 'HTML entities: `&amp;`',
    when: ['&'],
    find: /&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,6});/g,
    put: decodeEntity,
  },
  {
    about: 'code points of general punctuation between letters: `componentsx2013such`',
    when: ['x20'],
    find: /(?<=[a-z])x(201[0-9c-d]|202[26]|2032)(?=[a-z])/g,
    put: (_whole, code) => String.fromCharCode(Number.parseInt(code ?? '', 16)),
  },
  {
    about: 'accents: `Rozi\\`ere`, `\\"{o}`, `\\c{c}`',
    when: ['\\'],
    find: /\\(?:([`'^"~=.])\{?([A-Za-z])\}?|([uvHckr])\{([A-Za-z])\})/g,
    put: (_whole, accent, letter, command, inBraces) =>
      ((letter ?? inBraces ?? '') + (accents.get(accent ?? command ?? '') ?? '')).normalize('NFC'),
  },
  {
    about: 'citations, which are dropped: `\\cite{x}`',
    when: ['\\'],
    find: /~?\\(?:cite[pt]?|ref|label)\{[^{}]{0,200}\}/g,
    put: '',
  },
  {
    about: 'links with a text: `\\href{u}{code}`',
    when: ['\\href'],
    find: /\\href\{([^{}\s]{1,2000})\}\{([^{}]{0,200})\}/g,
    put: '$2 ($1)',
  },
  {
    about: 'escaped characters: `50\\%`, `\\&`, `Q8\\_0`',
    when: ['\\'],
    find: /\\([%&_#$])/g,
    put: '$1',
  },
  {
    about: 'LaTeX spaces: `vs.\\ `, `\\,`',
    when: ['\\'],
    find: /\\(?:[ ,;:]|\\(?=\s))/g,
    put: ' ',
  },
  { about: 'LaTeX negative space: `\\!`', when: ['\\!'], find: /\\!/g, put: '' },
  {
    about: 'negative spaces that lost their backslash: `sim!2`, `x!in!{4,8}`',
    when: ['!in!', 'sim!'],
    find: /(?<=\b[A-Za-z])!in!|\bsim!(?=\d)/g,
    put: (whole) => (whole === '!in!' ? ' ∈ ' : '~'),
  },
  {
    about: 'styles with a group: `\\textbf{x}`, `mathcal{O}`',
    when: ['{'],
    find: new RegExp(
      String.raw`(?:\\(?:${textStyles})|(?<![A-Za-z])\\?(?:${styles}|text(?:bf|it|sc|tt|rm|sf)|emph))\{([^{}]{0,600})\}`,
      'g',
    ),
    put: '$1',
  },
  {
    about: 'styles before a letter: `mathbf x`, `mathcal O(T)`',
    when: ['math', 'boldsymbol'],
    find: new RegExp(String.raw`(?<![A-Za-z])\\?(?:${styles}) (?=[A-Za-z]\b|[A-Za-z]_)`, 'g'),
    put: '',
  },
  {
    about: 'styles inside a group: `{\\it model size}`, `{it misaligned}`',
    when: ['{'],
    find: /\{\\?(?:it|em|bf|rm|sl|sc|tt|sf)\s([^{}]{0,600})\}/g,
    put: '$1',
  },
  {
    about: 'a style that lost its group: `(rm StatsQ)`',
    when: ['(rm '],
    find: /(?<=\()rm (?=[A-Z])/g,
    put: '',
  },
  {
    about: 'sizes glued to a word: `scriptsizeFLaws` (not `tinyML`, which is a name)',
    when: ['size'],
    find: /(?<![A-Za-z])\\?(?:scriptsize|footnotesize|normalsize)(?=[A-Z])/g,
    put: '',
  },
  {
    about: 'commands for symbols: `\\lambda`, `\\eg`',
    when: ['\\'],
    find: /\\([A-Za-z]{1,13})(?![A-Za-z])/g,
    put: (whole, name) => symbols.get(name ?? '') ?? whole,
  },
  {
    about: 'any other command is a name: `\\method`',
    when: ['\\'],
    find: /(?<![^\s({[$])\\([A-Za-z]{3,40})(?![A-Za-z\\])/g,
    put: '$1',
  },
  {
    about: 'a formula between dollar signs, not two prices',
    when: ['$'],
    find: /\$(?=[^\s$])([^$]{0,200}?)(?<=\S)\$(?!\d)/g,
    put: (whole, inner) =>
      /[\\^_{}=<>~≤≥×≈√∈∝→ℓ]/.test(inner ?? '') || /^\p{L}$/u.test(inner ?? '') ? (inner ?? '') : whole,
  },
  {
    about: 'Greek in a formula: `tau^*`, `beta_2`, `epsilon = 1`',
    when: ['^', '_', '=', '<', '>', '≤', '≥'],
    find: greekBefore,
    put: (whole) => greek.get(whole) ?? whole,
  },
  {
    about: '`varepsilon` is never English; `Omega(` is a bound',
    when: ['varepsilon', 'Omega(', 'Theta('],
    find: /(?<![A-Za-z])(?:varepsilon(?![a-z])|(?:Omega|Theta)(?=\())/g,
    put: (whole) => greek.get(whole) ?? whole,
  },
  {
    about: 'script l: `ell_1`, `4^ell`',
    when: ['ell'],
    find: /(?<![A-Za-z'’-])ell(?![A-Za-z'’-])/g,
    put: 'ℓ',
  },
  {
    about: 'times between or after numbers: `224times224`, `2.8times faster`',
    when: ['times'],
    find: /(?<=\d)times(?![a-z])/g,
    put: '×',
  },
  {
    about: 'times between a number and a power of ten: `2.2 times 10^{15}`',
    when: [' times '],
    find: /(?<=\d )times(?= 10\^)/g,
    put: '×',
  },
  {
    about: 'times between letters: `ktimes 2`, `m times n`, `N times (K + 1)`; not `K times a day`',
    when: ['times'],
    find: /(?<![A-Za-z'’-])([A-Za-z])times(?= \d)|(?<=(?<![\w'’-])[b-zB-HJ-Z] )times(?= [b-zB-HJ-Z](?![\w'’-])| \([A-Za-z\d] ?[+*/−-])/g,
    put: (_whole, letter) => (letter ? `${letter} ×` : '×'),
  },
  {
    about: 'about: `sim50%`, `sim 4k+8n`, `sim2×`; not `in sim 3`, not `sim2real`',
    when: ['sim'],
    find: /(?<![A-Za-z-])(?:sim(?=\d)(?!\d[a-z]{3})|(?<!\b(?:in|the|our|and|per|to|each) )sim (?=\d))/g,
    put: '~',
  },
  {
    about: 'about equal: `approx0.88`, `k approx n`',
    when: ['approx'],
    find: /(?<![A-Za-z])approx(?=\d| [A-Za-z](?![\w'’-]))/g,
    put: '≈',
  },
  {
    about: 'bounds: `leq7.5%`, `kleq 10`',
    when: ['leq', 'geq'],
    find: /(?<![A-Za-z])(?:([A-Za-z])([lg])eq ?(?=[\dA-Za-z(])(?! [a-z]{2})|([lg])eq(?![a-z]))/g,
    put: (_whole, letter, glued, alone) => {
      const symbol = (glued ?? alone) === 'l' ? '≤' : '≥';
      return letter === undefined ? symbol : `${letter} ${symbol} `;
    },
  },
  {
    about: 'at most: `(le 4 bits`, `) le (1 - p)`',
    when: ['le '],
    find: /(?<=\()le (?=\d)|(?<=\) )le (?=[\d(])/g,
    put: '≤ ',
  },
  {
    about: 'symbols that are not English words',
    when: ['neq', 'propto', 'rightarrow', 'downarrow', 'uparrow', 'ceil', 'floor', 'infty', 'sqrt '],
    find: /(?<![A-Za-z])(?:neq|propto|rightarrow|downarrow|uparrow|infty)(?![A-Za-z])|(?<![A-Za-z])[lr](?:ceil|floor)(?![A-Za-z])|(?<![A-Za-z])sqrt (?=[A-Z])/g,
    put: (whole) => symbols.get(whole.trim()) ?? whole,
  },
  { about: 'no space inside ⌈ ⌉', when: ['⌈', '⌊'], find: /(?<=[⌈⌊]) | (?=[⌉⌋])/g, put: '' },
  {
    about: 'product dot: `ncdot ε`, `) cdot |p|`',
    when: ['cdot'],
    find: /(?<![A-Za-z])([A-Za-z]?)cdot(?![A-Za-z])/g,
    put: (_whole, letter) => (letter ? `${letter} ·` : '·'),
  },
  {
    about: 'scripts with a group: `10^{15}`, `AP^{box}`, `p_{gen}`',
    when: ['^{', '_{'],
    find: /([\^_])\{([^{}]{1,100})\}/g,
    put: script,
  },
  {
    about: 'small powers: `F^2C`, `D^2Quant`',
    when: ['^'],
    find: /(?<=[\p{L}\p{N})])\^(\d{1,2})(?![\d.])/gu,
    put: (_whole, digits) => raised(digits ?? ''),
  },
  {
    about: 'small indices of one letter: `x_0`, `F_1`, `log_2`; not `SafeMTData_1K`',
    when: ['_'],
    find: /(?<=(?<![\p{L}\p{N}_\\])(?:\p{L}|log))_(\d{1,2})(?![\p{L}\p{N}_.]\w)(?![\p{L}\p{N}_])/gu,
    put: (_whole, digits) => lowered(digits ?? ''),
  },
  {
    about: 'words in braces: `{4-bit} precision`; sets stay',
    when: ['{'],
    find: /(?<![\\^_])\{([^{}]{1,600})\}/g,
    put: unbrace,
  },
  {
    about: 'ties: `Claude~4.5~Sonnet`, `learning~(RL)`; not `~80` or `3~5`',
    when: ['~'],
    find: /(?<=[\p{L}.,;:)\]+])~(?=[\p{L}\d([])|(?<=\d)~(?=[\p{L}([])/gu,
    put: ' ',
  },
  {
    about: "quotes: ``x'' and ''x''",
    when: ['``', "''"],
    find: /(?<![\w'`])(?:``|'')(?=[^\s'`"])([^`"]{1,200}?)(?:''|")(?![\w'])/g,
    put: '"$1"',
  },
  {
    about: 'dashes: `40--65`, `Compression--Consistency`, ` --- `; not the option `--flag`',
    when: ['--'],
    find: /(?<=[\p{L}\p{N}%)])--(-?)(?=[\p{L}\p{N}(])|(?<=\s)--(-?)(?=\s)/gu,
    put: (_whole, glued, spaced) => (glued || spaced ? '—' : '–'),
  },
];
