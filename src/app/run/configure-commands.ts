/** The commands for a configuration file, and how they are used. */
export const configureUsages = {
  export:
    'Usage: paperboy export > paperboy.yaml\n  Prints every channel’s topics and digest settings, and who may change them.\n  The reading list of this terminal: paperboy export format:bibtex\n',
  plan: 'Usage: paperboy plan FILE [--prune]\n  Says what applying the file would change, and changes nothing.\n',
  apply:
    'Usage: paperboy apply FILE [--prune]\n  Makes channels as the file says: all of it, or nothing. Channels that are not in the file stay as they are;\n  with --prune they are removed.\n',
};

/** A command line of `configure`, by its first word. */
export type ConfigureCommand = keyof typeof configureUsages;

/** `export` with words behind it is a command for people: it prints their reading list. */
export const isConfigureCommand = (
  word: string | undefined,
  others: readonly string[],
): word is ConfigureCommand =>
  word !== undefined && Object.hasOwn(configureUsages, word) && (word !== 'export' || others.length === 0);
