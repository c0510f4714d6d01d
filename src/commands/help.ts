import {
  button,
  buttons,
  type Content,
  card,
  code,
  facts,
  heading,
  hint,
  line,
  list,
  text,
  typed,
} from '../cards/builders.ts';
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
    async run({ command: name }, { fits }) {
      if (name === undefined) return answer(fits === undefined ? overview : inChats(overview));
      if (/^(?:filters?|words|query|queries|syntax|grammar)$/i.test(name)) return answer(aboutQueries);
      return answer(explain(findCommand(name, commands())));
    },
  });

/** What people come for, and the commands for it. A test holds that each command is in one group. */
export const commandGroups: Readonly<Record<string, readonly string[]>> = {
  Find: ['search', 'paper', 'similar', 'author', 'new', 'trending', 'topics', 'notes', 'note'],
  Follow: ['follow', 'unfollow', 'following', 'digest', 'publish', 'why'],
  Keep: ['save', 'hide', 'saved', 'cite', 'export'],
  'Look after': ['status', 'feeds', 'allow', 'corpus', 'help'],
};

/** A page of at most 24 rows of 80 columns. */
const overview: Card = card({
  title: 'Help',
  summary: 'Type what you’re looking for, or a command.',
  blocks: [
    text('Just type what you’re looking for, or try one of these:'),
    list([
      line(typed('stop thinking too long'), ' finds papers and research notes'),
      line(typed('paper QuIP#'), ' shows one paper, ', typed('similar QuIP#'), ' what is near it'),
      line(typed('follow mixture of experts'), ' brings new papers on it here every day'),
      line(typed('digest at 9am Berlin'), ' sets when they come'),
      line(typed('save 2'), ' keeps the second paper you saw, ', typed('saved'), ' lists them'),
      line(typed('trending'), ' shows what others read'),
    ]),
    facts(
      Object.fromEntries(Object.entries(commandGroups).map(([label, names]) => [label, names.join(', ')])),
    ),
    buttons(button('Trending', 'trending'), button('Topics', 'topics'), button('What’s new', 'new')),
    hint('More about a command: ', typed('help digest'), '. About queries: ', typed('help filters'), '.'),
  ],
});

/** A chat has direct messages, a terminal does not. */
const inChats = (help: Card): Card => ({
  ...help,
  blocks: [
    ...help.blocks,
    hint('Write to me directly, and all this is yours alone: a digest and a reading list of your own.'),
  ],
});

function explain(command: Command): Card {
  const options = offered(command.options);
  const takesQuery = options.some(([, spec]) => spec.type === 'text' && spec.suggests === 'query');
  return card({
    title: command.name,
    summary: `${command.name}: ${command.summary}`,
    blocks: [
      text(`${command.summary}.`),
      list(command.examples.map((example) => line(typed(example)))),
      options.length > 0 && [
        heading('What it takes'),
        facts(Object.fromEntries(options.map(([name, spec]) => [name, describeOption(spec)]))),
      ],
      takesQuery && hint('Phrases, filters and orders: ', typed('help filters'), '.'),
    ],
  });
}

const filterHelp: Content = [
  heading('Filters'),
  list(Object.values(filterSpecs).map(({ forms, help }) => line(code(forms.join('  ')), `  ${help}`))),
];

const aboutQueries: Card = card({
  title: 'Queries',
  summary: 'Words, phrases, filters and orders of a search',
  blocks: [
    list([
      line('Plain words find papers that have most of them, the best first.'),
      line(code('"scaling laws"'), ' is a phrase, ', code('-vision'), ' leaves a word out.'),
      line(code('quantization OR pruning'), ' is either of them.'),
    ]),
    filterHelp,
  ],
});

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
