/** Another form of a title. `random` gives numbers from 0 to 1. */
type TitleForm = (title: string, random: () => number) => string;

const pick = <Item>(items: readonly [Item, ...Item[]], random: () => number): Item =>
  items[Math.floor(random() * items.length)] ?? items[0];

/** Replaces a share of the matches, from 0 to 1, chosen at random. */
const replaceSome = (
  title: string,
  find: RegExp,
  share: number,
  random: () => number,
  replacement: (found: string) => string,
) => title.replace(find, (found) => (random() < share ? replacement(found) : found));

const latexSymbols: Readonly<Record<string, string>> = {
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

/** Accent commands of LaTeX by their combining characters. */
const accentCommands: Readonly<Record<string, string>> = {
  '\u0300': '`',
  '\u0301': "'",
  '\u0302': '^',
  '\u0303': '~',
  '\u0308': '"',
  '\u030c': 'v',
  '\u0327': 'c',
  '\u030b': 'H',
};

/** `é` as `\'{e}`. */
export const latexAccents = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/([A-Za-z])([\u0300-\u0327])/g, (whole, letter, accent) =>
      accentCommands[accent] === undefined ? whole : `\\${accentCommands[accent]}{${letter}}`,
    )
    .normalize('NFC');

function toLatex(title: string, random: () => number): string {
  if (/[\\$]/.test(title)) return title.replace(/\$/g, '').replace(/\\(?=[A-Za-z])/g, '');
  const commands = latexAccents(title).replace(/[×²³αβλμℓ&%→]/g, (symbol) => latexSymbols[symbol] ?? symbol);
  const braced = replaceSome(commands, /\b[A-Z]{2,8}\b/g, 0.7, random, (word) => `{${word}}`);
  const style = pick(['emph', 'textit', 'textsc', 'texttt', 'textbf'], random);
  return random() < 0.5 ? braced.replace(/^[A-Za-z]+/, (word) => `\\${style}{${word}}`) : braced;
}

export const titleForms: Readonly<Record<string, TitleForm>> = {
  // LaTeX commands keep their case.
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
    return `${replaceSome(colon, /[,?!'"()]/g, 0.7, random, () => '')}${pick(['', '.', ' .'], random)}`;
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
    replaceSome(title, / /g, 0.4, random, () => pick(['\n  ', '\u00a0', '  ', '\t', ' \u200b'], random)),
  hyphens: (title, random) => {
    const joined = replaceSome(title, /(?<=\p{L})-(?=\p{L})/gu, 0.7, random, () =>
      pick(['', ' ', '\u2010', '–'], random),
    );
    return replaceSome(joined, /(?<=\p{L}{4})(?=\p{L}{4})/gu, 0.15, random, () =>
      pick(['\u00ad', '-\n', '- '], random),
    );
  },
};

/** Undefined for a title without a subtitle. */
export const dropSubtitle = (title: string): string | undefined => /^(.{3,}?)(?:: |\? | - )/.exec(title)?.[1];

/** A title that a later version might have. */
export function retitle(title: string, random: () => number): string {
  const [, name, rest] = /^([^:]{2,40}): (.{20,})$/.exec(title) ?? [];
  if (rest !== undefined && random() < 0.5) return rest;
  if (name !== undefined) return `${name} Revisited: ${rest}`;
  return pick([`Towards ${title}`, `${title} at Scale`, `On ${title}`], random);
}
