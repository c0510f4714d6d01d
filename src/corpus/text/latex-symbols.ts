/** A map, because an object also has `constructor`, which a page may contain. */
function table(entries: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(entries));
}

/** Greek letters by their names in LaTeX. */
// biome-ignore format: a table
export const greek = table({
  alpha: 'α', beta: 'β', gamma: 'γ', delta: 'δ', epsilon: 'ε', varepsilon: 'ε', zeta: 'ζ', eta: 'η',
  theta: 'θ', kappa: 'κ', lambda: 'λ', mu: 'μ', nu: 'ν', xi: 'ξ', pi: 'π', rho: 'ρ', sigma: 'σ', tau: 'τ',
  phi: 'φ', varphi: 'φ', chi: 'χ', psi: 'ψ', omega: 'ω', Gamma: 'Γ', Delta: 'Δ', Theta: 'Θ', Lambda: 'Λ',
  Sigma: 'Σ', Phi: 'Φ', Psi: 'Ψ', Omega: 'Ω',
});

/** LaTeX commands for a symbol, a letter or, in authors' own macros, a few words. */
// biome-ignore format: a table
export const symbols = table({
  ...Object.fromEntries(greek), times: '×', sim: '~', approx: '≈', leq: '≤', le: '≤', geq: '≥', ge: '≥',
  neq: '≠', ne: '≠', ll: '≪', gg: '≫', pm: '±', cdot: '·', cdots: '…', ldots: '…', dots: '…', ell: 'ℓ',
  infty: '∞', sum: '∑', prod: '∏', sqrt: '√', propto: '∝', in: '∈', to: '→', rightarrow: '→',
  leftarrow: '←', uparrow: '↑', downarrow: '↓', nabla: '∇', partial: '∂', subset: '⊂', subseteq: '⊆',
  cup: '∪', cap: '∩', dagger: '†', star: '*', ast: '*', circ: '°', lceil: '⌈', rceil: '⌉', lfloor: '⌊',
  rfloor: '⌋', langle: '⟨', rangle: '⟩', textbackslash: '\\', ss: 'ß', ae: 'æ', oe: 'œ', o: 'ø', l: 'ł',
  eg: 'e.g.', ie: 'i.e.', etal: 'et al.', etc: 'etc.', wrt: 'w.r.t.', vs: 'vs.',
});

/** Combining characters by their accent commands in LaTeX. */
// biome-ignore format: a table
export const accents = table({
  '`': '\u0300', "'": '\u0301', '^': '\u0302', '~': '\u0303', '=': '\u0304', u: '\u0306', '.': '\u0307',
  '"': '\u0308', r: '\u030a', H: '\u030b', v: '\u030c', c: '\u0327', k: '\u0328',
});

/** Accents below a letter, which the rules for saved pages do not have. */
export const accentsBelow = table({ d: '\u0323', b: '\u0331' });

/** Commands for letters. The dotless `\i` and `\j` are for accents, and Unicode puts accents on dotted letters. */
// biome-ignore format: a table
export const letters = table({
  aa: 'å', AA: 'Å', ae: 'æ', AE: 'Æ', oe: 'œ', OE: 'Œ', o: 'ø', O: 'Ø', l: 'ł', L: 'Ł', ss: 'ß', i: 'ı', j: 'ȷ',
  dh: 'ð', DH: 'Ð', th: 'þ', TH: 'Þ', dj: 'đ', DJ: 'Đ',
});

/** Commands in formulas only, besides `symbols`. */
// biome-ignore format: a table
export const formulaSymbols = table({
  prime: '′', perp: '⊥', parallel: '∥', otimes: '⊗', oplus: '⊕', left: '', right: '', rm: '', it: '',
});

/** The named HTML entities that are found in abstracts. */
// biome-ignore format: a table
const entities = table({
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–', mdash: '—', hellip: '…',
  lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', times: '×', middot: '·', bull: '•', le: '≤', ge: '≥',
});

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
