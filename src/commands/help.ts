import type { Block, Card, Entry } from '../cards/card.ts';
import { code, line } from '../cards/span.ts';
import { UserError } from '../errors.ts';
import { nearestNames } from '../search/suggest/nearest-names.ts';
import { filterSpecs } from '../search/words/filters.ts';
import { type Command, defineCommand, type OptionSpec } from './command.ts';

/** `commands` is asked for when help runs, so that help can stand in its own list. */
export const helpCommand = (commands: () => readonly Command[]) =>
  defineCommand({
    name: 'help',
    summary: 'All commands, or how one is used',
    audience: 'person',
    options: {
      command: { type: 'text', rest: true, suggests: 'command', help: 'the command to explain' },
    },
    examples: ['help', 'help search'],
    async run({ command: name }) {
      const card = name === undefined ? overview(commands()) : explain(findCommand(name, commands()));
      return { card, papers: [], notes: [] };
    },
  });

/**
 * @param rest the words after the name, kept in the lines that would mend a mistyped one
 * @throws UserError when there is no such command; it names the nearest
 */
export function findCommand(name: string, commands: readonly Command[], rest = ''): Command {
  const found = commands.find((command) => command.name === name.trim().toLowerCase());
  if (found !== undefined) return found;
  const near = nearestNames(
    name,
    commands.map((command) => command.name),
    2,
  );
  throw new UserError(
    'unknown-command',
    `There is no command “${name.slice(0, 40)}”.`,
    near.length > 0
      ? `Did you mean ${near.join(' or ')}?`
      : 'To look papers up, type: search and some words. All commands: help',
    near.map((each) => `${each}${rest}`),
  );
}

function overview(commands: readonly Command[]): Card {
  const entries = commands.map(
    (command): Entry => ({
      title: line(code(usage(command))),
      facts: line(command.summary),
    }),
  );
  return {
    title: 'Help',
    summary: `Commands: ${commands.map(({ name }) => name).join(', ')}`,
    tone: 'plain',
    blocks: [
      { kind: 'list', items: entries.map(({ title, facts = [] }) => [...title, ...line('  '), ...facts]) },
      { kind: 'hint', line: line('More about one of them: ', code('help search')) },
    ],
  };
}

function explain(command: Command): Card {
  const options = Object.entries(command.options);
  return {
    title: usage(command),
    summary: `${command.name}: ${command.summary}`,
    tone: 'plain',
    blocks: [
      { kind: 'text', line: line(`${command.summary}.`) },
      ...(options.length === 0
        ? []
        : [
            {
              kind: 'facts',
              facts: options.map(([name, spec]) => ({ label: name, value: line(describeOption(spec)) })),
            } satisfies Block,
          ]),
      { kind: 'heading', text: 'Examples' },
      { kind: 'list', items: command.examples.map((example) => line(code(example))) },
      ...(options.some(([, spec]) => spec.type === 'text' && spec.suggests === 'query') ? filterHelp() : []),
    ],
  };
}

const filterHelp = (): Block[] => [
  { kind: 'heading', text: 'Filters' },
  {
    kind: 'list',
    items: Object.values(filterSpecs).map(({ forms, help }) => line(code(forms.join('  ')), `  ${help}`)),
  },
];

function describeOption(spec: OptionSpec): string {
  const form =
    spec.type === 'integer'
      ? ` (${spec.min} to ${spec.max})`
      : spec.type === 'choice'
        ? ` (${spec.choices.join(', ')})`
        : '';
  return spec.help + form;
}

/** `search <query> [page:…] [size:…]`. */
export function usage({ name, options }: Pick<Command, 'name' | 'options'>): string {
  const parts = Object.entries(options).map(([option, spec]) => {
    const form = spec.type === 'text' && spec.rest ? `<${option}>` : `${option}:…`;
    return spec.required ? form : `[${form}]`;
  });
  return [name, ...parts].join(' ');
}
