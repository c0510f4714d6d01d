/** Letters that Unicode does not take apart. */
const letters: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ħ: 'h',
  ŋ: 'n',
  ŧ: 't',
};

/** A name in lower case and without accents: `Łukasz Käiser` as `lukasz kaiser`. */
export const foldName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[\p{M}'’‘`ʼ]+/gu, '')
    .toLowerCase()
    .replace(/[^\x20-\x7e]/g, (letter) => letters[letter] ?? letter);
