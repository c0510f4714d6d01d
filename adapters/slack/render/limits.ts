/** Slack's limits: @slack/types, and for a whole message bolt-js issue #2509. */
export const limits = {
  /** Of a message. */
  blocks: 50,
  /** Of App Home and modals. */
  viewBlocks: 100,
  header: 150,
  /** Of a button or an option. */
  label: 75,
  /** Of a button. */
  value: 2_000,
  /** Of an option in a menu (docs.slack.dev, option object; the comment in @slack/types still says 75). */
  optionValue: 150,
  /** In one menu. */
  options: 100,
  /** Of a menu. */
  placeholder: 150,
  /** In one row. */
  buttons: 25,
  contextElements: 10,
  /** Of one block. */
  text: 3_000,
  /** Of a message's `text` beside its blocks. */
  fallback: 4_000,
  /** Of a message that is nothing but `text` (docs.slack.dev, chat.postMessage, truncating content). */
  plain: 40_000,
  /** `msg_blocks_too_long` comes somewhere above 13,100 characters, although each block is legal. */
  message: 12_000,
} as const;

/** Paperboy's own limits, in characters: longer texts end in an ellipsis. An abstract fits. */
export const textLimits = {
  title: 300,
  facts: 300,
  body: 700,
  text: 2_900,
  hint: 900,
  item: 400,
  label: 100,
  file: 6_000,
} as const;
