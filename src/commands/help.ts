import { type Content, card, code, facts, heading, hint, line, list, text } from '../cards/builders.ts';
import type { Card } from '../cards/card.ts';
import { filterSpecs } from '../search/words/filters.ts';
import { answer, type Command, defineCommand, type OptionSpec, type OptionSpecs } from './command.ts';
import { findCommand } from './find-command.ts';

/** `commands` is a function, because help is in that list too. */
export const helpCommand = (commands: () => readonly Command[]) =>
  defineCommand({
    name: 'help',
    summary: 'All commands, or how one is used',
    isPersonal: true,
    options: {
      command: { type: 'text', rest: true, suggests: 'command', help: 'the command to explain' },
    },
    examples: ['help', 'help search'],
    async run({ command: name }) {
      return answer(name === undefined ? overview(commands()) : explain(findCommand(name, commands())));
    },
  });

const overview = (commands: readonly Command[]): Card =>
  card({
    title: 'Help',
    summary: `Commands: ${commands.map(({ name }) => name).join(', ')}`,
    blocks: [
      list(commands.map((command) => line(code(usage(command)), '  ', command.summary))),
      hint('More about one of them: ', code('help search')),
    ],
  });

function explain(command: Command): Card {
  const options = offered(command.options);
  const takesQuery = options.some(([, spec]) => spec.type === 'text' && spec.suggests === 'query');
  return card({
    title: usage(command),
    summary: `${command.name}: ${command.summary}`,
    blocks: [
      text(`${command.summary}.`),
      facts(Object.fromEntries(options.map(([name, spec]) => [name, describeOption(spec)]))),
      heading('Examples'),
      list(command.examples.map((example) => line(code(example)))),
      takesQuery && filterHelp(),
    ],
  });
}

const filterHelp = (): Content => [
  heading('Filters'),
  list(Object.values(filterSpecs).map(({ forms, help }) => line(code(forms.join('  ')), `  ${help}`))),
];

function describeOption(spec: OptionSpec): string {
  if (spec.type === 'integer') return `${spec.help} (${spec.min} to ${spec.max})`;
  return spec.type === 'choice' ? `${spec.help} (${spec.choices.join(', ')})` : spec.help;
}

/** Without options for buttons alone. */
const offered = (options: OptionSpecs) => Object.entries(options).filter(([, { inner }]) => inner !== true);

/** `search <query> [page:…] [size:…]`. */
export function usage({ name, options }: Pick<Command, 'name' | 'options'>): string {
  const parts = offered(options).map(([option, spec]) => {
    const form = spec.type === 'text' && spec.rest ? `<${option}>` : `${option}:…`;
    return spec.required ? form : `[${form}]`;
  });
  return [name, ...parts].join(' ');
}
