/** What a group belongs to: a command or an accent before it, an index. */
const belongs = /(?:\\(?:[A-Za-z]{1,30}\*?|[^A-Za-z])|[\^_])$/;

/** More than the longest of these. */
const lookBack = 40;

/**
 * Takes away the braces that only keep BibTeX from changing case, `{BERT} for {Deep{L}}`. Those that mean something to
 * LaTeX stay: in formulas, behind commands, accents and other groups of a command, around commands. Total, in linear
 * time.
 */
export function openBraces(text: string): string {
  /** Of each open one, whether it stays. */
  const open: boolean[] = [];
  let isFormula = false;
  /** Behind the last one that stays. */
  let closed = -1;
  const stays = (at: number) =>
    isFormula ||
    closed === at ||
    text[at + 1] === '\\' ||
    belongs.test(text.slice(Math.max(0, at - lookBack), at));
  return text.replace(/\\.?|[{}$]/gs, (sign, at: number) => {
    if (sign === '$') isFormula = !isFormula;
    if (sign === '{') open.push(stays(at));
    if (sign === '{') return open.at(-1) ? sign : '';
    if (sign !== '}') return sign;
    if (open.pop() === false) return '';
    closed = at + 1;
    return sign;
  });
}
