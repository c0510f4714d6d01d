import { card, file, line, link } from '../../../../src/cards/builders.ts';
import type { Button } from '../../../../src/cards/card.ts';
import { type Answer, type Caller, type Command, defineCommand } from '../../../../src/commands/command.ts';
import { createRouter, type Router } from '../../../../src/commands/router.ts';
import { UserError } from '../../../../src/errors.ts';

export interface SampleRouter extends Router {
  /** The lines that were run, in order. */
  readonly asked: readonly { readonly line: string; readonly caller: Caller }[];
  /** Lets `slow` answer. */
  release(): void;
}

const answer = (title: string, buttons: readonly Button[] = []): Answer => ({
  card: {
    title,
    summary: `${title}.`,
    tone: 'plain',
    blocks: [
      {
        kind: 'entries',
        entries: [{ title: line(link('Mamba <!channel>', 'https://arxiv.org/abs/2312.00752')), buttons }],
      },
      { kind: 'buttons', buttons: [{ label: 'Next page', line: 'search query:mamba page:2' }] },
    ],
  },
  papers: [],
  notes: [],
});

/** A real router over a few commands of each kind. */
export function createSampleRouter(): SampleRouter {
  const asked: { line: string; caller: Caller }[] = [];
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const requireChange = async (caller: Caller) => {
    if (!(await caller.rights.mayChange(caller.person.id, caller.place)))
      throw new UserError('not-allowed', 'You may not.', 'Ask somebody.');
  };
  const commands: Command[] = [
    defineCommand({
      name: 'search',
      summary: 'Find papers',
      audience: 'person',
      options: {
        query: { type: 'text', rest: true, required: true, help: 'words', suggests: 'query' },
        page: { type: 'integer', min: 1, max: 9, help: 'page' },
      },
      examples: ['search mamba'],
      run: async ({ query, page = 1 }) =>
        answer(`${query} ${page}`, [{ label: 'Similar', line: 'similar to:p1' }]),
    }),
    defineCommand({
      name: 'similar',
      summary: 'Similar papers',
      audience: 'person',
      options: { to: { type: 'text', rest: true, required: true, help: 'a paper', suggests: 'paper' } },
      examples: ['similar mamba'],
      run: async ({ to }) => answer(`Similar to ${to}`),
    }),
    defineCommand({
      name: 'follow',
      summary: 'Follow a topic',
      audience: 'person',
      changes: 'channel' as const,
      options: {
        topic: { type: 'text', rest: true, required: true, help: 'a topic', suggests: 'topic' },
        confirm: { type: 'choice', choices: ['yes'], help: 'without preview' },
      },
      form: ['topic'],
      examples: ['follow mamba'],
      async run({ topic, confirm }, caller) {
        await requireChange(caller);
        if (topic === 'nothing')
          throw new UserError('no-topic', 'topic:nothing finds nothing.', 'Use other words.');
        const buttons = confirm ? [] : [{ label: 'Follow', line: `follow topic:${topic} confirm:yes` }];
        return answer(confirm ? `Following ${topic}` : `Preview of ${topic}`, buttons);
      },
    }),
    defineCommand({
      name: 'digest',
      summary: 'When the digest comes',
      audience: 'place',
      changes: 'channel' as const,
      options: {
        do: { type: 'text', rest: true, help: 'preview, now' },
        at: { type: 'text', help: 'the hour' },
        zone: { type: 'text', help: 'the zone', suggests: 'zone' },
        days: { type: 'text', help: 'the days' },
        size: { type: 'integer', min: 1, max: 25, help: 'how many' },
        empty: { type: 'choice', choices: ['archive', 'silent', 'say'], help: 'on an empty day' },
      },
      form: ['at', 'zone', 'days', 'size', 'empty'],
      examples: ['digest at:09:00'],
      async run(values, caller) {
        await requireChange(caller);
        if (values.zone === 'Mars')
          throw new UserError('bad-zone', 'zone:Mars is no zone.', 'Use Europe/Berlin.');
        return answer(`Digest ${JSON.stringify(values)}`);
      },
    }),
    defineCommand({
      name: 'export',
      summary: 'A file',
      audience: 'person',
      options: { count: { type: 'integer', min: 1, max: 1_000, help: 'how many items' } },
      examples: ['export'],
      run: async ({ count = 2 }) => ({
        ...answer('Export'),
        card: card({
          title: 'Export',
          summary: 'Export.',
          blocks: file('papers.json', {
            head: '[\n',
            items: Array.from({ length: count }, (_, i) => JSON.stringify({ i, text: 'é'.repeat(1_000) })),
            separator: ',\n',
            tail: '\n]\n',
          }),
        }),
      }),
    }),
    defineCommand({
      name: 'boom',
      summary: 'Fails',
      audience: 'person',
      options: {},
      examples: ['boom'],
      run: () => Promise.reject(new Error('secret inside')),
    }),
    defineCommand({
      name: 'slow',
      summary: 'Takes its time',
      audience: 'person',
      options: {},
      examples: ['slow'],
      run: () => released.then(() => answer('At last')),
    }),
    defineCommand({
      name: 'help',
      summary: 'Help',
      audience: 'person',
      options: {},
      examples: ['help'],
      run: async () => answer('Help'),
    }),
  ];
  const router = createRouter({
    commands,
    clock: Date,
    // No text has a word.
    index: { search: async () => ({ corrections: [], unknown: ['it'] }) },
  } as never);
  return {
    ...router,
    asked,
    release: () => release(),
    answer(typed, caller) {
      asked.push({ line: typed, caller });
      return router.answer(typed, caller);
    },
    suggest: async (_, option, text) =>
      [`${option} ${text}`, 'x'.repeat(100)].map((value) => ({ label: value, value })),
  };
}
