import { expect, test } from 'vitest';
import { relatedLine } from '../../../../adapters/slack/listen/related.ts';

test.each([
  ['see <https://huggingface.co/papers/2401.00001>', 'similar to:2401.00001'],
  ['arXiv: 2401.00001v2', 'similar to:2401.00001'],
  ['<@U1> :tada: <https://x.org|x>', 'search query:tada'],
  ['<https://x.org>', undefined],
  ['word '.repeat(200), `search query:"${'word '.repeat(56).trim()}"`],
])('related: %s', (text, line) => expect(relatedLine(text)).toBe(line));
