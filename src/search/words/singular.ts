/** Irregular plurals of Latin, Greek and old English words, and their singular. A plural that is also another word is left out. */
const irregular: ReadonlyMap<string, string> = new Map(
  `alumni alumnus bacilli bacillus cacti cactus calculi calculus foci focus fungi fungus gyri gyrus loci locus moduli modulus
  nuclei nucleus radii radius rhombi rhombus stimuli stimulus sulci sulcus syllabi syllabus tori torus thrombi thrombus uteri uterus
  addenda addendum bacteria bacterium continua continuum equilibria equilibrium errata erratum extrema extremum infima infimum
  maxima maximum memoranda memorandum millennia millennium minima minimum momenta momentum optima optimum ova ovum
  quanta quantum spectra spectrum strata stratum suprema supremum symposia symposium vacua vacuum
  automata automaton criteria criterion ganglia ganglion phenomena phenomenon polyhedra polyhedron taxa taxon
  tetrahedra tetrahedron
  analyses analysis antitheses antithesis crises crisis diagnoses diagnosis ellipses ellipsis emphases emphasis hypotheses hypothesis
  metastases metastasis metamorphoses metamorphosis neuroses neurosis oases oasis paralyses paralysis parentheses parenthesis
  prognoses prognosis prostheses prosthesis stenoses stenosis syntheses synthesis theses thesis
  apices apex appendices appendix cervices cervix codices codex cortices cortex helices helix indices index matrices matrix
  radices radix simplices simplex submatrices submatrix subindices subindex vertices vertex vortices vortex
  corpora corpus genera genus viscera viscus
  lemmata lemma schemata schema stigmata stigma stomata stoma dogmata dogma
  algae alga antennae antenna formulae formula hyphae hypha larvae larva nebulae nebula pupae pupa vertebrae vertebra
  children child feet foot geese goose grandchildren grandchild men man mice mouse oxen ox teeth tooth women woman
  halves half knives knife leaves leaf lives life shelves shelf wolves wolf wives wife calves calf elves elf loaves loaf thieves thief`
    .split(/\s+/)
    .flatMap((word, i, all) => (i % 2 === 0 ? [[word, all[i + 1] ?? word] as const] : [])),
);

/** Short words and acronyms that end in s by themselves. */
const singularS = new Set(
  `plus thus bus gas yes his has was its this pus cos dns gps css tts rss sms dfs bfs rms aws ios dos pos des ras los cms gus`.split(
    /\s+/,
  ),
);

/**
 * An acronym and its plural s, which Porter2 leaves where no vowel stands before the last two letters: `llms`, `gpus`. Of
 * other words, Porter2 takes the s.
 */
const pluralAcronym = /^[^aeiouy\d]{2,6}s$|^[^aeiouy\d]{1,6}[aeiou]s$/;

/** The singular of an irregular plural and of an acronym; any other word as it is. @param word folded */
export function singular(word: string): string {
  const known = irregular.get(word);
  if (known !== undefined) return known;
  return pluralAcronym.test(word) && !word.endsWith('ss') && !singularS.has(word) ? word.slice(0, -1) : word;
}
