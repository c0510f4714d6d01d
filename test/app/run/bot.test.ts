import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { readConfig } from '../../../src/app/config.ts';
import { runBot } from '../../../src/app/run/bot.ts';
import { composeBot } from '../../../src/app/start.ts';
import { createSlackDouble, type SlackDouble } from '../../support/doubles/slack/create-slack-double.ts';
import { collectLog } from '../../support/fakes/collect-log.ts';
import { copyStore } from '../../support/fixtures/store-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'paperboy-stop-'));
let slack: SlackDouble | undefined;
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
