import { expect, test } from 'vitest';
import { plainText } from '../../src/cards/builders.ts';
import type { Tone } from '../../src/cards/card.ts';
import { defineCommand } from '../../src/commands/command.ts';
import { createRouter } from '../../src/commands/router.ts';
import { type OnBug, type Outcome, runLine } from '../../src/commands/run-line.ts';
import { DeliveryError, FeedError, StoreError, UserError } from '../../src/errors.ts';
import { answerOf } from '../support/fakes/fake-router.ts';
import { sampleCaller } from '../support/fixtures/sample-caller.ts';

/** Runs a command that rejects with the error. */
function fail(error: unknown, onBug: OnBug = () => 'i-1'): Promise<Outcome> {
  const command = defineCommand({
    name: 'fail',
    summary: 'Fails',
    audience: 'place',
    changes: 'channel' as const,
    options: {},
    examples: [],
    run: () => Promise.reject(error),
  });
  return runLine(createRouter({ commands: [command], clock: Date } as never), 'fail', sampleCaller(), onBug);
}

const shown = ({ card }: Outcome) => ({
  title: card.title,
  lines: card.blocks.flatMap((block) => (block.kind === 'text' ? [plainText(block.line)] : [])),
  buttons: card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : [])),
});

const inAMinute = 'Try again in a minute.';

test.each([
  ['a mistake', new UserError('bad-filter', 'No.', 'Try yes.'), 'mistake', 'bad-filter', 'No.', 'Try yes.'],
  [
    'a platform that is busy',
    new DeliveryError('later', 'Slack asked us to slow down here', { retryAfterMs: 9_000 }),
    'trouble',
    'delivery-later',
    'Slack asked us to slow down here.',
    inAMinute,
  ],
  [
    'a channel that is gone, with a remedy',
    new DeliveryError('gone', 'the channel is archived', { remedy: 'Unarchive it.' }),
    'trouble',
    'delivery-gone',
    'The channel is archived.',
    'Unarchive it.',
  ],
  [
    'a channel that is gone',
    new DeliveryError('gone', 'the channel is archived'),
    'trouble',
    'delivery-gone',
    'The channel is archived.',
    'Ask someone who manages this channel.',
  ],
  [
    'a message that may have been posted',
    new DeliveryError('unknown', 'the connection broke'),
    'trouble',
    'delivery-unknown',
    'The connection broke.',
    'It may have been posted anyway: look before you try again.',
  ],
  [
    'a feed that refuses',
    new FeedError('refused', 'it answered 429'),
    'trouble',
    'feed-refused',
    'It answered 429.',
    inAMinute,
  ],
  [
    'a store that does not open',
    new StoreError('The folder is in use.'),
    'trouble',
    'no-store',
    'The folder is in use.',
    'Nothing was changed.',
  ],
  [
    'a bug',
    new TypeError('secret'),
    'bug',
    'bug',
    'Something went wrong on my side.',
    'Try again. If it happens again, tell the person who runs me: incident i-1.',
  ],
])('%s', async (_, error, kind, code, message, hint) => {
  const outcome = await fail(error);
  expect(outcome).toMatchObject({ kind, problem: { code, message, hint } });
  expect(outcome).toMatchObject({ audience: 'person', isShareable: false, changed: false });
  expect(outcome.card).toMatchObject({ tone: 'warning', summary: `${message} ${hint}` });
  expect(shown(outcome)).toEqual({ title: message, lines: [hint], buttons: [] });
});

test('the suggestions of a mistake are buttons; without a hint there is no empty line', async () => {
  expect(shown(await fail(new UserError('oops', 'Oops.', '', ['help', 'topics'])))).toEqual({
    title: 'Oops.',
    lines: [],
    buttons: [
      { label: 'help', line: 'help' },
      { label: 'topics', line: 'topics' },
    ],
  });
});

test('only a bug is logged', async () => {
  const logged: unknown[] = [];
  const onBug = (error: unknown) => `i-${logged.push(error)}`;
  const bug = new Error('bug');
  for (const error of [new UserError('a', 'A.', ''), new DeliveryError('later', 'b'), 'thrown text', bug])
    await fail(error, onBug);
  expect(logged).toEqual(['thrown text', bug]);
});

test('a line that is too long is a mistake', async () => {
  const router = createRouter({ commands: [], clock: Date } as never);
  expect(await runLine(router, 'x'.repeat(5_000), sampleCaller(), () => '')).toMatchObject({
    kind: 'mistake',
    problem: { code: 'line-too-long' },
  });
});

test.each<['person' | 'place', boolean, Tone, boolean]>([
  ['person', false, 'plain', true],
  ['person', false, 'empty', false],
  ['person', true, 'plain', false],
  ['place', false, 'plain', false],
])('for %s, changes %s, %s: shareable %s', async (audience, changes, tone, isShareable) => {
  const answer = answerOf('Look');
  const command = defineCommand({
    name: 'look',
    summary: 'Looks',
    audience,
    ...(changes && { changes: 'channel' as const }),
    options: {},
    examples: [],
    run: async () => ({ ...answer, card: { ...answer.card, tone } }),
  });
  const outcome = await runLine(
    createRouter({ commands: [command], clock: Date } as never),
    'look',
    sampleCaller(),
    () => '',
  );
  expect(outcome).toMatchObject({ kind: 'answer', audience, isShareable, changed: changes });
});

test('what changes something cannot be shared, whatever it shows', async () => {
  for (const changes of ['channel', 'list'] as const) {
    const command = defineCommand({
      name: 'look',
      summary: 'Looks',
      changes,
      options: {},
      examples: [],
      run: async () => answerOf('Look'),
    });
    const router = createRouter({ commands: [command], clock: Date } as never);
    expect(await runLine(router, 'look', sampleCaller(), () => '')).toMatchObject({ isShareable: false });
  }
});

/** Holds no text with any word. */
const emptyIndex = { search: async () => ({ corrections: [], unknown: ['folow'] }) };

test('a corrected name keeps what was typed as options, and confirms nothing', async () => {
  const command = defineCommand({
    name: 'follow',
    summary: 'Follows',
    changes: 'channel',
    options: {
      topic: { type: 'text', rest: true, help: 'a topic' },
      confirm: { type: 'choice', choices: ['yes'], help: 'yes' },
      page: { type: 'integer', min: 1, max: 9, help: 'a page' },
    },
    examples: [],
    run: async () => answerOf('Look'),
  });
  const router = createRouter({ commands: [command], clock: Date, index: emptyIndex } as never);
  const lineOf = async (typed: string) => {
    const { card } = await runLine(router, typed, sampleCaller(), () => '');
    return shown({ card } as Outcome).buttons.map((each) => each.line);
  };
  expect(await lineOf('folow moe confirm:yes')).toEqual(['follow topic:moe']);
  expect(await lineOf('folow a "b c" page:2')).toEqual([String.raw`follow page:2 topic:"a \"b c\""`]);
  expect(await lineOf('folow page:1 page:2')).toEqual(['follow']);
});
