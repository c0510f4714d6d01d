import { describe, expect, it } from 'vitest';
import { button, card, entries, heading, line, link } from '../../src/cards/builders.ts';
import type { Card } from '../../src/cards/card.ts';
import { amendCard, amendPosts } from '../../src/digest/amend-posts.ts';
import { withRoomForNotices } from '../../src/digest/notices.ts';
import { DeliveryError } from '../../src/errors.ts';
import type { Messenger, PostedMessage } from '../../src/ports/messenger.ts';
import type { Amendment } from '../../src/ports/store/ledger.ts';
import type { Store } from '../../src/ports/store/store.ts';
import { silentLogger } from '../support/fakes/silent-logger.ts';
import { platforms } from '../support/fixtures/platforms.ts';
import { samplePaper } from '../support/fixtures/sample-papers.ts';

const entry = (id: string) => ({
  title: line(link(`Paper ${id}`, `https://arxiv.org/abs/${id}`)),
  facts: line('3 authors'),
  buttons: [button('Save', 'save', { paper: id })],
});

const posted = card({
  title: 'New papers for Mon 24 Aug 2026',
  summary: '2 new papers',
  blocks: [heading('reasoning'), entries([entry('p1'), entry('p2')], 1)],
});

const amendment = (fields: Partial<Amendment> = {}): Amendment => ({
  place: { platform: 'test', workspace: 'lab', channel: 'c1' },
  localDate: '2026-08-24',
  number: 0,
  reason: 'retitled',
  paper: samplePaper({ id: 'p2', title: 'A Better Name' }),
  ids: ['p2'],
  before: { title: 'Paper p2' },
  ref: { id: 'm1' },
  key: 'k1',
  card: posted,
  ...fields,
});

const textOf = (changed: Card | undefined) => JSON.stringify(changed?.blocks);

it('replaces the old title by the new one, and says so', () => {
  const changed = amendCard(amendment());
  expect(changed?.blocks[1]).toMatchObject({
    entries: [entry('p1'), { title: [{ text: 'A Better Name' }], facts: entry('p2').facts }],
  });
  expect(changed?.blocks.at(-1)).toMatchObject({
    kind: 'hint',
    line: [{ text: 'Since this was posted, “Paper p2” was renamed “A Better Name”.' }],
  });
});

it('marks a withdrawn paper, and leaves the others unchanged', () => {
  const paper = samplePaper({ id: 'p1', title: 'Paper p1', withdrawn: true });
  const changed = amendCard(
    amendment({ reason: 'withdrawn', paper, ids: ['p1'], before: { title: 'Paper p1' } }),
  );
  expect(textOf(changed)).toContain('withdrawn by its authors');
  expect(changed?.blocks[1]).toMatchObject({ entries: [{}, entry('p2')] });
});

describe('a paper that another paper on the card was merged into', () => {
  const paper = samplePaper({ id: 'p9', title: 'A Better Name' });
  const merged = { paper, ids: ['p9', 'p2'], before: { title: 'What p9 was called' } };

  it('is found by its old id, and named as on the card', () => {
    const changed = amendCard(amendment(merged));
    expect(changed?.blocks[1]).toMatchObject({ entries: [entry('p1'), { title: [{ text: paper.title }] }] });
    expect(textOf(changed)).toContain('“Paper p2” was renamed “A Better Name”');
    const withdrawn = { ...merged, reason: 'withdrawn', paper: { ...paper, withdrawn: true } } as const;
    expect(textOf(amendCard(amendment(withdrawn)))).toContain('the authors of “Paper p2” have');
  });

  it('changes nothing when the card has its title already', () => {
    expect(amendCard(amendment({ ...merged, paper: { ...paper, title: 'PAPER p2' } }))).toBeUndefined();
  });
});

it('changes nothing on a card without the paper', () => {
  expect(amendCard(amendment({ paper: samplePaper({ id: 'p9' }), ids: ['p9'] }))).toBeUndefined();
});

