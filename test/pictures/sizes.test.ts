import { expect, it } from 'vitest';
import { markdownToHtml } from './discord-markdown.ts';
import type { Payload } from './platform.ts';
import { countParts, countWords, grown } from './sizes.ts';

const size = { height: 500, narrow: 800, parts: 10, buttons: 5, words: 100 };
const sizes = (fields: Partial<typeof size>) => ({ slack: { digest: { ...size, ...fields } } });

it('names a message that has grown by more than a fifth, and what has grown', () => {
  expect(grown(sizes({}), sizes({ height: 601, words: 121 }))).toEqual([
    'slack/digest: height 500 → 601',
    'slack/digest: words 100 → 121',
  ]);
});

it('says nothing of a message that is smaller, new, gone, or larger by a line', () => {
  expect(grown(sizes({}), sizes({ height: 600, narrow: 1, parts: 12, buttons: 7, words: 120 }))).toEqual([]);
  expect(grown({ slack: {} }, sizes({}))).toEqual([]);
  expect(grown(sizes({}), { slack: {} })).toEqual([]);
});

it('counts what Slack and Discord count', () => {
  const button = { type: 'button', text: { type: 'plain_text', text: 'Save' } };
  const overflow = { type: 'overflow', options: [{ text: { type: 'plain_text', text: 'Similar' } }] };
  const slack = {
    blocks: [
      { type: 'section', accessory: overflow },
      { type: 'actions', elements: [button, button] },
    ],
  };
  const discord = {
    components: [
      {
        type: 17,
        components: [
          { type: 1, components: [{ type: 2 }] },
          { type: 10, content: 'x' },
        ],
      },
    ],
  };
  const payload = (body: Payload['body']): Payload => ({ platform: 'slack', surface: 'message', body });
  expect(countParts([payload(slack)])).toEqual({ parts: 2, buttons: 3 });
  expect(countParts([payload(discord)])).toEqual({ parts: 4, buttons: 1 });
  expect(countWords('1. On *words* — and “numbers” · 3.5')).toBe(6);
});

it('draws what the renderer for Discord writes', () => {
  expect(markdownToHtml('## **1. [A \\*title\\*](https://a.example/x)**\n-# <t:1777885200:D> · `code`')).toBe(
    '<h2><b>1. <a>A *title*</a></b></h2><small><time>May 4, 2026</time> · <code>code</code></small>',
  );
  expect(markdownToHtml('<b> & </follow:123>')).toBe(
    '<p>&#60;b&#62; &#38; <span class="mention">/follow</span></p>',
  );
});
