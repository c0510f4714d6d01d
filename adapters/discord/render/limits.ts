/**
 * What Discord refuses beyond. Sources: docs.discord.com, resources/message and components/reference; the 4,000
 * characters are undocumented (discord-api-docs pull request 8562), and so is the HTTP 500 when UTF-8 bytes plus 12
 * for each text exceed about 10,170 (issue 8554). Both are kept with a margin.
 */
export const limits = {
  components: 40,
  characters: 3_950,
  bytes: 9_800,
  bytesPerText: 12,
  rowButtons: 5,
  selectOptions: 25,
  buttonLabel: 80,
  optionLabel: 100,
  customId: 100,
  threadName: 100,
  files: 10,
  /** Discord's own limit is 10 MiB for all files of a message (reference, uploading files). */
  fileBytes: 8_000_000,
} as const;
