import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder, pidSpace, processBirth } from '../../../../adapters/postgres/embedded/lock-folder.ts';
import { type Build, buildForChildren } from '../../../support/kill/child-process.ts';

let build: Build;
let folder: string;
const childFile = 'test/support/kill/store-child.ts';

beforeAll(() => {
  build = buildForChildren(childFile);
});
afterAll(() => build.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const writeLock = (n: number, holder: object) =>
  writeFileSync(join(folder, `lock.${n}`), JSON.stringify(holder));
const me = {
  pid: process.pid,
  since: '2026-01-01T00:00:00.000Z',
  birth: processBirth(process.pid),
  space: pidSpace(),
};

describe('the lock of a folder', () => {
  it('refuses a second process, and names the first', async () => {
    const first = build.start(childFile, 'lock', folder);
    await first.line(/locked/);
    const second = build.start(childFile, 'lock', folder);
    expect(await second.ended).toBe(1);
    expect(second.lines[0]).toMatch(
      new RegExp(`in use by process ${first.pid} since 20\\d\\d-\\d\\d-\\d\\dT`),
    );
    await first.kill('SIGKILL');
  });

  it('is free when its process was killed', async () => {
    const first = build.start(childFile, 'lock', folder);
    await first.line(/locked/);
    await first.kill('SIGKILL');
    const release = await lockFolder(folder);
    expect(readdirSync(folder)).toEqual(['lock.2']);
    await release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(['an empty folder', 'a dead lock'])(
    'is given to exactly one of many at once, starting with %s',
    async (start) => {
      if (start === 'a dead lock') writeLock(7, { ...me, birth: '1' });
      const children = Array.from({ length: 8 }, () => build.start(childFile, 'lock', folder));
      await Promise.all(children.map((child) => child.line(/locked|refused/)));
      const [locked, refused] = [/^locked/, /^refused/].map((pattern) =>
        children.filter((child) => child.lines.some((line) => pattern.test(line))),
      );
      expect([locked?.length, refused?.length]).toEqual([1, 7]);
      await Promise.all(children.map((child) => child.kill('SIGKILL')));
    },
  );

  it('refuses the same process too, until it unlocks', async () => {
    const release = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(`in use by process ${process.pid} since`);
    await release();
    await (await lockFolder(folder))();
  });

  it('is free when another process has the pid', async () => {
    writeLock(1, { ...me, birth: `${processBirth(process.pid)}0` });
    await (await lockFolder(folder))();
  });

  it('is free when its file is torn and shows no sign of life', async () => {
    writeFileSync(join(folder, 'lock.3'), '{"pid":');
    utimesSync(join(folder, 'lock.3'), 1, 1);
    await (await lockFolder(folder))();
  });

  it('belongs to a holder in another container while that shows signs of life', async () => {
    writeLock(1, { ...me, space: 'another container' });
    const path = join(folder, 'lock.1');
    const beat = setInterval(() => utimesSync(path, new Date(), new Date()), 50);
    await expect(lockFolder(folder, { silenceMs: 2_000 })).rejects.toThrow('in use by process');
    clearInterval(beat);
    await (await lockFolder(folder, { silenceMs: 300 }))();
  });
});
