/**
 * One spelling for British and American writers. The pairs are those of the rules and lists at
 * https://en.wikipedia.org/wiki/American_and_British_English_spelling_differences; words whose other form is another word
 * (practice, tyre, draught) are left alone.
 */

/** `quantise`, `quantised`, `quantisation`. Of words that end in -ision, such as `supervise`, the s belongs to the stem. */
const zed =
  /^(?!(?:super|tele|re|de|im)?(?:advis|circumcis|comprom|concis|decis|excis|incis|precis|premis|provis|revis|televis|vis)(?:e|ed|es|ing)$)(.{3,})is(?=(?:e|ed|es|er|ers|ing|ation|ations|able|ational)$)/;
const yze = /^(anal|catal|dial|electrol|hydrol|paral|psychoanal)ys(?=(?:e|ed|er|ers|ing)$)/;
const or =
  /^(un|dis|mis|re|self|mal)?(arb|ard|arm|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|glam|harb|hon|hum|lab|mold|neighb|od|parl|ranc|rig|rum|sav|savi|splend|succ|tum|val|vap|vig|watercol)our/;
const er =
  /^(.{0,6}?)(cent|fib|lit|(?<!dia|para|geo|peri|sym)met|theat|calib|spect|lust|sab|somb|meag|mit|nit)re(?=s?$)/;
const og = /^(dia|cata|ana|mono|pro|epi|homo|travel|peda|dema)log(?:ue)(?=s?$|d$)/;
const doubled =
  /^(cancel|channel|counsel|dial|enamel|equal|fuel|funnel|initial|jewel|kernel|label|level|libel|marshal|model|panel|parallel|pencil|remodel|relabel|rival|shovel|signal|spiral|swivel|total|travel|tunnel|unravel|mislabel|unlabel)l(?=ed$|ing$|ings$|er$|ers$)/;

/** With letters that each of the words has: looking for them is many times as fast as trying the expression. */
const regularEndings: readonly (readonly [letters: string, from: RegExp, to: string])[] = [
  ['is', zed, '$1iz'],
  ['ys', yze, '$1yz'],
  ['our', or, '$1$2or'],
  ['re', er, '$1$2er'],
  ['log', og, '$1log'],
  ['ll', doubled, '$1'],
];

/** Beginnings and parts of words with ae, oe and ph. */
const greekRoots: readonly (readonly [RegExp, string])[] = [
  [/^(an)?aesth/, '$1esth'],
  [/^aetiolog/, 'etiolog'],
  [/^archaeo/, 'archeo'],
  [/^palaeo/, 'paleo'],
  [/^(leuk|an|isch|hypox|tox|bacter|septic|glyc|hypoglyc|hyperglyc|lipid|ur)aemi/, '$1emi'],
  [/^haem/, 'hem'],
  [/^(ortho)?paed/, '$1ped'],
  [/^encyclopaed/, 'encycloped'],
  [/^mediaeval/, 'medieval'],
  [/^gynaec/, 'gynec'],
  [/^(o)estr/, 'estr'],
  [/^oesoph/, 'esoph'],
  [/^oedem/, 'edem'],
  [/^foet(?=us|al)/, 'fet'],
  [/^diarrhoea/, 'diarrhea'],
  [/^coeliac/, 'celiac'],
  [/^manoeuv(?:re?|er)/, 'maneuver'],
  [/^sulph/, 'sulf'],
];

/** Single words with their endings: `judgement` covers `judgements`. */
const pairs: readonly (readonly [british: string, american: string])[] = Object.entries({
  acknowledgement: 'acknowledgment',
  ageing: 'aging',
  aluminium: 'aluminum',
  analogue: 'analog',
  appal: 'appall',
  artefact: 'artifact',
  centred: 'centered',
  centring: 'centering',
  cosy: 'cozy',
  cypher: 'cipher',
  defence: 'defense',
  distil: 'distill',
  enquir: 'inquir',
  enrol: 'enroll',
  fulfil: 'fulfill',
  grey: 'gray',
  instal: 'install',
  instil: 'instill',
  judgement: 'judgment',
  learnt: 'learned',
  licence: 'license',
  likeable: 'likable',
  mould: 'mold',
  offence: 'offense',
  orientat: 'orient',
  plough: 'plow',
  pretence: 'pretense',
  programme: 'program',
  sceptic: 'skeptic',
  sizeable: 'sizable',
  skilful: 'skillful',
  spelt: 'spelled',
  storey: 'story',
  useable: 'usable',
  wilful: 'willful',
});
/** Endings that a word of `pairs` may have. */
const ending =
  '(?=$|s$|ed$|ing$|ment$|ments$|ly$|ism$|al$|y$|ies$|scale$|ation$|ations$|e$|er$|ers$|less$|d$)';
const pairForms = pairs.map(([british, american]) => {
  // `fulfill` begins with `fulfil`.
  const notYet = american.startsWith(british) ? `(?!${american.slice(british.length)})` : '';
  return [new RegExp(`^${british}${notYet}${ending}`), american] as const;
});
const pairStarts = new Set(pairs.map(([british]) => british.slice(0, 3)));

/** First letters that a word may have in British spelling, by its American one: `aesthetics`, `oestrogen`, `enquiry`. */
export const britishFirstLetters: Readonly<Record<string, string>> = { e: 'ao', i: 'e' };

/** @param word folded */
export function americanSpelling(word: string): string {
  if (word.length < 4) return word;
  const regular = regularEndings.reduce(
    (text, [letters, from, to]) => (text.includes(letters) ? text.replace(from, to) : text),
    word,
  );
  const rooted =
    word.includes('ae') || word.includes('oe') || word.includes('ulph')
      ? greekRoots.reduce((text, [from, to]) => text.replace(from, to), regular)
      : regular;
  if (!pairStarts.has(rooted.slice(0, 3))) return rooted;
  return pairForms.reduce((text, [from, to]) => text.replace(from, to), rooted);
}
