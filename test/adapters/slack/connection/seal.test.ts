import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSeal } from '../../../../adapters/slack/connection/seal.ts';

describe('seal', () => {
  const seal = createSeal('x'.repeat(32));

  test('decrypts what it encrypted, for the same owner only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, about) => {
        expect(seal.open(seal.close(text, about), about)).toBe(text);
      }),
    );
    const sealed = seal.close('xoxb-1', 'T1');
    expect(sealed).not.toContain('xoxb');
    expect(() => seal.open(sealed, 'T2')).toThrow();
    expect(() => createSeal('y'.repeat(32)).open(sealed, 'T1')).toThrow();
    expect(() => seal.open(`${sealed.slice(0, -2)}AA`, 'T1')).toThrow();
    expect(() => seal.open('nonsense', 'T1')).toThrow('damaged');
  });

  test('refuses a short key', () => expect(() => createSeal('short')).toThrow('32'));
});
