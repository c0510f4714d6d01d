/** Commands outside formulas for a sign. A map, because an object also has `constructor`. */
// biome-ignore format: a table
const signs: ReadonlyMap<string, string> = new Map(Object.entries({
  textendash: '–', textemdash: '—', textmu: 'μ', texteuro: '€', euro: '€', EUR: '€', textdegree: '°', degree: '°',
  textregistered: '®', texttrademark: '™', textcopyright: '©', copyright: '©', textbar: '|', textbardbl: '‖',
  textless: '<', textgreater: '>', textasciitilde: '\ue000', textasciicircum: '\ue001', textbackslash: '\ue002',
  textunderscore: '_', textbullet: '•', textperiodcentered: '·', textellipsis: '…', ldots: '…', dots: '…',
  textquotedblleft: '“', textquotedblright: '”', textquoteleft: '‘', textquoteright: '’', textquotesingle: "'",
  textquotedbl: '"', guillemotleft: '«', guillemotright: '»', quotedblbase: '„', quotesinglbase: '‚',
  pounds: '£', textsterling: '£', textyen: '¥', textcent: '¢', textdollar: '\ue003', textsection: '§', textparagraph: '¶',
  textdagger: '†', textdaggerdbl: '‡', dag: '†', ddag: '‡', textpm: '±', texttimes: '×', textdiv: '÷', textmultiply: '×',
  textonehalf: '½', textonequarter: '¼', textthreequarters: '¾', textonesuperior: '¹', texttwosuperior: '²',
  textthreesuperior: '³', textordfeminine: 'ª', textordmasculine: 'º', textexclamdown: '¡', textquestiondown: '¿',
  textrightarrow: '→', textleftarrow: '←', textuparrow: '↑', textdownarrow: '↓', textohm: 'Ω', textnumero: '№',
  textpertenthousand: '‱', textperthousand: '‰', textbraceleft: '\ue004', textbraceright: '\ue005', slash: '/',
  textvisiblespace: ' ', quad: ' ', qquad: ' ', space: ' ', newline: ' ', linebreak: ' ', textalpha: 'α', textbeta: 'β',
  textgamma: 'γ', textdelta: 'δ', textlambda: 'λ', textpi: 'π', textsigma: 'σ', textphi: 'φ', textchi: 'χ', textomega: 'ω',
  LaTeX: 'LaTeX', TeX: 'TeX', BibTeX: 'BibTeX', LaTeXe: 'LaTeX', ss: 'ß', SS: 'SS', textmho: '℧', textcelsius: '℃',
}));

const names = [...signs.keys()].sort((a, b) => b.length - a.length).join('|');
/** In braces, `{\textendash}`; or bare, with what ends the command: `{}` or a blank. */
const inBraces = new RegExp(String.raw`\{\s?\\(${names})(?:\s?\{\})?\s?\}`, 'g');
const bare = new RegExp(String.raw`\\(${names})(?![A-Za-z])(?:\{\}| {1,5})?`, 'g');

/** Signs that mean something to LaTeX, kept from being read as such until the end. */
const kept: Readonly<Record<string, string>> = {
  '\ue000': '~',
  '\ue001': '^',
  '\ue002': '\\',
  '\ue003': '$',
  '\ue004': '{',
  '\ue005': '}',
};

/** Commands that change nothing that is read. */
const silent =
  /\\(?:relax|protect|noindent|centering|xspace|nobreak|allowbreak|ignorespaces|unskip|null|leavevmode|sloppy|bfseries|itshape|scshape|upshape|normalfont|rmfamily|sffamily|ttfamily|small|footnotesize|large|Large)(?![A-Za-z])\s?|\\[-/]/g;

/** Commands whose text is not a part of the sentence: notes, references, spacing, keys for sorting. */
const dropped =
  /\s?\\(?:thanks|footnote|footnotemark|footnotetext|cite[a-z]{0,8}|ref|eqref|label|hspace|vspace|hskip|vskip|noopsort|sortnoop|index|orcid|orcidlink|inst)\*?(?:\[[^\][]{0,200}\])?\s?\{[^{}]{0,500}\}/g;

/** Commands of which the last group is the text: links, colours, boxes. */
const linking =
  /\\(?:href|textcolor|colorbox|hyperref|hyperlink|hypertarget|foreignlanguage|texorpdfstring|raisebox)\*?(?:\[[^\][]{0,200}\])?\s?\{[^{}]{0,1000}\}\s?\{([^{}]{0,1000})\}/g;

const texorpdf = /\\texorpdfstring\s?\{[^{}]{0,500}\}\s?\{([^{}]{0,500})\}/g;

const wrapping =
  /\\(?:url|path|nolinkurl|uppercase|MakeUppercase|MakeLowercase|lowercase|enquote|uline|sout|ensuremath)\s?\{([^{}]{0,1000})\}/g;

/** `\ifmmode … \else é\fi`, as publishers write accents: the branch for text. */
const conditional =
  /\\if[a-z]{2,12}\b((?:(?!\\if|\\fi\b)[\s\S]){0,300}?)\\else\b\s?((?:(?!\\if|\\fi\b)[\s\S]){0,300}?)\\fi(?![A-Za-z])(?:\{\}|\s(?=[^\w]))?/g;

/**
 * LaTeX's commands for signs, layout, links and notes as the text that a reader sees, outside and inside braces. Total, in
 * linear time. `restoreSigns` puts those signs back that LaTeX would read again.
 */
export function readCommands(text: string): string {
  if (!text.includes('\\')) return text;
  const changed = text
    .replace(conditional, '$2')
    .replace(dropped, '')
    .replace(/(?<![\\A-Za-z}])\{\s?\}/g, '')
    .replace(silent, '')
    .replace(inBraces, (_whole, name: string) => signs.get(name) ?? '')
    .replace(bare, (_whole, name: string) => signs.get(name) ?? '');
  return changed.replace(wrapping, (whole, inside: string) => {
    if (/^\\(?:uppercase|MakeUppercase)/.test(whole)) return inside.toUpperCase();
    return /^\\(?:lowercase|MakeLowercase)/.test(whole) ? inside.toLowerCase() : inside;
  });
}

/** The text of links and coloured words, without what it leads to. Before addresses are set aside. */
export const openLinks = (text: string): string => text.replace(texorpdf, '$1').replace(linking, '$1');

/** Gives back the signs that were put aside before LaTeX was read. */
export const restoreSigns = (text: string): string =>
  /[\ue000-\ue005]/.test(text) ? text.replace(/[\ue000-\ue005]/g, (sign) => kept[sign] ?? '') : text;
