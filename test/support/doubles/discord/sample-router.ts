import { card, file, line } from '../../../../src/cards/builders.ts';
import { type Answer, type Caller, type Command, defineCommand } from '../../../../src/commands/command.ts';
import { createRouter, type Router } from '../../../../src/commands/router.ts';
import { UserError } from '../../../../src/errors.ts';

export interface SampleRouter extends Router {
  /** The callers of `look`, in order. */
  readonly callers: readonly Caller[];
  /** Gives `shout slowly` its answer; `shout slowly wrong` fails instead. */
  finish(answer: Answer): void;
}

export const answerOf = (title: string, buttons: readonly [label: string, line: string][] = []): Answer => ({
  card: {
    title,
    summary: title,
    tone: 'plain',
    blocks: [
      { kind: 'text', line: line('@everyone *hi*') },
      { kind: 'buttons', buttons: buttons.map(([label, to]) => ({ label, line: to })) },
    ],
  },
  papers: [],
  notes: [],
});

const longLine = `look words:"${'long '.repeat(30).trim()}"`;

/** A router of commands that do one thing each. */
export function createSampleRouter(): SampleRouter {
  const callers: Caller[] = [];
  let finish: (answer: Answer) => void = () => {};

  const look = defineCommand({
    name: 'look',
    summary: 'Look something up',
    audience: 'person',
    options: {
      words: { type: 'text', rest: true, required: true, suggests: 'query', help: 'words' },
      page: { type: 'integer', min: 1, max: 9, help: 'page' },
    },
    examples: [],
    async run({ words, page = 1 }, caller) {
      callers.push(caller);
      if (words === 'crash') throw new TypeError('secret inside');
      if (words === 'wrong') throw new UserError('bad', 'That is wrong.', 'Try this.', ['look right']);
      return answerOf(`Found ${words} ${page}`, [
        ['Next page', `look words:${words} page:${page + 1}`],
        ['Long', longLine],
        ['Other', 'shout hello'],
      ]);
    },
  });

  const shout = defineCommand({
    name: 'shout',
    summary: 'Say it to all',
    audience: 'place',
    options: { what: { type: 'text', rest: true, required: true, help: 'what' } },
    examples: [],
    async run({ what }) {
      if (what === 'wrong') throw new UserError('bad', 'That is wrong.', 'Try this.');
      if (what !== 'slowly' && what !== 'slowly wrong') return answerOf(what);
      return new Promise<Answer>((resolve, reject) => {
        finish =
          what === 'slowly' ? resolve : () => reject(new UserError('bad', 'Slowly wrong.', 'Try this.'));
      });
    },
  });

  const commands: readonly Command[] = [look, shout, digest, similar, search, exporting];
  return {
    ...createRouter({ commands, clock: Date } as never),
    suggest: async (command, option, typed) => {
      if (typed === 'crash') throw new Error('index down');
      return Array.from({ length: 40 }, (_, i) => ({
        label: `${command} ${option} ${typed} ${i} `.padEnd(150, 'x'),
        value: i === 3 ? 'v'.repeat(101) : `${typed} ${i}`,
      }));
    },
    callers,
    finish: (answer) => finish(answer),
  };
}

const digest = defineCommand({
  name: 'digest',
  summary: 'The daily digest',
  audience: 'person',
  changes: 'channel' as const,
  options: {
    do: {
      type: 'text',
      rest: true,
      help: 'what to do',
      verbs: { choices: ['skip', 'resume'], rest: { name: 'dates', help: 'days' } },
    },
    at: { type: 'text', help: 'the hour' },
    size: { type: 'integer', min: 1, max: 50, help: 'papers' },
    empty: { type: 'choice', choices: ['archive', 'note'], help: 'empty days' },
  },
  form: ['at', 'size', 'empty'],
  examples: [],
  async run({ do: words, at }, caller) {
    if (!(await caller.rights.mayChange(caller.person.id, caller.place)))
      throw new UserError('not-allowed', 'Not you.', 'Ask somebody.');
    if (at === '25:00') throw new UserError('bad-time', 'No such hour.', 'Like 09:00');
    return answerOf(words === undefined ? `Digest at ${at ?? 'default'}` : `Digest do ${words}`);
  },
});

const exporting = defineCommand({
  name: 'export',
  summary: 'A file',
  audience: 'person',
  options: {},
  examples: [],
  run: async () => ({
    ...answerOf('Export'),
    card: card({
      title: 'Export',
      summary: 'Export.',
      blocks: file('papers.json', { head: '[', items: ['{"title":"“Ä”"}'], separator: ',', tail: ']' }),
    }),
  }),
});

const similar = defineCommand({
  name: 'similar',
  summary: 'Similar',
  audience: 'person',
  options: { to: { type: 'text', rest: true, required: true, help: 'paper' } },
  examples: [],
  run: async ({ to }) => ({
    ...answerOf(`Like ${to}`),
    ...(to.startsWith('9999') && { card: { ...answerOf('None').card, tone: 'empty' as const } }),
  }),
});

const search = defineCommand({
  name: 'search',
  summary: 'Search',
  audience: 'person',
  options: { query: { type: 'text', rest: true, required: true, help: 'words' } },
  examples: [],
  run: async ({ query }) => answerOf(`Results for ${query}`),
});
