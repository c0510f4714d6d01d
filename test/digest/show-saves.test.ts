import { beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../src/cards/card.ts';
import { showSaves, withSaves } from '../../src/digest/show-saves.ts';
import { DeliveryError } from '../../src/errors.ts';
import type { Messenger } from '../../src/ports/messenger.ts';
import { useCommandLab } from '../support/fakes/command-lab.ts';
import { sampleCaller } from '../support/fixtures/sample-caller.ts';

const lab = useCommandLab({ onDatabase: true });
const { arrive, ask, digestAt } = lab;
const edits: string[] = [];
const troubles: DeliveryError[] = [];
const second = 1_000;

beforeEach(() => {
  edits.length = 0;
  troubles.length = 0;
  const edit: Messenger['edit'] = async (_message, card) => {
    const trouble = troubles.shift();
    if (trouble !== undefined) throw trouble;
    edits.push(factsIn(card));
  };
  Object.assign(lab.messenger, { edit });
});

const factsIn = ({ blocks }: Card): string =>
  blocks
    .flatMap((block) => (block.kind === 'entries' ? block.entries : []))
    .map(({ facts = [] }) => facts.map((span) => ('text' in span ? span.text : '')).join(''))
    .join('; ');

const as = (name: string) => sampleCaller({ place: lab.caller.place, person: { id: name, name } });

async function posted(title: string): Promise<string> {
  await ask('follow kiwi confirm:yes');
  const { id } = await arrive(title, { categories: ['cs.LG'] });
  await digestAt('2026-05-04T09:00:00Z');
  return id;
}

describe('a paper that is saved', () => {
  it('shows it on the message at once, and again when it is taken back', async () => {
    const id = await posted('A kiwi');
    await ask(`save ${id}`);
    expect(edits).toEqual(['★ 1 · cs.LG']);
    lab.clock.at += 6 * second;
    await ask(`save ${id} undo:yes`);
    expect(edits).toEqual(['★ 1 · cs.LG', 'cs.LG']);
  });

  it('is one edit for what several people do within a few seconds', async () => {
    const id = await posted('A second kiwi');
    for (const name of ['ada', 'bob', 'eve', 'kim']) await ask(`save ${id}`, as(name));
    await ask(`hide ${id}`, as('kim'));
    await showSaves(lab.services);
    expect(edits).toEqual(['★ 1 · cs.LG']);
    lab.clock.at += 5 * second;
    await showSaves(lab.services);
    await showSaves(lab.services);
    expect(edits).toEqual(['★ 1 · cs.LG', '★ 3 · cs.LG']);
  });

  it('is shown later where the platform asks to wait, and never where the message is gone', async () => {
    const id = await posted('A third kiwi');
    troubles.push(new DeliveryError('later', 'slow down', { retryAfterMs: 90 * second }));
    await ask(`save ${id}`);
    lab.clock.at += 89 * second;
    await showSaves(lab.services);
    expect(edits).toEqual([]);
    lab.clock.at += second;
    await showSaves(lab.services);
    expect(edits).toEqual(['★ 1 · cs.LG']);
    lab.clock.at += 6 * second;
    troubles.push(new DeliveryError('gone', 'deleted'));
    await ask(`save ${id}`, as('bob'));
    lab.clock.at += 3_600 * second;
    await showSaves(lab.services);
    expect(edits).toHaveLength(1);
  });

  it('changes no message of another channel', async () => {
    const id = await posted('A fourth kiwi');
    const elsewhere = { platform: 'console', workspace: 'lab', channel: 'elsewhere' };
    await ask(`save ${id}`, sampleCaller({ place: elsewhere }));
    expect(edits).toEqual([]);
  });
});

it('replaces the count, and changes nothing else', () => {
  const card: Card = {
    title: 'T',
    summary: 'S',
    tone: 'plain',
    blocks: [
      {
        kind: 'entries',
        entries: [
          { title: [{ kind: 'text', text: 'A' }], buttons: [{ label: 'Save', line: 'save paper:p1' }] },
          { title: [{ kind: 'text', text: 'B' }], facts: [{ kind: 'text', text: '★ of 2024' }] },
        ],
      },
    ],
  };
  const [one, two, none] = [1, 2, 0].map((count) => withSaves(card, new Map([['p1', count]])));
  expect(factsIn(one as Card)).toBe('★ 1; ★ of 2024');
  expect(withSaves(one as Card, new Map([['p1', 2]]))).toEqual(two);
  expect(withSaves(two as Card, new Map())).toEqual(none);
});
