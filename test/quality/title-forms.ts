/** Other forms of a title that is the same one. Each takes numbers from 0 to 1. */
export type TitleForm = (title: string, random: () => number) => string;

const pick = <Item>(items: readonly [Item, ...Item[]], random: () => number): Item =>
  items[Math.floor(random() * items.length)] ?? items[0];

const everySome = (
  title: string,
  find: RegExp,
  share: number,
  random: () => number,
  put: (found: string) => string,
) => title.replace(find, (found) => (random() < share ? put(found) : found));

const latexSigns: Readonly<Record<string, string>> = {
  '×': '$\\times$',
  '²': '$^2$',
  '³': '$^3$',
  α: '$\\alpha$',
  β: '$\\beta$',
  λ: '$\\lambda$',
  μ: '$\\mu$',
  ℓ: '$\\ell$',
  '&': '\\&',
  '%': '\\%',
  '→': '$\\rightarrow$',
};

/** LaTeX's accents by their combining characters. */
const LATEX_ACCENTS: Readonly<Record<string, string>> = {
  '\u0300': '`',
  '\u0301': "'",
  '\u0302': '^',
  '\u0303': '~',
  '\u0308': '"',
  '\u030c': 'v',
  '\u0327': 'c',
  '\u030b': 'H',
};

/** `é` as `\'{e}`, as BibTeX has it. */
export const latexAccents = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/([A-Za-z])([\u0300-\u0327])/g, (whole, letter, mark) =>
      LATEX_ACCENTS[mark] === undefined ? whole : `\\${LATEX_ACCENTS[mark]}{${letter}}`,
    )
    .normalize('NFC');

function toLatex(title: string, random: () => number): string {
  if (/[\\$]/.test(title)) return title.replace(/\$/g, '').replace(/\\(?=[A-Za-z])/g, '');
  const signs = latexAccents(title).replace(/[×²³αβλμℓ&%→]/g, (sign) => latexSigns[sign] ?? sign);
  const braced = everySome(signs, /\b[A-Z]{2,8}\b/g, 0.7, random, (word) => `{${word}}`);
  const style = pick(['emph', 'textit', 'textsc', 'texttt', 'textbf'], random);
  return random() < 0.5 ? braced.replace(/^[A-Za-z]+/, (word) => `\\${style}{${word}}`) : braced;
}

export const titleForms: Readonly<Record<string, TitleForm>> = {
  // The commands of LaTeX are not words: they keep their case.
  case: (title, random) => {
    const change = pick(
      [
        (text: string) => text.toUpperCase(),
        (text: string) => text.toLowerCase(),
        (text: string) => text.replace(/\b\p{Ll}/gu, (letter) => letter.toUpperCase()),
      ],
      random,
    );
    return title.replace(/\\[A-Za-z]+|[^\\]+/g, (part) => (part.startsWith('\\') ? part : change(part)));
  },
  punctuation: (title, random) => {
    const colon = title.replace(/:(?= )/g, pick(['', ' -', '.', ' –', '—', ';'], random));
    return `${everySome(colon, /[,?!'"()]/g, 0.7, random, () => '')}${pick(['', '.', ' .'], random)}`;
  },
  LaTeX: toLatex,
  typography: (title) =>
    title
      .replace(/'/g, '’')
      .replace(/"([^"]*)"/g, '“$1”')
      .replace(/-/g, '\u2011')
      .replace(/\.\.\./g, '…')
      .replace(/fi/g, 'ﬁ'),
  'white space': (title, random) =>
    everySome(title, / /g, 0.4, random, () => pick(['\n  ', '\u00a0', '  ', '\t', ' \u200b'], random)),
  hyphens: (title, random) => {
    const joined = everySome(title, /(?<=\p{L})-(?=\p{L})/gu, 0.7, random, () =>
      pick(['', ' ', '\u2010', '–'], random),
    );
    return everySome(joined, /(?<=\p{L}{4})(?=\p{L}{4})/gu, 0.15, random, () =>
      pick(['\u00ad', '-\n', '- '], random),
    );
  },
};

/** Undefined where it has no subtitle. */
export const dropSubtitle = (title: string): string | undefined => /^(.{3,}?)(?:: |\? | - )/.exec(title)?.[1];

/** A title that people give to a later version. */
export function retitle(title: string, random: () => number): string {
  const [, name, rest] = /^([^:]{2,40}): (.{20,})$/.exec(title) ?? [];
  if (rest !== undefined && random() < 0.5) return rest;
  if (name !== undefined) return `${name} Revisited: ${rest}`;
  return pick([`Towards ${title}`, `${title} at Scale`, `On ${title}`], random);
}