/** A ledger with one message to amend. Gives back what was written to it: `amended`, `left`, or when to try again. */
function run(messenger: Partial<Messenger> | undefined, one = amendment()) {
  const done: unknown[] = [];
  const store: Partial<Store> = {
    dueAmendments: async () => [one],
    issue: async () => undefined,
    finishAmendment: async (_one, changed) => {
      done.push(changed === undefined ? 'left' : 'amended');
      return true;
    },
    postponeAmendment: async (_one, retryAt) => {
      done.push(retryAt);
    },
  };
  const deps = {
    store: store as Store,
    messengerOf: () => messenger && ({ fits: () => true, ...messenger } as Messenger),
    clock: { now: () => 1_000 },
    logger: silentLogger,
  };
  return amendPosts(deps).then(() => done);
}

it('edits the message under its own key', async () => {
  const edits: [PostedMessage, Card][] = [];
  const done = await run({ edit: async (message, changed) => void edits.push([message, changed]) });
  expect(done).toEqual(['amended']);
  expect(edits).toMatchObject([[{ ref: { id: 'm1' }, key: 'k1' }, { title: posted.title }]]);
});

it.each([
  ['a platform without edits', {}, ['left']],
  ['a deleted message', { edit: failing(new DeliveryError('gone', 'deleted')) }, ['left']],
  ['a platform that asks to wait', { edit: failing(new DeliveryError('later', 'slow down')) }, [601_000]],
  [
    'a platform that asks to wait longer',
    { edit: failing(new DeliveryError('later', 'slow down', { retryAfterMs: 3_600_000 })) },
    [3_601_000],
  ],
  ['a platform of another process', undefined, [3_601_000]],
])('%s', async (_name, messenger, expected) => expect(await run(messenger)).toEqual(expected));

it('does not swallow a bug', async () => {
  await expect(run({ edit: failing(new TypeError('oops')) })).rejects.toThrow('oops');
});

describe.each(platforms)('a message in $name that has room for no more', ({ fits, draw }) => {
  /** As many papers as one message takes. */
  function fullMessage(titleLength: number) {
    const drawn = (count: number) =>
      card({
        title: 'New papers for Mon 24 Aug 2026',
        summary: '',
        blocks: [
          entries(
            Array.from({ length: count }, (_, at) => ({
              title: line(
                link(
                  `${at} ${'word '.repeat(100)}`.slice(0, titleLength),
                  `https://arxiv.org/abs/2605.${10_000 + at}`,
                ),
              ),
              facts: line('3 authors'),
              body: line('It claims something about words. '.repeat(8)),
              buttons: [button('Save', 'save', { paper: `p${at}` })],
            })),
          ),
        ],
      });
    let count = 1;
    while (withRoomForNotices(fits)(drawn(count + 1))) count++;
    return { full: drawn(count), count };
  }

  it.each([
    ['retitled', 40, 400],
    ['retitled', 150, 300],
    ['retitled', 300, 60],
    ['withdrawn', 40, 40],
    ['withdrawn', 250, 400],
  ] as const)('keeps all papers when one is %s, from %i to %i characters', async (reason, from, to) => {
    const { full, count } = fullMessage(from);
    for (const at of [0, count - 1]) {
      const title = 'Another name '.repeat(40).slice(0, to);
      const paper = samplePaper({
        id: `p${at}`,
        arxivId: `2605.${10_000 + at}`,
        title,
        ...(reason === 'withdrawn' && { withdrawn: true }),
      });
      const before = { title: `${at} ${'word '.repeat(100)}`.slice(0, from) };
      const edits: Card[] = [];
      const edit = async (_message: PostedMessage, changed: Card) => void edits.push(changed);
      await run({ fits, edit }, amendment({ reason, paper, ids: [`p${at}`], before, card: full }));
      for (const changed of edits) {
        const { problems, lines } = draw(changed);
        expect(problems).toEqual([]);
        for (let each = 0; each < count; each++) expect(lines).toContain(`save paper:p${each}`);
      }
      expect(edits.flatMap((changed) => textOf(changed))).toEqual([
        expect.stringContaining(reason === 'withdrawn' ? '"struck":true' : 'Another name'),
      ]);
    }
  });
});

function failing(error: Error) {
  return () => Promise.reject(error);
}
