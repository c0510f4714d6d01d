import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebServer } from '../../../../adapters/web/http/server.ts';
import { startDashboard } from '../../../../src/app/run/dashboard.ts';
import { weekdays } from '../../../../src/topics/calendar/schedule.ts';
import { seedCore } from '../../../support/fakes/seed-core.ts';
import { silentLogger } from '../../../support/fakes/silent-logger.ts';
import {
  axeProblems,
  chromiumPath,
  launchBrowser,
  scrollsSideways,
} from '../../../support/web/real-browser.ts';

const chromium = chromiumPath();

describe.skipIf(chromium === undefined)('the dashboard of a bot in a browser (needs Chromium)', () => {
  let core: Awaited<ReturnType<typeof seedCore>>;
  let server: WebServer | undefined;
  let browser: Browser;
  let page: Page;
  const scripts: string[] = [];

  beforeAll(async () => {
    core = await seedCore({ opensStore: true });
    const { store } = await core.services.open();
    const place = { platform: 'slack', workspace: 'T1', channel: 'C1' };
    const now = Date.now();
    await store.savePlace({
      place,
      schedule: { time: '09:00', zone: 'Europe/Berlin', days: weekdays, skips: [] },
      size: 10,
      whenEmpty: 'note',
      owner: 'U1',
      since: now,
      nextAt: now + 3_600_000,
      seen: await store.latestArrival(),
    });
    await store.follow({
      place,
      topic: { kind: 'query', query: '<b>sparse attention' },
      addedBy: 'U1',
      addedAt: now,
      baseline: 0,
    });
    const settings = { host: '127.0.0.1', port: 0, token: '' };
    server = await startDashboard(settings, { ...core, role: 'all', logger: silentLogger });
    browser = await launchBrowser(chromium ?? '');
    page = await browser.newPage();
    page.on('request', (request) => request.resourceType() === 'script' && scripts.push(request.url()));
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await core?.end();
  });

  it('leads from the search to what is similar, by keyboard', async () => {
    await page.goto(server?.url ?? '');
    await page.getByRole('searchbox').fill('quantization');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'year:2025' }).click();
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('quantization year:2025');
    await page
      .getByRole('link', { name: /^Similar to/ })
      .first()
      .focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Similar papers' }).waitFor();
  });
  it('leads to a channel and what it follows', async () => {
    await page.getByRole('link', { name: 'Channels' }).click();
    await page.getByRole('link', { name: 'slack / T1 / C1' }).click();
    await page.getByText('<b>sparse attention').waitFor();
    expect(await page.locator('.calendar li').count()).toBe(35);
  });
  it('is accessible, fits every window, and has no script', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const path of ['', '?q=quantization', '/channels', '/channel?place=slack:T1:C1', '/health']) {
        await page.emulateMedia({ colorScheme });
        await page.goto(`${server?.url}/dashboard${path}`);
        expect(await axeProblems(page), `${path} ${colorScheme}`).toEqual([]);
        for (const width of [320, 1_280, 1_920]) {
          await page.setViewportSize({ width, height: 900 });
          expect(await scrollsSideways(page), `${path} at ${width}`).toBe(false);
        }
        await page.screenshot({ path: `/tmp/dash-${path.replace(/\W/g, '_')}-${colorScheme}.png` });
      }
    expect(scripts).toEqual([]);
  });
});
