import { marked, type Token, type TokensList } from 'marked';

/** A page as it was read. */
export interface Page {
  readonly title: string;
  readonly tokens: TokensList;
  readonly headings: readonly Heading[];
}

interface Heading {
  /** From 1. */
  readonly depth: number;
  readonly text: string;
  /** What the part after `#` of a link names, as GitHub makes it. */
  readonly anchor: string;
}

export function readMarkdown(text: string): Page {
  const tokens = marked.lexer(text);
  const seen = new Map<string, number>();
  const headings = tokens.flatMap((token) => (token.type === 'heading' ? [headingOf(token, seen)] : []));
  return { title: headings[0]?.text ?? 'Paperboy', tokens, headings };
}

function headingOf(token: Token & { depth?: number }, seen: Map<string, number>): Heading {
  const text = plainText(token);
  const slug = slugOf(text);
  const count = seen.get(slug) ?? 0;
  seen.set(slug, count + 1);
  return { depth: token.depth ?? 1, text, anchor: count === 0 ? slug : `${slug}-${count}` };
}

/** GitHub's rule: in lower case, without punctuation, with hyphens for blanks. */
const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\s-]/gu, '')
    .replace(/\s/g, '-');

function plainText(token: Token): string {
  if ('tokens' in token && token.tokens !== undefined) return token.tokens.map(plainText).join('');
  return 'text' in token ? withSigns(String(token.text)) : '';
}

/** The lexer escapes some texts for HTML already. */
const withSigns = (text: string): string =>
  text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? '',
  );
