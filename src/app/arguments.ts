import { isRole, type Role, roles } from './roles.ts';

/** What the command line asks for. */
export interface Arguments {
  readonly json: boolean;
  readonly help: boolean;
  readonly version: boolean;
  /** A file of papers to look things up in, instead of the saved pages and the store. */
  readonly corpus?: string;
  /** Answers wait for the vectors of queries and of all papers. */
  readonly embedWait: boolean;
  /** A file that keeps the vectors of `corpus`. */
  readonly vectors?: string;
  /** What the bot does in this process. Default: everything. */
  readonly role?: Role;
  /** Beside a prompt there is no playground. */
  readonly noWeb: boolean;
  /** The words after the options. */
  readonly words: readonly string[];
}

const flags = ['json', 'help', 'version', 'no-web'] as const;
/** Options with a value, and what it is. */
const valued = {
  corpus: 'the name of a file',
  vectors: 'the name of a file',
  embed: 'the word wait',
  role: `a role: ${roles.join(', ')}`,
};

const isValued = (name: string): name is keyof typeof valued => Object.hasOwn(valued, name);

/**
 * Reads `[--option] [--option VALUE] word …`. Options end at the first word.
 * @throws Error that says which option is unknown, lacks its value, or lacks another one
 */
export function readArguments(args: readonly string[]): Arguments {
  const read: { [Name in (typeof flags)[number]]?: true } & { [Name in keyof typeof valued]?: string } = {};
  let at = 0;
  for (; args[at]?.startsWith('--'); at++) {
    const [name = '', given] = splitOnce(args[at]?.slice(2) ?? '');
    const flag = flags.find((each) => each === name);
    if (flag !== undefined && given === undefined) read[flag] = true;
    else if (isValued(name)) read[name] = checkValue(name, given ?? args[++at] ?? '');
    else throw new Error(`There is no option --${name}.`);
  }
  const { embed, role, 'no-web': noWeb = false, ...others } = read;
  if (others.vectors !== undefined && others.corpus === undefined)
    throw new Error('--vectors needs --corpus: other papers have their vectors in the store.');
  const flagsRead = { json: false, help: false, version: false, ...others };
  return {
    ...flagsRead,
    embedWait: embed !== undefined,
    noWeb,
    ...(role !== undefined && isRole(role) && { role }),
    words: args.slice(at),
  };
}

function checkValue(name: keyof typeof valued, value: string): string {
  const isWrong =
    value === '' ||
    value.startsWith('--') ||
    (name === 'embed' && value !== 'wait') ||
    (name === 'role' && !isRole(value));
  if (isWrong) throw new Error(`--${name} needs ${valued[name]}.`);
  return value;
}

function splitOnce(option: string): readonly [name: string, value?: string] {
  const at = option.indexOf('=');
  return at < 0 ? [option] : [option.slice(0, at), option.slice(at + 1)];
}
