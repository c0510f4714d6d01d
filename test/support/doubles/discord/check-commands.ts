/** A command, or an option or choice below it, as a bot registers it. */
export interface CommandNode {
  readonly name?: string;
  readonly type?: number;
  readonly description?: string;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly value?: unknown;
  readonly options?: readonly CommandNode[];
  readonly choices?: readonly CommandNode[];
}

const chatInput = 1;
const subcommands = [1, 2];
/** docs.discord.com, application-commands, naming. */
const nameForm = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
/** Of one type, for everybody; for one command with all below it. */
const max = { chatInput: 100, menu: 15, options: 25, choices: 25, characters: 8_000, choice: 100 } as const;

/** What Discord refuses in commands beyond the shapes in its OpenAPI document. */
export function commandProblems(commands: readonly CommandNode[]): string[] {
  const ofType = (type: number) => commands.filter((each) => (each.type ?? chatInput) === type);
  return [
    ofType(chatInput).length > max.chatInput && 'more than 100 commands',
    [2, 3].some((type) => ofType(type).length > max.menu) && 'more than 15 commands of a menu',
    ...[chatInput, 2, 3].flatMap((type) => twice(ofType(type))),
    ...ofType(chatInput).flatMap((each) => [
      ...nodeProblems(each),
      charactersOf(each) > max.characters && `${each.name}: more than 8,000 characters`,
    ]),
  ].filter((problem) => problem !== false);
}

function nodeProblems(node: CommandNode): string[] {
  const { name = '', description = '', options = [], choices = [], autocomplete } = node;
  const isSub = (each: CommandNode) => subcommands.includes(each.type ?? 0);
  const firstOptional = options.findIndex((each) => each.required !== true);
  const say = (isWrong: boolean, what: string) => (isWrong ? [`${name}: ${what}`] : []);
  return [
    ...say(!nameForm.test(name) || name !== name.toLowerCase(), 'no name'),
    ...say(description.length < 1 || description.length > 100, 'a description of 1 to 100 characters'),
    ...say(options.length > max.options, 'more than 25 options'),
    ...say(choices.length > max.choices, 'more than 25 choices'),
    ...say(choices.length > 0 && autocomplete === true, 'choices and suggestions'),
    ...say(options.some(isSub) && !options.every(isSub), 'subcommands beside options'),
    ...say(
      options.some((each, i) => each.required === true && i > firstOptional && firstOptional >= 0),
      'a required option after an optional one',
    ),
    ...say(
      choices.some(
        ({ name: label = '', value }) =>
          label === '' || Math.max(label.length, String(value).length) > max.choice,
      ),
      'a choice of more than 100 characters',
    ),
    ...twice(options),
    ...twice(choices),
    ...options.flatMap(nodeProblems),
  ];
}

const twice = (nodes: readonly CommandNode[]): string[] =>
  nodes
    .filter(({ name }, i) => nodes.findIndex((each) => each.name === name) < i)
    .map(({ name }) => `${name}: twice`);

/** Of names, descriptions and values. */
const charactersOf = ({
  name = '',
  description = '',
  value,
  options = [],
  choices = [],
}: CommandNode): number =>
  [...options, ...choices].reduce(
    (sum, each) => sum + charactersOf(each),
    name.length + description.length + (typeof value === 'string' ? value.length : 0),
  );
