import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/cards/card.ts';
import { commandLine } from '../../src/cards/command-line.ts';
import { line, link } from '../../src/cards/span.ts';
import { amendCard, amendPosts } from '../../src/digest/amend-posts.ts';
import { DeliveryError } from '../../src/errors.ts';
import type { Messenger, PostedMessage } from '../../src/ports/messenger.ts';
import type { Amendment } from '../../src/ports/store/amendments.ts';
import type { Store } from '../../src/ports/store/store.ts';
import { silentLogger } from '../support/fakes/silent-logger.ts';
import { samplePaper } from '../support/fixtures/sample-papers.ts';

const entry = (id: string) => ({
  title: line(link(`Paper ${id}`, `https://arxiv.org/abs/${id}`)),
  facts: line('3 authors'),
  buttons: [{ label: 'Save', line: commandLine('save', { paper: id }) }],
});

const card: Card = {
  title: 'New papers for Mon 24 Aug 2026',
  summary: '2 new papers',
  tone: 'plain',
  blocks: [
    { kind: 'heading', text: 'reasoning' },
    { kind: 'entries', start: 1, entries: [entry('p1'), entry('p2')] },
  ],
};

const correction = (fields: Partial<Amendment> = {}): Amendment => ({
  place: { platform: 'test', workspace: 'lab', channel: 'c1' },
  localDate: '2026-08-24',
  number: 0,
  reason: 'retitled',
  paper: samplePaper({ id: 'p2', title: 'A Better Name' }),
  ids: ['p2'],
  before: { title: 'Paper p2' },
  ref: { id: 'm1' },
  key: 'k1',
  card,
  ...fields,
});

const textOf = (changed: Card | undefined) => JSON.stringify(changed?.blocks);

it('a new title stands in the place of the old one, and the card says so', () => {
  const changed = amendCard(correction());
  expect(changed?.blocks[1]).toMatchObject({
    entries: [entry('p1'), { title: [{ text: 'A Better Name' }], facts: entry('p2').facts }],
  });
  expect(changed?.blocks.at(-1)).toMatchObject({
    kind: 'hint',
    line: [{ text: 'Since this was posted, “Paper p2” was renamed “A Better Name”.' }],
  });
});

it('a withdrawn paper is marked, and the others are left alone', () => {
  const paper = samplePaper({ id: 'p1', title: 'Paper p1', withdrawn: true });
  const changed = amendCard(
    correction({ reason: 'withdrawn', paper, ids: ['p1'], before: { title: 'Paper p1' } }),
  );
  expect(textOf(changed)).toContain('withdrawn by its authors');
  expect(changed?.blocks[1]).toMatchObject({ entries: [{}, entry('p2')] });
});

describe('a paper that was posted as another one, which became it', () => {
  const paper = samplePaper({ id: 'p9', title: 'A Better Name' });
  const joined = { paper, ids: ['p9', 'p2'], before: { title: 'What p9 was called' } };

  it('is found by the id that it had, and called what the card calls it', () => {
    const changed = amendCard(correction(joined));
    expect(changed?.blocks[1]).toMatchObject({ entries: [entry('p1'), { title: [{ text: paper.title }] }] });
    expect(textOf(changed)).toContain('“Paper p2” was renamed “A Better Name”');
    const withdrawn = { ...joined, reason: 'withdrawn', paper: { ...paper, withdrawn: true } } as const;
    expect(textOf(amendCard(correction(withdrawn)))).toContain('the authors of “Paper p2” have');
  });

  it('is left alone where the card has its title already', () => {
    expect(amendCard(correction({ ...joined, paper: { ...paper, title: 'PAPER p2' } }))).toBeUndefined();
  });
});

it('a card without the paper is left as it is', () => {
  expect(amendCard(correction({ paper: samplePaper({ id: 'p9' }), ids: ['p9'] }))).toBeUndefined();
});

/** A ledger with one message to mend, and what became of it. */
function run(messenger: Partial<Messenger> | undefined, one = correction()) {
  const done: unknown[] = [];
  const store: Partial<Store> = {
    dueAmendments: async () => [one],
    finishAmendment: async (_one, changed) => {
      done.push(changed === undefined ? 'left' : 'mended');
      return true;
    },
    postponeAmendment: async (_one, retryAt) => {
      done.push(retryAt);
    },
  };
  const deps = {
    store: store as Store,
    messengerOf: () => messenger as Messenger | undefined,
    clock: { now: () => 1_000 },
    logger: silentLogger,
  };
  return amendPosts(deps).then(() => done);
}

it('the message is edited where it stands, under its own key', async () => {
  const edits: [PostedMessage, Card][] = [];
  const done = await run({ edit: async (message, changed) => void edits.push([message, changed]) });
  expect(done).toEqual(['mended']);
  expect(edits).toMatchObject([[{ ref: { id: 'm1' }, key: 'k1' }, { title: card.title }]]);
});

it.each([
  ['a platform that cannot take words back', {}, ['left']],
  ['a message that is gone', { edit: failing(new DeliveryError('gone', 'deleted')) }, ['left']],
  ['a platform without time', { edit: failing(new DeliveryError('later', 'slow down')) }, [601_000]],
  [
    'a platform that names a longer time',
    { edit: failing(new DeliveryError('later', 'slow down', { retryAfterMs: 3_600_000 })) },
    [3_601_000],
  ],
  ['a platform of another process', undefined, [3_601_000]],
])('%s', async (_name, messenger, expected) => expect(await run(messenger)).toEqual(expected));

it('a bug is not swallowed', async () => {
  await expect(run({ edit: failing(new TypeError('oops')) })).rejects.toThrow('oops');
});

function failing(error: Error) {
  return () => Promise.reject(error);
}
