import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText } from '../../../../adapters/slack/listen/commands.ts';

describe('decodeText', () => {
  test.each([
    ['search a &amp; b', 'search a & b'],
    ['search &amp;lt;', 'search &lt;'],
    ['/papers  search   x', 'search x'],
    ['`search x`', 'search x'],
    ['search “a b” ‘c’', `search "a b" 'c'`],
    ['<https://arxiv.org/abs/1|arxiv.org/abs/1>', 'https://arxiv.org/abs/1'],
    ['<mailto:a@b.org|a@b.org>', 'a@b.org'],
    ['<#C1|papers> <#C2|> <@U1|ada> <@U2>', '#papers #C2 @U1 @U2'],
    ['<!here> <!subteam^S1|@team> <!date^1^{date}|1 May>', '@here @team 1 May'],
    ['a\u00A0b', 'a b'],
    ['', ''],
  ])('%s', (raw, text) => expect(decodeText(raw)).toBe(text));

  test('a mention of the bot is removed', () => {
    expect(decodeText('<@UBOT> search <@U1>', { bot: 'UBOT' })).toBe('search @U1');
    expect(decodeText('<@UBOT|paperboy>', { bot: 'UBOT' })).toBe('');
  });

  test('accepts any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (raw) => void decodeText(raw)));
  });
});
