/** arXiv's archives, present and past: https://arxiv.org/category_taxonomy, https://arxiv.org/archive. */
export const arxivArchives: ReadonlySet<string> = new Set(
  (
    'acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat cs dg-ga ' +
    'econ eess funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol physics ' +
    'plasm-ph q-alg q-bio q-fin quant-ph solv-int stat supr-con'
  ).split(' '),
);

/** True for `cs.LG`, `hep-th`, `cond-mat.str-el`; false for codes of MSC and ACM (`68T45`, `I.2.10`), which arXiv's API lists too. */
export function isArxivCategory(text: string): boolean {
  const [, archive = '', rest = ''] = /^([a-z-]{2,10})(\..{2,20})?$/.exec(text) ?? [];
  return arxivArchives.has(archive) && /^(?:\.(?:[A-Z]{2}|[a-z]{2,6}(?:-[a-z]{2,6})?))?$/.test(rest);
}
