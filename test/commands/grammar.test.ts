import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandLine } from '../../src/cards/builders.ts';
import type { OptionSpecs } from '../../src/commands/command.ts';
import { splitCommand, splitOptions } from '../../src/commands/grammar.ts';
import { UserError } from '../../src/errors.ts';
import { tries } from '../support/tries.ts';

const options = {
  query: { type: 'text', rest: true, help: 'words' },
  page: { type: 'integer', min: 1, max: 9, help: 'page' },
  zone: { type: 'text', help: 'zone' },
} satisfies OptionSpecs;

const read = (line: string) => {
  const { name, rest } = splitCommand(line);
  return { command: name, options: splitOptions(rest, options) };
};

describe('a line', () => {
  it.each([
    ['search graph transformers', { query: 'graph transformers' }],
    ['search query:"graph transformers" page:2', { query: 'graph transformers', page: '2' }],
    ['search page:2 graph  transformers', { query: 'graph transformers', page: '2' }],
    ['search "scaling laws" -vision year:2025', { query: '"scaling laws" -vision year:2025' }],
    ['search org:"USC MOLA" x', { query: 'org:"USC MOLA" x' }],
    ['search RLVR: does it work', { query: 'RLVR: does it work' }],
    ['search query:one two', { query: 'one two' }],
    ['search zone:“Europe/Berlin” x', { zone: 'Europe/Berlin', query: 'x' }],
    ['search "page:2"', { query: '"page:2"' }],
    ['search PAGE:2', { page: '2' }],
    ['search page: 2', { query: 'page: 2' }],
    ['search', {}],
  ])('%s', (line, expected) => expect(read(line).options).toEqual(expected));

  it('refuses an option that is given twice, and too long a line', () => {
    expect(() => read('search page:1 page:2')).toThrow(UserError);
    expect(() => read(`search ${'x'.repeat(5_000)}`)).toThrow(UserError);
  });

  it('is read as the exact inverse of commandLine', () => {
    const value = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'grapheme-ascii' }),
      fc.constantFrom('a"b', '\\', 'a\\"b', 'page:2', '“x”', "it's", '-'),
    );
    const wellFormed = value.filter((text) => text !== '' && text.isWellFormed());
    fc.assert(
      fc.property(
        fc.record({ query: wellFormed, page: wellFormed, zone: wellFormed }, { requiredKeys: [] }),
        (texts) => {
          const given = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined));
          expect(read(commandLine('search', given))).toEqual({
            command: 'search',
            options: given,
          });
        },
      ),
      tries(500),
    );
  });

  it('never throws anything but a UserError', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        try {
          read(text);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    );
  });
});
