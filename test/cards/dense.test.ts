import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinLines, line, plainText } from '../../src/cards/builders.ts';
import { clipLine, denseEntry, rowLengths, runOn } from '../../src/cards/dense.ts';

const facts = ['Chen, Wu +11', '81 upvotes', 'cs.CL'];
const place = (title: string, body: string, number = 1) => {
  const entry = denseEntry({ title: line(title), facts: joinLines(facts) }, line(body), number);
  return { aside: plainText(entry.aside), below: plainText(entry.below) };
};

describe('the facts of an entry in a crowded message', () => {
  it('are behind a title that leaves room', () => {
    expect(place('A short title', 'What it says.')).toEqual({
      aside: 'Chen, Wu +11 · 81 upvotes · cs.CL',
      below: 'What it says.',
    });
  });

  it('are on the last row of a long title', () => {
    const title = 'Does Inference Scaling Improve Reasoning Faithfulness? A Comprehensive Study';
    expect(place(title, 'x'.repeat(60)).aside).toBe('Chen, Wu +11 · 81 upvotes · cs.CL');
  });

  it('are behind what it says where the title fills its row', () => {
    expect(place('t'.repeat(60), 'What it says.')).toEqual({
      aside: '',
      below: 'What it says. · Chen, Wu +11 · 81 upvotes · cs.CL',
    });
  });

  it('are fewer where both rows are nearly full, but never none', () => {
    expect(place('t'.repeat(60), 'b'.repeat(52)).below).toBe(`${'b'.repeat(52)} · Chen, Wu +11`);
    expect(place('t'.repeat(63), 'b'.repeat(70)).below).toBe(`${'b'.repeat(70)} · Chen, Wu +11`);
  });

  it('are some of its facts, the first ones, in order, and what it says is whole', () => {
    const words = fc.stringMatching(/^[a-z]{1,12}(?: [a-z]{1,12}){0,20}$/);
    fc.assert(
      fc.property(words, words, fc.integer({ min: 1, max: 50 }), (title, words, number) => {
        const body = words.slice(0, rowLengths.text);
        const { aside, below } = place(title, body, number);
        const shown = aside === '' ? below.slice(body.length + ' · '.length) : aside;
        expect(below.startsWith(body)).toBe(true);
        expect(shown.length).toBeGreaterThan(0);
        expect(facts.join(' · ').startsWith(shown)).toBe(true);
        expect(facts).toContain(shown.split(' · ').at(-1));
      }),
    );
  });
});

describe('a title of several rows', () => {
  const behind = (title: string, body: string, number = 1) => {
    const shown = runOn({ title: line(title), facts: joinLines(facts) }, line(body), number);
    return shown && plainText(shown);
  };
  const long = 'Does Inference Scaling Improve Reasoning Faithfulness? A Comprehensive Study';

  it('runs on to what its paper says, and to the facts that fit on the row where that ends', () => {
    expect(behind(long, 'What it says.')).toBe('What it says. · Chen, Wu +11 · 81 upvotes');
    expect(behind(long, `${'what '.repeat(10)}it says.`)).toMatch(
      /says\. · Chen, Wu \+11 · 81 upvotes · cs\.CL$/,
    );
  });

  it('has one fact even where none fits', () => {
    expect(behind(long, 'x'.repeat(55))).toBe(`${'x'.repeat(55)} · Chen, Wu +11`);
  });

  it('does not where it has one row, also for its number, or no body', () => {
    const title = 't'.repeat(rowLengths.title - 3);
    expect(behind(title, 'What it says.')).toBeUndefined();
    expect(behind(title, 'What it says.', 10)).toContain('What it says.');
    expect(behind(long, '')).toBeUndefined();
  });
});

it('a line is cut between words, and never inside of a stressed one', () => {
  const cut = clipLine([...line('about seven '), { kind: 'text', text: 'rewarding', style: 'match' }], 15);
  expect(plainText(cut)).toBe('about seven …');
});
