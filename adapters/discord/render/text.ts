/** Controls and marks that reorder what is read: nobody types them, some forge with them. */
const steering = /[\p{Cc}\p{Bidi_Control}\u00AD\uFEFF]/gu;
const seen = /[^\p{Z}\p{Cc}\p{Cf}\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** One line of well-formed text that reads in the order in which it is stored. */
export const cleanText = (value: string): string =>
  value
    .replace(/[\s\u0085]+/gu, ' ')
    .replace(steering, '')
    .replace(/\p{Surrogate}/gu, '\uFFFD');

/** Discord refuses texts, labels and names without anything to see. */
export const isVisible = (value: string): boolean => seen.test(value);

/** A bracket would end a masked link, a backtick or bar could begin a style where Discord splits differently. */
const inMarkdown: Readonly<Record<string, string>> = {
  '(': '%28',
  ')': '%29',
  '`': '%60',
  '|': '%7C',
  '*': '%2A',
  '\\': '%5C',
};

/** The address in plain ASCII that is safe inside a masked link, or nothing when a click should not follow it. */
export function cleanUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  if (!/^https?:$/.test(protocol) || !/^[\x21-\x7E]+$/.test(href)) return undefined;
  return href.replace(/[()`|*\\]/g, (character) => inMarkdown[character] ?? '');
}

/** Never splits a pair of surrogates; ends at a space where one is near. What is cut ends in `…`. */
export function clip(value: string, max: number): string {
  if (value.length <= max) return value;
  if (max <= 1) return '…'.slice(0, max);
  const cut = value.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '');
  const space = cut.lastIndexOf(' ');
  return `${(space > cut.length * 0.8 ? cut.slice(0, space) : cut).trimEnd()}…`;
}
