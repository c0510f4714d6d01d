import { lineFor } from '../../../src/cards/command-line.ts';

/** A message as far as its words go; the bot may read the one that its command is used on. */
export interface MessageLike {
  readonly content?: string;
  readonly embeds?: readonly {
    readonly title?: string;
    readonly description?: string;
    readonly url?: string;
  }[];
  readonly components?: readonly ComponentLike[];
}

interface ComponentLike {
  readonly content?: string;
  readonly components?: readonly ComponentLike[];
}

const paperLink =
  /(?:arxiv\.org\/(?:abs|pdf|html)|huggingface\.co\/papers|alphaxiv\.org\/abs)\/(\d{4}\.\d{4,5})/gi;
const mostWords = 24;
const mostLinks = 3;

/** Command lines that find what is related to a message, the most telling first: papers it links to, then its words. */
export function relatedLines(message: MessageLike): string[] {
  const text = [
    message.content,
    ...(message.embeds ?? []).flatMap(({ title, description, url }) => [title, description, url]),
    ...(message.components ?? []).flatMap(textsOf),
  ]
    .filter((part) => part !== undefined)
    .join(' ');
  const links = [...new Set([...text.matchAll(paperLink)].map(([, id = '']) => id))];
  const words = plainWords(text);
  return [
    ...links.slice(0, mostLinks).map((id) => lineFor('similar', { to: id })),
    ...(words === '' ? [] : [lineFor('search', { query: words })]),
  ];
}

const textsOf = ({ content, components = [] }: ComponentLike): (string | undefined)[] => [
  content,
  ...components.flatMap(textsOf),
];

/** Nothing of it may be read as a filter or an operator of the query language. */
const plainWords = (text: string): string =>
  text
    .replace(/<[^>\s]*>|https?:\/\/\S+/g, ' ')
    .replace(/\b(?:AND|OR|NOT)\b/g, (word) => word.toLowerCase())
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .slice(0, mostWords)
    .join(' ');
