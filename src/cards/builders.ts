import { defined } from '../defined.ts';
import type {
  Block,
  Button,
  Card,
  Chart,
  Entry,
  Line,
  Pieces,
  Span,
  TextStyle,
  TimeStyle,
  Tone,
} from './card.ts';
import { type FileBlock, joinPieces } from './split-file.ts';

/** What a card is built from: blocks, groups of blocks, and nothing where a condition does not hold. */
export type Content = Block | false | undefined | readonly Content[];

/** A card as a command writes it. `tone` is `plain` by default. */
export interface CardContent extends Pick<Card, 'title' | 'summary'> {
  readonly tone?: Tone;
  readonly blocks: Content;
}

/** A message. `tone` is plain by default; what is false or undefined among the blocks is left out. */
export const card = ({ title, summary, tone = 'plain', blocks }: CardContent): Card => ({
  title,
  summary,
  tone,
  blocks: blocksOf(blocks),
});

/** A heading and what is below it; nothing when nothing is below it. */
export function section(title: string, ...content: readonly Content[]): Content {
  const blocks = blocksOf(content);
  return blocks.length > 0 && [heading(title), ...blocks];
}

function blocksOf(content: Content): Block[] {
  if (content === undefined || content === false) return [];
  if (!('kind' in content)) return content.flatMap(blocksOf);
  return isEmpty(content) ? [] : [content];
}

function isEmpty(block: Block): boolean {
  switch (block.kind) {
    case 'list':
      return block.items.length === 0;
    case 'entries':
      return block.entries.length === 0;
    case 'facts':
      return block.facts.length === 0;
    case 'buttons':
      return block.buttons.length === 0;
    default:
      return false;
  }
}

type Words = readonly (string | Span)[];

/** A line or what makes one; nothing where a condition does not hold. */
export type LineContent = string | Span | Line | false | undefined;

function lineOf(content: LineContent): Line {
  if (content === undefined || content === false || content === '') return [];
  return typeof content === 'string' || 'kind' in content ? line(content) : content;
}

const linesOf = (all: readonly LineContent[]): Line[] => all.map(lineOf).filter((each) => each.length > 0);

/** A heading inside a card. */
export const heading = (title: string): Block => ({ kind: 'heading', text: title });
/** A paragraph. */
export const text = (...words: Words): Block => ({ kind: 'text', line: line(...words) });
/** The words of somebody else. */
export const quote = (...words: Words): Block => ({ kind: 'quote', line: line(...words) });
/** Small print. */
export const hint = (...words: Words): Block => ({ kind: 'hint', line: line(...words) });
/** A file that can be cut into several: see `split-file.ts`. */
export const file = (name: string, pieces: Pieces): FileBlock => ({
  kind: 'file',
  name,
  text: joinPieces(pieces),
  pieces,
});

/** @param chart what the items say, for platforms that can draw it */
export const list = (items: readonly LineContent[], chart?: Chart): Block => ({
  kind: 'list',
  items: linesOf(items),
  ...defined({ chart }),
});

/**
 * @param start the number of the first entry, 1 by default
 * @param more the command line that shows the entries from a number on, without ` start:<number>`
 */
export const entries = (all: readonly Entry[], start?: number, more?: string): Block => ({
  kind: 'entries',
  entries: all,
  ...defined({ start, more }),
});

/** Facts by their labels; those without a value are left out. */
export const facts = (values: Readonly<Record<string, LineContent>>): Block => ({
  kind: 'facts',
  facts: Object.entries(values)
    .map(([label, value]) => ({ label, value: lineOf(value) }))
    .filter(({ value }) => value.length > 0),
});

/** The buttons whose condition holds. */
export const buttons = (...all: readonly (Button | false | undefined)[]): Block => ({
  kind: 'buttons',
  buttons: all.filter((each) => each !== false && each !== undefined),
});

type Options = Readonly<Record<string, string | number | undefined>>;

/** A button that types `command` with `options`. */
export const button = (label: string, command: string, options?: Options): Button => ({
  label,
  line: commandLine(command, options),
});

/** The button that most people will want. A card has at most one. */
export const primary = (own: Button): Button => ({ ...own, primary: true });
/** A button that opens the form of its command, see `Button`. */
export const opensForm = (own: Button): Button => ({ ...own, form: true });

/**
 * The line that a person would type for a command: `search query:"graph transformers" page:2`. Options without a value
 * are left out. `src/commands/grammar.ts` is the exact inverse.
 */
export function commandLine(command: string, options: Options = {}): string {
  const given = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}:${quoteValue(String(value))}`],
  );
  return [command, ...given].join(' ');
}

const quoteValue = (value: string): string =>
  /^[\p{L}\p{N}_.-]+$/u.test(value) ? value : JSON.stringify(value);

const styled =
  (style: TextStyle) =>
  (text: string): Span => ({ kind: 'text', text, style });

/** Stressed words. */
export const strong = styled('strong');
/** Lightly stressed words. */
export const emphasis = styled('emphasis');
/** A word of a query or a program. */
export const code = styled('code');
/** A word that the reader searched for. */
export const matched = styled('match');
/** A link. The address is checked where it is drawn. */
export const link = (text: string, url: string): Span => ({ kind: 'link', text, url });
/** `at` is an ISO 8601 instant in UTC. */
export const time = (at: string, show: TimeStyle, zone?: string): Span => ({
  kind: 'time',
  at,
  show,
  ...defined({ zone }),
});
/** Date and time of an instant, in milliseconds since 1970. */
export const moment = (at: number, zone?: string): Span => time(new Date(at).toISOString(), 'moment', zone);
/** The date of an instant, in milliseconds since 1970. */
export const day = (at: number, zone?: string): Span => time(new Date(at).toISOString(), 'date', zone);

/** A line from strings and spans: `line('Try ', code('help'), '.')`. */
export const line = (...parts: readonly (string | Span)[]): Line =>
  parts.map((part) => (typeof part === 'string' ? { kind: 'text', text: part } : part));

/** Lines side by side with ` · ` between them; empty ones are left out. */
export const joinLines = (lines: readonly LineContent[], separator = ' · '): Line =>
  linesOf(lines).flatMap((each, i) => (i === 0 ? each : [...line(separator), ...each]));

/** A channel, which the platform shows by its name to everybody who may see it. */
export const channel = (id: string, text = 'a channel'): Span => ({ kind: 'channel', id, text });

/** A command line to type, without any `/papers`. */
export const typed = (line: string): Span => ({ kind: 'command', line });

/** A sentence in which command lines are in backticks: `Begin with `follow mixture of experts`.` */
export const sentence = (words: string): Line =>
  words
    .split(/(`[^`]+`)/)
    .filter((part) => part !== '')
    .map((part) => (/^`[^`]+`$/.test(part) ? typed(part.slice(1, -1)) : { kind: 'text', text: part }));

/** The words of a line without any style: for summaries, screen readers and tests. */
export const plainText = (spans: Line): string => spans.map(textOf).join('');

function textOf(span: Span): string {
  if (span.kind === 'time') return span.at;
  return span.kind === 'command' ? span.line : span.text;
}
