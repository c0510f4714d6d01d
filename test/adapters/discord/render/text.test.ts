import { expect, test } from 'vitest';
import { escapeStart, escapeText } from '../../../../adapters/discord/render/text.ts';

test.each([
  ['# heading', '\\# heading'],
  ['-# small', '\\-# small'],
  ['- item', '\\- item'],
  ['+ item', '\\+ item'],
  ['1. first', '1\\. first'],
  ['> quote', '\\> quote'],
  ['* item', '\\* item'],
  ['a - b # c > d', 'a - b # c > d'],
  ['snake_case and ~~no~~', 'snake\\_case and \\~\\~no\\~\\~'],
  ['[x](https://evil.example)', '\\[x\\](<https://evil.example>)'],
  ['@everyone and @Here', '@\u200Beveryone and @\u200BHere'],
  ['<@123> <#4> <t:0:R> </a:5> <:e:6>', '\\<@123> \\<#4> \\<t:0:R> \\</a:5> \\<:e:6>'],
  ['code at https://github.com/a_b/c_d.', 'code at <https://github.com/a_b/c_d>.'],
  ['cut at https://github.com/a_…', 'cut at https\\://github.com/a\\_…'],
  ['discord://x', 'discord\\://x'],
])('%s', (raw, escaped) => {
  expect(escapeStart(escapeText(raw))).toBe(escaped);
});
