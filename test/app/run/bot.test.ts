import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runBot } from '../../../src/app/run/bot.ts';
import { readConfig } from '../../../src/app/settings/config.ts';
import { composeBot } from '../../../src/app/start.ts';
import { defined } from '../../../src/defined.ts';
import { createSlackDouble, type SlackDouble } from '../../support/doubles/slack/create-slack-double.ts';
import { collectLog } from '../../support/fakes/collect-log.ts';
import { copyStore } from '../../support/fixtures/store-folder.ts';
import { until } from '../../support/until.ts';

let folder: string;
let slack: SlackDouble | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-bot-'));
});
afterEach(async () => {
  await slack?.close();
  rmSync(folder, { recursive: true });
});

it('a bot that is stopped before its jobs run ends cleanly, and never says that it is running', async () => {
  slack = await createSlackDouble();
  await copyStore(folder);
  const log = collectLog();
  const config = readConfig({
    PAPERBOY_DATA: folder,
    FEEDS: 'none',
    SLACK_BOT_TOKEN: 'xoxb-good',
    SLACK_APP_TOKEN: 'xapp-good',
    SLACK_API_URL: slack.apiUrl,
  });
  expect(
    await runBot({ ...(await composeBot(config, log)), logger: log, stopping: AbortSignal.abort() }),
  ).toBe(0);
  expect(log.lines.map(({ message }) => message)).not.toContain('paperboy is running');
  expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

it('one port has health, what was published, and the Model Context Protocol for those who have the token', async () => {
  slack = await createSlackDouble();
  await copyStore(folder);
  const log = collectLog();
  const config = readConfig({
    PAPERBOY_DATA: folder,
    FEEDS: 'none',
    EMBEDDINGS: 'off',
    SLACK_BOT_TOKEN: 'xoxb-good',
    SLACK_APP_TOKEN: 'xapp-good',
    SLACK_API_URL: slack.apiUrl,
    PUBLIC_URL: 'https://papers.example.org/',
    MCP_TOKEN: 'sixteen-letters!',
  });
  const stopping = new AbortController();
  const { mcp, publicUrl } = config;
  const ended = runBot({
    ...(await composeBot(config, log)),
    watch: { server: { port: 0, host: '127.0.0.1' } },
    ...defined({ mcp, publicUrl }),
    logger: log,
    stopping: stopping.signal,
  });
  const served = () => log.lines.find(({ message }) => message === 'health and metrics are served');
  await until(() => served() !== undefined);
  const base = `http://127.0.0.1:${served()?.fields['port']}`;
  const status = async (path: string, init?: RequestInit) => (await fetch(`${base}${path}`, init)).status;
  expect(await status('/healthz')).toBe(200);
  expect(await status(`/feeds/${'x'.repeat(43)}.xml`)).toBe(404);
  const body = '{"jsonrpc":"2.0","id":1,"method":"tools/list"}';
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  expect(await status('/mcp', { method: 'POST', headers, body })).toBe(401);
  const known = { ...headers, authorization: 'Bearer sixteen-letters!' };
  expect(await status('/mcp', { method: 'POST', headers: known, body })).toBe(200);
  stopping.abort();
  expect(await ended).toBe(0);
});
