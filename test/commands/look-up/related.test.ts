import { expect, test } from 'vitest';
import { findRelated, relatedLines } from '../../../src/commands/look-up/related.ts';
import type { Outcome } from '../../../src/commands/run-line.ts';
import { answerOf } from '../../support/fakes/fake-router.ts';

test.each([
  ['see https://huggingface.co/papers/2401.00001', ['similar to:2401.00001']],
  ['arXiv: 2401.00001v2', ['similar to:2401.00001']],
  ['<https://alphaxiv.org/abs/2401.00001>', ['similar to:2401.00001']],
  [
    'arxiv.org/pdf/2401.00001v2.pdf or arxiv.org/abs/2401.00002, arxiv.org/abs/2401.00001',
    ['similar to:2401.00001', 'similar to:2401.00002'],
  ],
  ['look https://arxiv.org/abs/2402.04396 nice', ['similar to:2402.04396']],
  ['Wow, great paper! arxiv.org/abs/2402.04396', ['similar to:2402.04396']],
  ['anyone read this? doi.org/10.1145/3442188.3445922', ['similar to:"10.1145/3442188.3445922"']],
  [
    'lattice codebooks are back: arxiv.org/abs/2402.04396',
    ['similar to:2402.04396', 'search query:"lattice codebooks are back"'],
  ],
  ['nice look', ['search query:"nice look"']],
  ['@U1 :tada: https://x.org', ['search query:tada']],
  ['https://x.org', []],
  ['🎉', []],
  [
    'attention OR state-of-the-art -work, NOT year:2024',
    ['search query:"attention or state-of-the-art work not year 2024"'],
  ],
  ['word '.repeat(200), [`search query:"${'word '.repeat(56).trim()}"`]],
])('related: %s', (text, lines) => expect(relatedLines(text)).toEqual(lines));

test('the words of a message are looked up when its link leads to no stored paper', async () => {
  const asked: string[] = [];
  const run = async (line: string): Promise<Outcome> => {
    asked.push(line);
    const { card, ...rest } = answerOf(line);
    const shown = { ...card, tone: line.startsWith('similar') ? ('empty' as const) : card.tone };
    const answer = { ...rest, card: shown };
    return {
      kind: 'answer',
      card: shown,
      answer,
      line,
      audience: 'person',
      isShareable: true,
      changed: false,
    };
  };
  const found = await findRelated('arxiv:2401.00001 state spaces', run, () => '');
  expect(asked).toEqual(['similar to:2401.00001', 'search query:"state spaces"']);
  expect(found).toMatchObject({ line: asked[1], outcome: { card: { title: asked[1] } } });
  expect(await findRelated('🎉', run, () => '')).toMatchObject({ outcome: { kind: 'mistake' } });
});
