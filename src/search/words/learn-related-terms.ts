import { tellingTerms } from '../profile.ts';
import { countTerms } from './terms.ts';

/** In texts. Rarer terms say too little about each other. */
const leastHolders = 12;
/** A term of more than this share of the texts is related to nothing in particular. */
const mostHolders = 1 / 3;
/** For each term. */
const mostRelated = 12;
/** Of the cosine. */
const leastLikeness = 0.06;

/**
 * Which terms belong together, by the cosine of their weights over many texts (Qiu and Frei 1993), as the text that `readRelatedTerms`
 * reads. 50,000 abstracts take some two minutes and 2 GB.
 */
export function learnRelatedTerms(
  texts: Iterable<{ readonly title: string; readonly body: string }>,
): string {
  const holders = new Map<string, number>();
  const counted = Array.from(texts, ({ title, body }) => {
    const { terms } = countTerms(title, body);
    for (const term of terms.keys()) holders.set(term, (holders.get(term) ?? 0) + 1);
    return terms;
  });
  const isKnown = (term: string) => {
    const count = holders.get(term) ?? 0;
    return count >= leastHolders && count <= mostHolders * counted.length;
  };
  const names = [...holders.keys()].filter(isKnown).sort();
  const numbers = new Map(names.map((name, number) => [name, number]));
  const vectors = counted.map((counts) =>
    tellingTerms(counts, (term) => holders.get(term) ?? 0, counted.length).flatMap(({ term, weight }) => {
      const number = numbers.get(term);
      return number === undefined ? [] : { number, weight };
    }),
  );
  return linesOf(names, vectors);
}

type Vector = readonly { readonly number: number; readonly weight: number }[];

function linesOf(names: readonly string[], vectors: readonly Vector[]): string {
  const squares = new Float64Array(names.length);
  const texts: { readonly text: number; readonly weight: number }[][] = names.map(() => []);
  for (const [text, vector] of vectors.entries())
    for (const { number, weight } of vector) {
      squares[number] = (squares[number] as number) + weight * weight;
      texts[number]?.push({ text, weight });
    }
  const lines: string[] = [];
  const products = new Float64Array(names.length);
  for (const [own, holding] of texts.entries()) {
    products.fill(0);
    for (const { text, weight } of holding)
      for (const each of vectors[text] as Vector)
        products[each.number] = (products[each.number] as number) + weight * each.weight;
    const cosine = (number: number) =>
      (products[number] as number) / Math.sqrt((squares[own] as number) * (squares[number] as number) || 1);
    const related = Array.from(names.keys())
      .filter((number) => number !== own && cosine(number) >= leastLikeness)
      .sort((a, b) => cosine(b) - cosine(a) || a - b)
      .slice(0, mostRelated)
      .map((number) => `${names[number]} ${Math.round(100 * cosine(number))}`);
    if (related.length > 0) lines.push(`${[names[own], ...related].join(' ')}\n`);
  }
  return lines.join('');
}
