/**
 * What Discord accepts at most (docs.discord.com, resources/message and components/reference). Two limits are not
 * documented and kept with a margin: 4,000 characters (discord-api-docs, pull request 8562), and an HTTP 500 once UTF-8
 * bytes plus 12 for each text exceed about 10,170 (issue 8554).
 */
export const limits = {
  /** The container and everything in it. */
  components: 40,
  /** UTF-16 units of all texts. */
  characters: 3_950,
  /** UTF-8 bytes of all texts, and what Discord adds to each. */
  bytes: 9_800,
  bytesPerText: 12,
  rowButtons: 5,
  selectOptions: 25,
  buttonLabel: 80,
  optionLabel: 100,
  customId: 100,
  threadName: 100,
  files: 10,
  /** Discord allows 10 MiB for all files of a message (docs.discord.com, reference, uploading files). */
  fileBytes: 8_000_000,
} as const;
