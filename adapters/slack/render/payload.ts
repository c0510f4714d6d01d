import type { types } from '@slack/bolt';

/** The blocks that Paperboy uses. Their ids are set when the message is put together. */
export type SlackBlock =
  | types.HeaderBlock
  | types.RichTextBlock
  | types.ContextBlock
  | types.DividerBlock
  | types.ActionsBlock
  | types.SectionBlock
  | types.InputBlock;

export type RichTextElement = types.RichTextElement;
export type RichTextPart = types.RichTextBlockElement;
export type SlackButton = types.Button;

/** Blocks that are shown together or left out together. */
export interface BlockGroup {
  readonly blocks: readonly SlackBlock[];
  /** One of several alike, which may be left out and counted. */
  readonly item?: true;
  /** It belongs to what follows. */
  readonly heading?: true;
  /** The card's title. */
  readonly title?: true;
}

export const richText = (elements: RichTextPart[]): SlackBlock => ({ type: 'rich_text', elements });

export const newline = { type: 'text' as const, text: '\n' };

const counted = new Set(['text', 'url', 'value', 'fallback', 'accessibility_label']);
/** A header takes more of the limit than its text. */
const headerWeight = 100;

/** Characters that count towards `limits.message`: all that a person reads or a click carries. */
export function weigh(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + weigh(each), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const base = 'type' in value && value.type === 'header' ? headerWeight : 0;
  return Object.entries(value).reduce(
    (sum, [key, each]) =>
      sum + (typeof each === 'string' ? (counted.has(key) ? each.length : 0) : weigh(each)),
    base,
  );
}
