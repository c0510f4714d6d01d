import type { types } from '@slack/bolt';

/** The blocks that we draw, a part of what Slack has. Ids are given when a message is put together. */
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

/** Slack's limits: @slack/types, and for a whole message bolt-js issue #2509. */
export const limits = {
  blocks: 50,
  viewBlocks: 100,
  header: 150,
  label: 75,
  value: 2_000,
  buttons: 25,
  contextElements: 10,
  text: 3_000,
  fallback: 4_000,
  /** `msg_blocks_too_long` comes somewhere above 13,100 characters, although each block is legal. */
  message: 12_000,
} as const;

const counted = new Set(['text', 'url', 'value', 'fallback', 'accessibility_label']);

/** Characters that count towards {@link limits.message}: all that a person reads or a click carries. */
export function weigh(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + weigh(each), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const header = 'type' in value && value.type === 'header' ? 100 : 0;
  return Object.entries(value).reduce(
    (sum, [key, each]) =>
      sum + (typeof each === 'string' ? (counted.has(key) ? each.length : 0) : weigh(each)),
    header,
  );
}
