import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSeal } from '../../../../adapters/slack/connection/seal.ts';

describe('seal', () => {
  const seal = createSeal(['x'.repeat(32)]);

  test('decrypts what it encrypted, for the same owner only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, about) => {
        expect(seal.open(seal.close(text, about), about)).toEqual({ text, isFirstKey: true });
      }),
    );
    const sealed = seal.close('xoxb-1', 'T1');
    expect(sealed).not.toContain('xoxb');
    expect(() => seal.open(sealed, 'T2')).toThrow();
    expect(() => createSeal(['y'.repeat(32)]).open(sealed, 'T1')).toThrow();
    expect(() => seal.open(`${sealed.slice(0, -2)}AA`, 'T1')).toThrow();
    expect(() => seal.open('nonsense', 'T1')).toThrow('damaged');
  });

  test('the first of several keys seals, and all of them open', () => {
    const [old, next] = ['o'.repeat(32), 'n'.repeat(32)];
    const before = createSeal([old]).close('xoxb-1', 'T1');
    const both = createSeal([next, old]);
    expect(both.open(before, 'T1')).toEqual({ text: 'xoxb-1', isFirstKey: false });
    expect(createSeal([next]).open(both.close('xoxb-2', 'T1'), 'T1').text).toBe('xoxb-2');
    expect(() => createSeal([next]).open(before, 'T1')).toThrow('SLACK_TOKEN_KEY');
  });

  test('refuses a short key, or none', () => {
    expect(() => createSeal([])).toThrow('32');
    expect(() => createSeal(['x'.repeat(32), 'short'])).toThrow('32');
  });
});
