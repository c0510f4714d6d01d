/** What the command line asks for. */
export interface Arguments {
  readonly json: boolean;
  readonly help: boolean;
  readonly version: boolean;
  /** A file of papers to look things up in, instead of the saved pages and the store. */
  readonly corpus?: string;
  /** The words after the options. */
  readonly words: readonly string[];
}

const flags = ['json', 'help', 'version'] as const;

/**
 * Reads `[--option] [--option VALUE] word …`. Options end at the first word.
 * @throws Error that says which option is unknown or lacks its value
 */
export function readArguments(args: readonly string[]): Arguments {
  const read: Partial<Record<(typeof flags)[number], true>> & { corpus?: string } = {};
  let at = 0;
  for (; args[at]?.startsWith('--'); at++) {
    const [name = '', given] = splitOnce(args[at]?.slice(2) ?? '');
    const flag = flags.find((each) => each === name);
    if (flag !== undefined && given === undefined) read[flag] = true;
    else if (name === 'corpus') {
      const value = given ?? args[++at] ?? '';
      if (value === '' || value.startsWith('--')) throw new Error('--corpus needs the name of a file.');
      read.corpus = value;
    } else throw new Error(`There is no option --${name}.`);
  }
  return { json: false, help: false, version: false, ...read, words: args.slice(at) };
}

function splitOnce(option: string): readonly [name: string, value?: string] {
  const at = option.indexOf('=');
  return at < 0 ? [option] : [option.slice(0, at), option.slice(at + 1)];
}
