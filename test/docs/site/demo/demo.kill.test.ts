import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDemo } from '../../../../docs/site/demo/build-demo.ts';
import { demoData } from '../../../../docs/site/demo/data.ts';
import {
  axeProblems,
  chromiumPath,
  launchBrowser,
  openPage,
  scrollsSideways,
} from '../../../support/web/real-browser.ts';
import { serveFolder } from '../../../support/web/serve-folder.ts';

const chromium = chromiumPath();
const folder = mkdtempSync(join(tmpdir(), 'paperboy-demo-'));
const hostileTitle = 'Zebra <img src=x onerror="window.ran=true"> & <script>window.ran=true</script>';
const meant = 'stop thinking too long';

describe.skipIf(chromium === undefined)('the demo in a browser (needs Chromium)', () => {
  let browser: Browser;
  let page: Page;
  let host: Awaited<ReturnType<typeof serveFolder>>;
  const asked: string[] = [];
  const errors: string[] = [];

  beforeAll(async () => {
    const data = await demoData([meant]);
    const [first, ...papers] = data.papers;
    if (first === undefined) throw new Error('no papers');
    const hostile = { ...first, title: hostileTitle, url: 'javascript:window.ran=true', links: [] };
    await buildDemo(folder, { ...data, papers: [hostile, ...papers] });
    host = await serveFolder(folder, '/some/where/');
    browser = await launchBrowser(chromium ?? '');
    page = await openPage(browser, { viewport: { width: 1_280, height: 900 } });
    page.on('request', (request) => asked.push(request.url()));
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(host.url);
    await page.getByText('I know').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await host?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const box = () => page.getByLabel('Search papers and research notes');
  const search = async (text: string) => {
    await box().fill(text);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.title()).toBe(`${text} – Paperboy`);
  };
  const titles = () => page.locator('.result h3').allTextContents();
  const status = () => page.getByRole('status').textContent();

  it('searches by words and by meaning, and says which of them it does', async () => {
    await search(meant);
    await expect.poll(status).toContain('Searched by words and by meaning.');
    expect((await titles()).slice(0, 5).join()).toMatch(/overthinking|thinking/i);
    await search('quantization');
    await expect.poll(status).toContain('Searched by words.');
    expect(await page.locator('mark').count()).toBeGreaterThan(3);
  });
  it('narrows by chips, keeps the search in the address, and goes back', async () => {
    await search('quantization');
    await page.getByRole('button', { name: '2025', exact: true }).click();
    await expect.poll(() => box().inputValue()).toBe('quantization year:2025');
    expect(await page.getByRole('button', { name: '2025' }).getAttribute('aria-pressed')).toBe('true');
    const facts = () => page.locator('.facts').allTextContents();
    await expect
      .poll(async () => new Set((await facts()).map((each) => each.includes('2025'))))
      .toEqual(new Set([true]));
    await page.getByRole('button', { name: '2024', exact: true }).click();
    await expect.poll(() => box().inputValue()).toBe('quantization year:2024');
    await page.goBack();
    await expect.poll(() => box().inputValue()).toBe('quantization year:2025');
  });
  it('shows what is similar, and research notes', async () => {
    await search('QuIP#');
    await page
      .getByRole('link', { name: /^Similar to QuIP#/ })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Similar papers' }).waitFor();
    expect((await titles()).slice(1).join()).toMatch(/quanti/i);
    await search('reward models in:notes');
    await page.getByRole('heading', { name: 'Research notes' }).waitFor();
  });
  it('says what is wrong with a line', async () => {
    await search('year:soon');
    await expect.poll(status).toContain('year');
    expect(await titles()).toEqual([]);
  });
  it('shows a hostile title as text, and follows no address but of the web', async () => {
    await search('zebra');
    await expect.poll(titles).toContain(hostileTitle);
    expect(await page.locator('main img, main script, a[href^="javascript"]').count()).toBe(0);
    await page.goto(`${host.url}#q=${encodeURIComponent('<img src=x onerror="window.ran=true">')}`);
    await page.waitForTimeout(100);
    expect(await page.evaluate('window.ran')).toBeUndefined();
  });
  it('is used by keyboard alone', async () => {
    await page.goto(`${host.url}#`);
    await page.keyboard.press('/');
    await page.keyboard.type('reward models');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Show more' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('section').first().locator('.result').count()).toBeGreaterThan(10);
    const focused = await page.evaluate('document.activeElement.textContent');
    expect((await titles())[10]).toBe(focused);
  });
  it('is accessible, and fits windows from 320 to 1,920 pixels, light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const view of ['', '#q=quantization', '#q=reward%20models%20in%3Anotes']) {
        await page.goto(`${host.url}${view}`);
        await page.reload();
        await page.locator('h2').first().waitFor();
        expect(await axeProblems(page), `${view} ${colorScheme}`).toEqual([]);
        for (const width of [320, 1_280, 1_920]) {
          await page.setViewportSize({ width, height: 900 });
          expect(await scrollsSideways(page), `${view} at ${width}`).toBe(false);
        }
      }
    }
  });
  it('asks nobody but its own host, and has no errors', () => {
    expect(asked.filter((url) => !url.startsWith(host.url) && !url.startsWith('data:'))).toEqual([]);
    expect(errors).toEqual([]);
  });
  it('opens from a disk', async () => {
    await page.goto(`file://${join(folder, 'index.html')}#q=quantization`);
    await expect.poll(status).toContain('about this');
  });
  it('has at most 150 kB of script, gzipped', () => {
    expect(gzipSync(readFileSync(join(folder, 'demo.js'))).length).toBeLessThan(150_000);
  });
});
