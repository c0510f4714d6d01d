import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSession } from '../../adapters/console/session.ts';
import type { Core } from '../../src/app/compose/core.ts';
import { seedCore } from '../support/fakes/seed-core.ts';

/** As people type them who have not read the docs. They are one conversation. */
const typed = [
  'hi there',
  'what happens to accuracy when I quantize to 4 bit?',
  'the second one',
  'pdf please',
  'save 2',
  'actually, unsave it',
  'show me more like this',
  'any papers on overthinking since 2025',
  'next',
  'quantizaton of llms',
  'has anyone compared GPTQ and AWQ?',
  'tim dettmers quantization',
  'what has Tim Dettmers published?',
  'https://arxiv.org/abs/2402.04396v2',
  'https://openreview.net/forum?id=abc123',
  'Xiao, G., Lin, J., et al. (2023). SmoothQuant: Accurate and Efficient Post-Training Quantization for Large Language Models.',
  'send me the bibtex of 1',
  'what should I read',
  'keep us posted on speculative decoding',
  'yes',
  'add quantisation to what we follow',
  'subscribe to cooking recipes',
  'no',
  'what are we following?',
  'move the digest to 8',
  'make it 9am Berlin time',
  'no digests on fridays',
  'undo',
  'skip 24, 25 and 31 dec',
  'every morning',
  'I’m on holiday until 10 Jan',
  'yes',
  'turn it back on',
  'titles only',
  'when is the next digest?',
  'stop sending me papers about speculative decoding',
  'less like this',
  'export to zotero',
  'guten Tag',
  'this is garbage',
  'ok thanks, bye',
];

/** Rows of an answer that the page shows. */
const mostRows = 16;

let core: Core & { end(): Promise<void> };
beforeAll(async () => {
  const clock = { now: () => Date.parse('2026-11-28T10:00:00Z') };
  core = await seedCore({ clock, opensStore: true, quick: true });
}, 60_000);
afterAll(() => core.end());

it('the transcript shows what is really answered', async () => {
  const session = createSession(core.router, {
    width: () => 100,
    color: false,
    onBug: (error) => {
      throw error;
    },
  });
  await session.run('digest zone UTC');
  const talk: string[] = [];
  for (const line of typed) {
    const rows = (await session.run(line)).text.trimEnd().split('\n');
    const more = rows.length - mostRows;
    const shown = more > 3 ? [...rows.slice(0, mostRows), `… and ${more} more lines`] : rows;
    talk.push(`> ${line}`, ...shown.map((row) => row.trimEnd()), '');
  }
  const page = [
    '# A conversation',
    '',
    `${typed.length} lines as somebody types them who has read nothing, and what Paperboy answers in a terminal, on Saturday, 28 November 2026. Long answers are cut.`,
    'A test makes this page from real answers: after a change of those, `npx vitest run test/docs/transcript.test.ts -u`.',
    'Some of it as it looks in Slack and Discord is in [pictures](pictures/README.md).',
    '',
    '```text',
    ...talk,
    '```',
    '',
  ];
  await expect(page.join('\n')).toMatchFileSnapshot('../../docs/transcript.md');
});
