import type { Card } from '../../../src/cards/card.ts';

/** When the next digest comes (0: within a minute), or why none does. */
export type Said = number | string;

export const showSaid = (said: Said): string =>
  typeof said === 'number' ? new Date(said).toISOString() : said;

/** What a fact of a card says of the next digest. */
export function factOf({ blocks }: Card, label: string): Said {
  const facts = blocks.flatMap((block) => (block.kind === 'facts' ? block.facts : []));
  return saidIn(facts.find((fact) => fact.label === label)?.value ?? []);
}

/** What the first channel of App Home says of it. */
export function homeSaid({ blocks }: Card): Said {
  const [first] = blocks.flatMap((block) => (block.kind === 'entries' ? block.entries : []));
  const facts: readonly Span[] = first?.facts ?? [];
  const words = 'next digest ';
  const from = facts.findIndex(({ text }) => text?.includes(words));
  return saidIn(
    facts.slice(from).map((span) => ({ ...span, ...(span.text && { text: span.text.replace(words, '') }) })),
  );
}

interface Span {
  readonly kind: string;
  readonly at?: string;
  readonly text?: string;
}

function saidIn(spans: readonly Span[]): Said {
  const at = spans.find(({ kind }) => kind === 'time')?.at;
  if (at !== undefined) return Date.parse(at);
  const text = spans.map((each) => each.text ?? '').join('');
  return text.startsWith('within a minute') ? 0 : (text.split(/ · |, then /)[0] ?? '');
}

/** The titles of the papers on a card. */
export const papersIn = ({ blocks }: Card): string[] =>
  blocks.flatMap((block) =>
    block.kind === 'entries' ? block.entries.map(({ title }) => JSON.stringify(title)) : [],
  );
