import { entities } from './latex-symbols.ts';

const superscript = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const subscript = '₀₁₂₃₄₅₆₇₈₉';

/** `10` as `¹⁰`. */
export const raised = (digits: string): string =>
  digits.replace(/\d/g, (digit) => superscript[Number(digit)] ?? digit);
/** `10` as `₁₀`. */
export const lowered = (digits: string): string =>
  digits.replace(/\d/g, (digit) => subscript[Number(digit)] ?? digit);

/** An unknown entity stays as it is. */
export function decodeEntity(whole: string, body: string): string {
  if (!body.startsWith('#')) return entities.get(body) ?? whole;
  const hex = /^#x/i.test(body);
  const code = Number.parseInt(body.slice(hex ? 2 : 1), hex ? 16 : 10);
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

/** `^{10}` as `¹⁰`, `^{box}` as `^box`, and `^{n+1}` as `^(n+1)`. */
export function script(_whole: string, operator: string, inner: string): string {
  if (/^\d{1,3}$/.test(inner)) return operator === '^' ? raised(inner) : lowered(inner);
  return /^[-+]?[\p{L}\p{N}.]*$/u.test(inner) ? operator + inner : `${operator}(${inner})`;
}

/** A set such as `{A,R,V2,Sketch}` keeps its braces. Prose loses them: they are left of a style command. */
export function unbrace(whole: string, inner: string): string {
  if (/["=:\\]/.test(inner)) return whole;
  const prose = !inner.includes(',') || /[a-z]+ [a-z]+ [a-z]+ [a-z]+/.test(inner);
  return prose ? inner : whole;
}
