import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WebServer } from '../../../adapters/web/http/server.ts';
import { startWeb } from '../../../src/app/run/web.ts';
import { storeSource } from '../../../src/app/services/store-source.ts';
import { silentLogger } from '../../support/fakes/silent-logger.ts';
import { axeProblems, chromiumPath, launchBrowser, openPage } from '../../support/web/real-browser.ts';

/** Skipped where there is no Chromium. With PICTURES, a folder, what was seen is kept there. */
const command = chromiumPath();
const pictures = process.env['PICTURES'];

let server: WebServer;
let browser: Browser;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  if (command === undefined) return;
  server = await startWeb(
    { host: '127.0.0.1', port: 0, token: '' },
    {
      sourceOf: (dataDir) => storeSource({ store: { dataDir }, queue: {} }, silentLogger),
      logger: silentLogger,
      zone: 'Europe/Berlin',
    },
  );
  browser = await launchBrowser(command);
  page = await openPage(browser, { viewport: { width: 1440, height: 900 } });
  page.on('pageerror', ({ message }) => problems.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('dialog', (dialog) => {
    problems.push(`a dialog of the browser: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(server.url);
  await page.waitForSelector('.empty');
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const messages = () => page.locator('#messages .message');
const last = () => messages().last();
const inBrowser = (name: string, test: () => Promise<void>) => it.skipIf(command === undefined)(name, test);

async function send(line: string): Promise<void> {
  await page.fill('#text', line);
  await page.press('#text', 'Escape');
  await page.press('#text', 'Enter');
}

/** Sends a line, and waits for it and for what comes after it: the message before it may be an answer, too. */
async function ask(line: string): Promise<void> {
  await send(line);
  await messages().filter({ hasText: line }).last().waitFor();
  await last().locator('.app').waitFor();
}

async function picture(name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) });
}

async function choose(name: string): Promise<void> {
  await page.click(`nav button:has-text("${name}")`);
  await page.locator('#channel-name', { hasText: name }).waitFor();
}

async function step(name: string): Promise<void> {
  await page.click(`[data-step=${name}]`);
  await page.locator('#status', { hasText: 'Here we are.' }).waitFor();
}

inBrowser('the next morning brings a digest, in the look of both platforms', async () => {
  await step('morning');
  await last().locator('h3', { hasText: 'New papers for' }).waitFor();
  await page.evaluate('document.querySelector("#messages").scrollTo(0, 0)');
  await picture('slack-light');
  await page.selectOption('#skin', 'discord');
  await last().locator('.container').waitFor();
  await page.selectOption('#theme', 'dark');
  await page.evaluate('document.querySelector("#messages").scrollTo(0, 0)');
  await picture('discord-dark');
  await page.selectOption('#skin', 'slack');
  await page.selectOption('#theme', 'light');
  await expect.poll(() => page.locator('.new:visible').count()).toBe(1);
});

inBrowser('a button saves a paper, and the thread has the abstracts', async () => {
  await page.locator('#messages .button', { hasText: 'Save' }).first().click();
  await last().locator('.only').waitFor();
  expect(await last().textContent()).toMatch(/reading list/i);
  await page.locator('[data-thread]').first().click();
  await page.locator('#thread .message').nth(1).waitFor();
  await page.click('#close-thread');
});

inBrowser('the panel shows the payload of a message, and its limits', async () => {
  await page.locator('[data-inspect]').first().click();
  await page.locator('#payload pre', { hasText: '"blocks"' }).waitFor();
  expect(await page.locator('#payload meter').count()).toBe(3);
  await picture('payload');
  await page.click('#close-payload');
});

inBrowser('a command is completed by keys, answered in private, and shared', async () => {
  await choose('#papers');
  await page.locator('#text').pressSequentially('/papers sea');
  await page.locator('#completions li:first-child', { hasText: /^search/ }).waitFor();
  await page.press('#text', 'ArrowDown');
  await page.press('#text', 'Enter');
  expect(await page.inputValue('#text')).toBe('/papers search ');
  await page.locator('#text').pressSequentially('reasoning');
  await page.press('#text', 'Escape');
  await page.press('#text', 'Enter');
  await last().locator('.button', { hasText: 'Next page' }).click();
  await last().locator('p', { hasText: /^6\./ }).waitFor();
  await last().locator('.button', { hasText: 'Share in channel' }).click();
  await expect.poll(() => page.locator('#messages .private').count()).toBe(1);
});

inBrowser('a form follows a topic, and the next digest brings it', async () => {
  await send('/papers follow');
  await page.waitForSelector('dialog[open] input');
  await picture('form');
  expect(await axeProblems(page)).toEqual([]);
  await page.fill('dialog input[name="topic+words"]', 'language models');
  await page.click('dialog .primary');
  await last()
    .locator('.button', { hasText: /^Follow/ })
    .click();
  await page.locator('#messages .body', { hasText: 'Following: language models' }).waitFor();
  await step('morning');
  await last().locator('h3', { hasText: 'New papers' }).waitFor();
});

inBrowser('an export is a file that can be saved, in both looks', async () => {
  await choose('#efficient-ml');
  await send('/papers export');
  for (const skin of ['slack', 'discord']) {
    await page.selectOption('#skin', skin);
    const link = last().locator('.file a', { hasText: 'papers.bib' });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('papers.bib');
    expect(await readFile(await download.path(), 'utf8')).toMatch(/^@\w+\{/);
  }
  await page.selectOption('#skin', 'slack');
});

inBrowser('the panel says why each paper came', async () => {
  await page
    .locator('#behind li', { hasText: /for “(?:reasoning|agents|efficient inference)”/ })
    .first()
    .waitFor();
  await picture('behind');
});

inBrowser('plain words are answered in a thread, and in a direct message below them', async () => {
  await send('what is new about agents');
  await page.locator('#thread .message').nth(1).waitFor();
  await choose('Paperboy');
  await ask('long context');
});

inBrowser('a hostile title is shown and never run', async () => {
  const hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
  await choose('Paperboy');
  await ask(hostile);
  expect(await page.locator('#messages').textContent()).toContain(hostile);
  expect(await page.locator('#messages img, #messages script').count()).toBe(0);
});

inBrowser('a week passes with all its days, and a late morning says that it is late', async () => {
  await choose('#efficient-ml');
  const before = await messages().count();
  await step('week');
  await expect.poll(() => messages().count()).toBeGreaterThanOrEqual(before + 4);
  await step('late');
  await last()
    .locator('h3', { hasText: /, late$/ })
    .waitFor();
});

inBrowser('the review of the week comes with a Friday', async () => {
  await step('review');
  await page
    .locator('#messages h3', { hasText: /^The week to Fri/ })
    .last()
    .waitFor();
  for (const skin of ['discord', 'slack']) {
    await page.selectOption('#skin', skin);
    await page.locator(`body[data-skin=${skin}] #messages .chart svg`).last().waitFor();
    await picture(`review-${skin}`);
  }
});

inBrowser('the dashboard shows what the playground did', async () => {
  const dashboard = await openPage(browser);
  await dashboard.goto(`${server.url}/dashboard/channels`);
  await dashboard.getByRole('link', { name: '#efficient-ml' }).click();
  if (pictures !== undefined) {
    await dashboard.setViewportSize({ width: 1_280, height: 900 });
    await dashboard.screenshot({ path: join(pictures, 'dashboard.png') });
  }
  await dashboard.locator('.calendar a').first().click();
  await dashboard.getByRole('heading', { name: 'Why each paper' }).waitFor();
  await dashboard.close();
});

inBrowser('everything can be read at every width, in both looks and colours', async () => {
  for (const width of [320, 768, 1_920]) {
    await page.setViewportSize({ width, height: 900 });
    for (const [skin, theme] of [
      ['slack', 'light'],
      ['discord', 'dark'],
      ['slack', 'dark'],
      ['discord', 'light'],
    ] as const) {
      await page.selectOption('#theme', theme);
      await page.selectOption('#skin', skin);
      await page
        .locator(skin === 'discord' ? '#messages .container' : '#messages .section')
        .first()
        .waitFor();
      const overflow = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overflow, `${skin} at ${width}`).toBeLessThanOrEqual(0);
      expect(await axeProblems(page), `${skin} ${theme} at ${width}`).toEqual([]);
      if (skin === 'slack' && theme === 'light') await picture(`slack-${width}`);
    }
  }
});

inBrowser('nothing went wrong in the browser meanwhile', async () => {
  expect(problems).toEqual([]);
});
