/** BibTeX's kinds of work, by its own names and those of other formats: of RIS, of CSL, of PubMed, Zotero and EndNote. */
const kinds: readonly (readonly [kind: string, names: RegExp])[] = [
  [
    'inproceedings',
    /^(?:inproceedings|conference|conf|cpaper|paper-conference|conference ?paper|(?:conference )?proceedings?(?: paper)?)$/i,
  ],
  [
    'incollection',
    /^(?:incollection|inbook|chap|chapter|book ?section|entry-encyclopedia|encyclopedia ?article)$/i,
  ],
  ['book', /^(?:book|edbook|edited book|monograph)$/i],
  ['phdthesis', /^(?:phdthesis|mastersthesis|thes|thesis|dissertation|phd thesis)$/i],
  ['techreport', /^(?:techreport|rprt|report|technical report|government document)$/i],
  [
    'article',
    /^(?:jour|ejour|mgzn|article(?:-\w+)?|journal ?article|review(?: article)?|research article)$/i,
  ],
];

/** BibTeX's kind for a kind of work as any format calls it; `misc` for a preprint, and for names that are not known. */
export const workType = (name: string): string =>
  kinds.find(([, names]) => names.test(name.trim()))?.[0] ?? 'misc';

/** What tools write of a preprint where a journal or its volume goes: arXiv's name, DBLP's name for it, `abs/2001.00012`. */
export const isArxivName = (text: string): boolean => /\barxiv\b|^corr$|^abs\//i.test(text);
