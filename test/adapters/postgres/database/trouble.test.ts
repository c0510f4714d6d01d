import { describe, expect, it } from 'vitest';
import { describeTrouble, troubleOf } from '../../../../adapters/postgres/database/trouble.ts';
import { StoreError } from '../../../../src/errors.ts';

/** As `pg` makes an error of what a server answers, of the network's, and of its own. */
const answered = (code: string, message = 'words of PostgreSQL') =>
  Object.assign(new Error(message), { severity: 'ERROR', code });
const network = (code: string) => Object.assign(new Error(`connect ${code} 10.0.0.7:5432`), { code });

const unreachable = 'I can’t reach my database; look-ups still work.';
const outages: readonly [string, Error][] = [
  ...[
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ENETUNREACH',
    'EHOSTUNREACH',
    'ECONNRESET',
    'ETIMEDOUT',
    'EPIPE',
  ].map((code): [string, Error] => [code, network(code)]),
  ...[
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'Query read timeout',
    'Client has encountered a connection error and is not queryable',
    'Cannot use a pool after calling end on the pool',
  ].map((message): [string, Error] => [message, new Error(message)]),
  ...['08000', '08003', '08006', '53200', '53300', '57P01', '57P02', '57P03', '57P05'].map(
    (code): [string, Error] => [code, answered(code)],
  ),
];

it.each(outages)('%s is an outage', (_, error) => {
  expect(troubleOf(error, false)).toMatchObject({
    name: 'StoreError',
    message: unreachable,
    hint: 'Nothing was changed. Try again in a minute.',
    cause: error,
  });
});

it.each([
  ['53100', 'The disk of my database is full; look-ups still work.', 'Make room on its disk.'],
  ['58030', 'A part of my database is damaged; look-ups still work.', 'Restore the database from a backup.'],
  ['58P01', 'A part of my database is damaged; look-ups still work.', 'Restore the database from a backup.'],
  ['XX001', 'A part of my database is damaged; look-ups still work.', 'Restore the database from a backup.'],
  ['XX002', 'A part of my database is damaged; look-ups still work.', 'Restore the database from a backup.'],
])('%s is trouble that a person has to end, and the log says how', (code, message, todo) => {
  const error = answered(code, 'invalid page in block 0 of relation base/5/1255');
  expect(troubleOf(error, true)).toMatchObject({ message });
  expect(troubleOf(error, true)?.hint).toBe(
    'Nothing was changed. The person who runs me has to help; the log says how.',
  );
  expect(describeTrouble(error)).toBe(`invalid page in block 0 of relation base/5/1255. ${todo}`);
});

it.each([
  'The embedded database stopped: could not write to file "pg_wal/xlogtemp.42": No space left on device',
  'The disk is full: 3 MB free at /data/pg, 16 MB needed to open the database.',
])('a full disk under the embedded database is said: %s', (message) => {
  expect(troubleOf(new Error(message), false)).toMatchObject({
    message: 'The disk of my database is full; look-ups still work.',
  });
});

describe('what may have been written', () => {
  it.each([
    ['a lost connection', new Error('Connection terminated unexpectedly'), true],
    ['no answer', new Error('Query read timeout'), true],
    ['no connection', network('ECONNREFUSED'), false],
    ['a refusal', answered('57P03'), false],
  ])('%s', (_, error, isUncertain) => {
    expect(troubleOf(error, true)?.hint).toMatch(
      isUncertain ? /may have been done all the same/ : /^Nothing was changed\./,
    );
    expect(troubleOf(error, false)?.hint).toMatch(/^Nothing was changed\./);
  });
});

it.each([
  ['a mistake in a statement', answered('42601')],
  ['a key that exists', answered('23505')],
  ['a deadlock', answered('40P01')],
  ['a bug of ours', new TypeError('x is undefined')],
  ['trouble that is told already', new StoreError(unreachable)],
  ['no error', 'text'],
])('%s is left as it is', (_, error) => expect(troubleOf(error, true)).toBeUndefined());
