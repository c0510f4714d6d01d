import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { examineFolder, examineNode, examineZones } from '../../../src/app/doctor/machine.ts';
import { judgeClock } from '../../../src/finding.ts';

it.each([
  ['20.19.0', 'ok'],
  ['24.1.0', 'ok'],
  ['20.18.9', 'problem'],
  ['18.20.0', 'problem'],
])('Node %s: %s', (version, state) => expect(examineNode(version).state).toBe(state));

it('this build knows the zones; one without data, or with old ones, is found out', () => {
  expect(examineZones().state).toBe('ok');
  const old = (zone: string) => (zone === 'Asia/Almaty' ? 'GMT+06:00' : 'GMT');
  expect(examineZones(old)).toMatchObject({ state: 'problem', what: expect.stringContaining('Asia/Almaty') });
  const none = () => {
    throw new RangeError('Invalid time zone specified');
  };
  expect(examineZones(none)).toMatchObject({
    state: 'problem',
    what: expect.stringContaining('Europe/Berlin'),
  });
});

it.each([
  [5e9, 'ok'],
  [5e8, 'warning'],
  [5e7, 'problem'],
])('%d free bytes: %s', (free, state) => {
  expect(examineFolder(tmpdir(), () => free).map((each) => each.state)).toEqual(['ok', state]);
});

it('a folder that is not there yet is judged by the nearest one that is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-doctor-'));
  try {
    const [finding] = examineFolder(join(folder, 'a', 'b'), () => 5e9);
    expect(finding).toMatchObject({ state: 'ok', what: expect.stringContaining('will be created') });
    // Root may write anywhere.
    if (process.getuid?.() === 0) return;
    chmodSync(folder, 0o500);
    expect(examineFolder(join(folder, 'a'), () => 5e9)).toMatchObject([{ state: 'problem' }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it.each([
  [0, 'ok'],
  [-59, 'ok'],
  [61, 'problem'],
  [-3 * 86_400, 'problem'],
])('a clock that is %d seconds ahead: %s', (seconds, state) => {
  const theirs = Date.parse('2026-01-05T09:00:00Z');
  const [finding] = judgeClock('Slack', new Date(theirs).toUTCString(), theirs + seconds * 1_000);
  expect(finding).toMatchObject({ state });
  if (state === 'problem') expect(finding?.what).toContain(seconds > 0 ? 'ahead of' : 'behind');
});
it('an answer without a time says nothing about the clock', () => {
  expect(judgeClock('Slack', null, 0)).toEqual([]);
});
