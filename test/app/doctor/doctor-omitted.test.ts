import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { examineRedis } from '../../../adapters/bullmq/examine.ts';
import { examineDiscord } from '../../../adapters/discord/connection/examine.ts';
import { examineSlack } from '../../../adapters/slack/connection/examine.ts';
import { examineZotero } from '../../../adapters/zotero/examine.ts';

// What a platform, or what stands between, leaves out must never be read as a value.

/** The answer to every request of HTTP, and to INFO. */
let told: unknown;
let infoLines: readonly string[] = [];

const platform = createHttpServer((_, response) => response.end(JSON.stringify(told)));
const redis = createServer((socket) => {
  socket.on('error', () => {});
  socket.on('data', (data) => {
    for (const [, command = ''] of data.toString().matchAll(/\*\d+\r\n\$\d+\r\n(\w+)/g)) {
      const info = infoLines.join('\r\n');
      if (/^info$/i.test(command)) socket.write(`$${info.length}\r\n${info}\r\n`);
      else socket.write(/^config$/i.test(command) ? '-ERR unknown command\r\n' : '+OK\r\n');
    }
  });
});
const urls = new Map<Server, string>();
beforeAll(async () => {
  for (const server of [platform, redis]) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    urls.set(server, `127.0.0.1:${(server.address() as AddressInfo).port}`);
  }
});
afterAll(() => {
  platform.closeAllConnections();
  for (const server of [platform, redis]) server.close();
});

/** An object with some of its fields, on every level; or nothing at all. */
function partOf(whole: unknown): fc.Arbitrary<unknown> {
  if (typeof whole !== 'object' || whole === null) return fc.constant(whole);
  const fields = Object.entries(whole).map(([name, value]) => [name, partOf(value)] as const);
  return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
}

const answers = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(null, [], 'maintenance') },
  {
    weight: 9,
    arbitrary: partOf({
      ok: true,
      error: 'invalid_auth',
      user: 'paperboy',
      team: 'Lab',
      id: '1',
      username: 'Paperboy',
      shards: 1,
      session_start_limit: { total: 1_000, remaining: 999 },
      access: { groups: { 7: { write: true } } },
    }),
  },
);

it('says nothing of what a platform does not tell', async () => {
  await fc.assert(
    fc.asyncProperty(answers, async (answer) => {
      told = answer;
      const url = `http://${urls.get(platform)}`;
      const findings = [
        ...(await examineSlack(
          { mode: 'socket', botToken: 'xoxb-1', appToken: 'xapp-1' },
          { apiUrl: `${url}/` },
        )),
        ...(await examineDiscord({ token: 'x', apiUrl: url })),
        ...(await examineZotero({ key: 'k', group: 7, url })),
      ];
      expect(findings.length).toBeGreaterThan(3);
      expect(JSON.stringify(findings)).not.toMatch(/undefined|null|NaN|\[object|destructure/);
    }),
    { numRuns: 20 },
  );
});

it('says nothing of what Redis does not tell', async () => {
  const lines = ['redis_version:7.2.0', 'maxmemory_policy:noeviction', 'aof_enabled:1'];
  await fc.assert(
    fc.asyncProperty(fc.subarray(lines), async (some) => {
      infoLines = some;
      const findings = await examineRedis(`redis://${urls.get(redis)}`);
      expect(findings.map(({ about }) => about)).toEqual(['Redis', 'Redis’s memory', 'Redis’s disk']);
      expect(JSON.stringify(findings)).not.toMatch(/undefined|null|NaN|unknown/);
      expect(findings.some(({ state }) => state === 'problem')).toBe(false);
    }),
    { numRuns: 8 },
  );
});
