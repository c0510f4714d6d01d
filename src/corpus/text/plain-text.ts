/**
 * What a plain text is made of: ASCII, letters of Latin scripts, dashes and quotes. All of these are their own NFC, and no
 * two of them become one character.
 */
export const plainCharacters = String.raw` -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027`;

const sign = new RegExp(`[^${plainCharacters}]|[&\\\\{$^_=<>~\`]|''|--| {2}|^ | $`);

/** Words that may be debris of LaTeX, by their beginning. */
const words = [
  'math(?:cal|bf|bb|rm|sf|it) |boldsymbol |operatorname |(?:script|footnote|normal)size[A-Z]|rm [A-Z]',
  String.raw`varepsilon|(?:Omega|Theta)\(|ell(?![A-Za-z])|sim[\d !]|approx[\d ]|(?<=\d)times|[A-Za-z] ?times `,
  String.raw`[A-Za-z]?[lg]eq|le [\d(]|neq|propto|(?:right|down|up)arrow|[lr](?:ceil|floor)|infty|sqrt |[A-Za-z]?cdot`,
  '[A-Za-z]!in!',
].join('|');

const word = new RegExp(`[^A-Za-z](?:${words})|^(?:${words})|x20\\d`);

/**
 * Whether `cleanText` and `cleanLatex` leave a text as it is, at a look: four of five abstracts need no more. False for some
 * texts that they would leave too. Every rule of `cleanRules` needs one of these signs and words.
 */
export const isPlainText = (text: string): boolean => !sign.test(text) && !word.test(text);
