import { expect, it } from 'vitest';
import { read } from '../support/source-tree.ts';

/** The most files that a reader should have to open to follow a walk. */
const mostFiles = [30, 45, 5];

interface Step {
  readonly file: string;
  readonly name: string;
  /** What an earlier step calls the function, when that is another name. */
  readonly calledAs: string;
  readonly startsByItself: boolean;
}

/** `1. `src/commands/router.ts`: `createRouter` as `answer`: …` */
const stepPattern = /^\d+\. `([^`]+\.ts)`: `(\w+)`(?: as `(\w+)`)?(.*)$/gm;

const [, section = ''] = /<!-- walks -->(.*?)<!-- \/walks -->/s.exec(read('docs/architecture.md')) ?? [];
const walks = section
  .split('### ')
  .slice(1)
  .map((walk) =>
    [...walk.matchAll(stepPattern)].map(
      ([, file = '', name = '', calledAs = name, said = '']): Step => ({
        file,
        name,
        calledAs,
        startsByItself: /\bevery\b/.test(said),
      }),
    ),
  );

const mentions = (file: string, name: string) => new RegExp(`\\b${name}\\b`).test(read(file));

it('names functions that are in their files', () => {
  const defines = ({ file, name }: Step) =>
    new RegExp(`(?:function\\*?|const|let) ${name}\\b|^ {2,}(?:async )?\\*?${name}[(:]`, 'm').test(
      read(file),
    );
  expect(walks.flat().filter((step) => !defines(step))).toEqual([]);
});

it.each(walks.map((steps, at) => [at + 1, steps] as const))(
  'leaves no hand-over out of walk %i: an earlier step calls each step',
  (_, steps) => {
    const isCalled = ({ file, calledAs }: Step, at: number) =>
      steps.slice(0, at).some((earlier) => earlier.file === file || mentions(earlier.file, calledAs));
    const uncalled = steps.filter((step, at) => at > 0 && !step.startsByItself && !isCalled(step, at));
    expect(
      uncalled.map(({ file, calledAs }) => `${file}: ${calledAs}`),
      'Add the file that calls it now to the walk in docs/architecture.md, or say `as` what name it is called.',
    ).toEqual([]);
  },
);

it('passes few files', () => {
  const counts = walks.map((steps) => new Set(steps.map(({ file }) => file)).size);
  expect(counts).toHaveLength(mostFiles.length);
  expect(counts.filter((count, at) => count > (mostFiles[at] ?? 0))).toEqual([]);
});
