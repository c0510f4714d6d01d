import type { types } from '@slack/bolt';
import type { ChartBlock } from './chart.ts';

/** The blocks that Paperboy uses. Their ids are set when the message is put together. */
export type SlackBlock =
  | types.HeaderBlock
  | types.SectionBlock
  | types.RichTextBlock
  | types.ContextBlock
  | types.DividerBlock
  | types.ActionsBlock
  | ChartBlock;

/** Blocks that are shown together or left out together. */
export interface BlockGroup {
  readonly blocks: readonly SlackBlock[];
  /** One of several alike, which may be left out and counted. */
  readonly item?: true;
  /** Belongs to the group that follows. */
  readonly heading?: true;
  /** The card's title. */
  readonly title?: true;
}

/** How long the body of an entry may be, in characters; 0 leaves bodies out. */
export type BodyLength = number;
