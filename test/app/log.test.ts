import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLog, inContext, withoutSecrets } from '../../src/app/log.ts';

function collect(secrets: readonly string[] = []) {
  const lines: Record<string, unknown>[] = [];
  const log = createLog('debug', secrets, (line) => lines.push(JSON.parse(line)));
  return { log, lines };
}

it('a line has the ids of the request or the job to which it belongs', async () => {
  const { log, lines } = collect();
  await Promise.all([
    inContext({ request: 'r1' }, async () => {
      await Promise.resolve();
      log.info({ n: 1 }, 'one');
    }),
    inContext({ job: 'slack:T1:C1' }, async () => {
      await Promise.resolve();
      inContext({ request: 'r2' }, () => log.info({ n: 2 }, 'two'));
    }),
  ]);
  log.info({ n: 3 }, 'three');
  expect(
    lines.map(({ n, request, job }) => ({ n, request, job })).sort((a, b) => Number(a.n) - Number(b.n)),
  ).toEqual([
    { n: 1, request: 'r1', job: undefined },
    { n: 2, request: 'r2', job: 'slack:T1:C1' },
    { n: 3, request: undefined, job: undefined },
  ]);
});

// Made of parts, so that nothing that looks for tokens in files takes them for real ones.
const discordToken = ['MTE4NzM2NTQzMjEwOTg3NjU0Mw', 'GabcDE', 'x'.repeat(38)].join('.');
it.each([
  ['xoxb-1234-5678-abcDEF', 'Slack’s bot token'],
  ['xapp-1-A1-2-abcdef', 'Slack’s app-level token'],
  ['xoxe.xoxb-1-abcdef', 'a rotating token'],
  [discordToken, 'Discord’s token'],
])('%s is never logged, wherever it is: %s', (token) => {
  const { log, lines } = collect();
  log.warn({ text: `it said ${token}.`, deep: { headers: [`Authorization: Bearer ${token}`] } }, 'a warning');
  log.error({ err: new Error(`refused: ${token}`) }, token);
  expect(JSON.stringify(lines)).not.toContain(token);
  expect(lines).toHaveLength(2);
});

it('takes out the password of an address, and keeps the rest', () => {
  const line = 'connect postgres://ada:pass-word@db.example:5432/paperboy failed';
  expect(withoutSecrets(line, [])).toBe('connect postgres://ada:[secret]@db.example:5432/paperboy failed');
});

it('leaves ordinary lines as they are', () => {
  const line =
    '{"level":30,"time":1700000000000,"place":"slack:T1:C1","reason":"Bearer in mind","url":"https://arxiv.org/abs/2402.04396","msg":"a feed was read"}';
  expect(withoutSecrets(line, ['', 'short'])).toBe(line);
});

it('any secret of the settings is taken out of any line, as long as it is no ordinary word', () => {
  const secret = fc.string({ minLength: 6, maxLength: 40, unit: 'binary' });
  fc.assert(
    fc.property(secret, fc.string(), (given, around) => {
      fc.pre(
        !'[secret]'.includes(given) && !JSON.stringify({ level: 50, msg: 'm', time: 1 }).includes(given),
      );
      const line = JSON.stringify({ text: `${around}${given}${around}` });
      expect(withoutSecrets(line, [given])).not.toContain(JSON.stringify(given).slice(1, -1));
    }),
    { numRuns: 200 },
  );
});
