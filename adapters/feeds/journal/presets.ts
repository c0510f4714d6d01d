/** A journal that people can name instead of its address. */
export interface Preset {
  /** As it is written in `FEEDS`. */
  readonly name: string;
  /** What people call it. */
  readonly label: string;
  readonly url: string;
}

/** Addresses are built as nature.com/nature/for-readers/rss shows them, by the code of each journal. */
const nature = (name: string, label: string, code: string): Preset => ({
  name,
  label,
  url: `https://www.nature.com/${code}.rss`,
});

/** github.com/PLOS/wombat serves each journal's feed at this address. */
const plos = (name: string, label: string, code: string): Preset => ({
  name,
  label,
  url: `https://journals.plos.org/${code}/feed/atom`,
});

/** Journals and archives with a feed at a known address, by the name that people type. */
export const presets: readonly Preset[] = [
  nature('nature', 'Nature', 'nature'),
  nature('nature communications', 'Nature Communications', 'ncomms'),
  nature('nature biotechnology', 'Nature Biotechnology', 'nbt'),
  nature('nature chemistry', 'Nature Chemistry', 'nchem'),
  nature('nature genetics', 'Nature Genetics', 'ng'),
  nature('nature machine intelligence', 'Nature Machine Intelligence', 'natmachintell'),
  nature('nature materials', 'Nature Materials', 'nmat'),
  nature('nature medicine', 'Nature Medicine', 'nm'),
  nature('nature methods', 'Nature Methods', 'nmeth'),
  nature('nature neuroscience', 'Nature Neuroscience', 'neuro'),
  nature('nature physics', 'Nature Physics', 'nphys'),
  nature('scientific reports', 'Scientific Reports', 'srep'),
  plos('plos biology', 'PLOS Biology', 'plosbiology'),
  plos('plos computational biology', 'PLOS Computational Biology', 'ploscompbiol'),
  plos('plos genetics', 'PLOS Genetics', 'plosgenetics'),
  plos('plos medicine', 'PLOS Medicine', 'plosmedicine'),
  plos('plos one', 'PLOS ONE', 'plosone'),
  { name: 'elife', label: 'eLife', url: 'https://elifesciences.org/rss/recent.xml' },
  { name: 'jmlr', label: 'JMLR', url: 'https://www.jmlr.org/jmlr.xml' },
  { name: 'acl anthology', label: 'ACL Anthology', url: 'https://aclanthology.org/papers/index.xml' },
  { name: 'iacr eprint', label: 'IACR ePrint', url: 'https://eprint.iacr.org/rss/rss.xml' },
  {
    name: 'chemrxiv',
    label: 'ChemRxiv',
    url: 'https://chemrxiv.org/action/showFeed?type=latest&format=rss',
  },
];

const squeeze = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Whatever the case, blanks and hyphens: `PLOS-Biology`. */
export const presetByName = (name: string): Preset | undefined =>
  presets.find((preset) => squeeze(preset.name) === squeeze(name));

/** The preset with this address, which has a better name than the address. */
export const presetByUrl = (url: string): Preset | undefined => presets.find((preset) => preset.url === url);
