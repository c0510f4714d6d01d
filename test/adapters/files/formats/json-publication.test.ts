import { expect, it } from 'vitest';
import { jsonPublication } from '../../../../adapters/files/formats/json-publication.ts';

it.each<[string, Record<string, unknown>, object | undefined]>([
  ['nothing', { title: 'Shores' }, undefined],
  ['a journal by name', { journal: 'Shores' }, { type: 'article', venue: 'Shores' }],
  [
    'a journal as Semantic Scholar has it',
    { journal: { name: 'Shores', volume: '12', pages: '4-9' } },
    { type: 'article', venue: 'Shores', volume: '12', pages: '4–9' },
  ],
  ['a journal with a name alone', { journal: { name: 'Shores' } }, { type: 'article', venue: 'Shores' }],
  [
    'fields of the paper before those of its journal',
    { volume: 7, journal: { name: 'Shores', volume: '12' } },
    { type: 'article', venue: 'Shores', volume: '7' },
  ],
  ['arXiv as a journal', { journal: { name: 'ArXiv', volume: 'abs/2401.00001' } }, undefined],
  [
    'CSL',
    { type: 'paper-conference', 'container-title': ['Proceedings of Shores'], page: '4--9', issue: 3 },
    { type: 'inproceedings', venue: 'Proceedings of Shores', number: '3', pages: '4–9' },
  ],
])('%s', (_, value, expected) => expect(jsonPublication(value)).toEqual(expected));
