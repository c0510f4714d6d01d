import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openVectorFile } from '../../../../adapters/embed/vector-file.ts';
import type { WebServer } from '../../../../adapters/web/http/server.ts';
import { seedVectorsName } from '../../../../src/app/compose/core.ts';
import { findPackageRoot } from '../../../../src/app/package-root.ts';
import { startDashboard } from '../../../../src/app/run/dashboard.ts';
import type { PaperIndex } from '../../../../src/ports/index.ts';
import { weekdays } from '../../../../src/topics/calendar/schedule.ts';
import { seedCore } from '../../../support/fakes/seed-core.ts';
import { silentLogger } from '../../../support/fakes/silent-logger.ts';
import {
  axeProblems,
  chromiumPath,
  launchBrowser,
  openPage,
  scrollsSideways,
} from '../../../support/web/real-browser.ts';

const chromium = chromiumPath();
/** A folder: what was seen is kept there. */
const pictures = process.env['PICTURES'];

/** As at a start with a model. */
async function putSeedVectors(index: PaperIndex): Promise<void> {
  const store = openVectorFile(join(findPackageRoot(), 'seeds', seedVectorsName));
  const passages = await index.passages(await index.withoutVector());
  const stored = await store.vectors(
    'all-MiniLM-L6-v2',
    passages.map(({ key }) => key),
  );
  const vectors = new Map(stored.map(({ key, vector }) => [key, vector]));
  await index.putVectors(
    passages.flatMap(({ id, key }) => {
      const vector = vectors.get(key);
      return vector === undefined ? [] : { id, key, vector };
    }),
  );
}

describe.skipIf(chromium === undefined)('the dashboard of a bot in a browser (needs Chromium)', () => {
  let core: Awaited<ReturnType<typeof seedCore>>;
  let server: WebServer | undefined;
  let browser: Browser;
  let page: Page;
  const scripts: string[] = [];
  const picture = async (name: string, fullPage = true) => {
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage });
  };

  beforeAll(async () => {
    core = await seedCore({ opensStore: true });
    await putSeedVectors(core.index);
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
    for (const query of ['<b>sparse attention', 'scaling laws', 'reasoning', 'vision'])
      await store.follow({
        place,
        topic: { kind: 'query', query },
        addedBy: 'U1',
        addedAt: now,
        baseline: 0,
      });
    const placeName = async () => ({ channel: '#papers', workspace: 'Lab' });
    const messengerOf = () => ({ placeName });
    const settings = { host: '127.0.0.1', port: 0, token: '' };
    server = await startDashboard(settings, { ...core, role: 'all', messengerOf, logger: silentLogger });
    browser = await launchBrowser(chromium ?? '');
    page = await openPage(browser);
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
    await page.getByRole('link', { name: '#papers (Slack, Lab)' }).click();
    await page.getByText('<b>sparse attention').waitFor();
    expect(await page.locator('.calendar li').count()).toBe(35);
  });
  it('draws the map, on which a topic is chosen by a line and by keys, and followed', async () => {
    await page.goto(`${server?.url}/dashboard/map`);
    const canvas = page.locator('#map');
    await canvas.waitFor();
    const box = await canvas.boundingBox();
    if (box === null) throw new Error('the map cannot be seen');
    const corners = [
      [0.02, 0.02],
      [0.98, 0.02],
      [0.98, 0.98],
      [0.02, 0.98],
    ] as const;
    for (const [i, [x, y]] of corners.entries()) {
      await page.mouse.move(box.x + x * box.width, box.y + y * box.height);
      if (i === 0) await page.mouse.down();
    }
    await page.mouse.up();
    await page.getByRole('heading', { name: '298 papers chosen' }).waitFor();
    // Zoomed in, the same line holds what is seen alone; a drag with Shift moves the map and chooses nothing.
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.wheel(0, -600);
    await expect.poll(() => page.locator('#map-all').isEnabled()).toBe(true);
    for (const [i, [x, y]] of corners.entries()) {
      await page.mouse.move(box.x + x * box.width, box.y + y * box.height);
      if (i === 0) await page.mouse.down();
    }
    await page.mouse.up();
    const chosen = page.locator('#chosen-count');
    await expect.poll(() => chosen.textContent()).not.toBe('298 papers chosen');
    const seen = await chosen.textContent();
    expect(Number(seen?.split(' ')[0])).toBeGreaterThan(0);
    await page.keyboard.down('Shift');
    await page.mouse.move(box.x + 200, box.y + 200);
    await page.mouse.down();
    await page.mouse.move(box.x + 300, box.y + 260, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    expect(await chosen.textContent()).toBe(seen);
    await picture('map-zoomed', false);
    await canvas.focus();
    await page.keyboard.press('0');
    expect(await page.locator('#map-all').isDisabled()).toBe(true);
    await page.keyboard.press('+');
    await page.getByRole('button', { name: 'Zoom out' }).click();
    expect(await page.locator('#map-all').isDisabled()).toBe(true);
    const area = page.locator('#map-areas button').first();
    await area.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^\d\d? papers chosen$/ }).waitFor();
    await expect.poll(() => page.getByLabel('Topic').inputValue()).not.toBe('');
    const topic = await page.getByLabel('Topic').inputValue();
    await page.setViewportSize({ width: 1_280, height: 1_330 });
    await page.evaluate('scrollTo(0, 0)');
    await picture('map', false);
    await page.getByRole('button', { name: 'Follow' }).click();
    await page.locator('#followed', { hasText: 'I now follow' }).waitFor();
    await page.getByRole('link', { name: 'Channels' }).click();
    await page.getByText(topic).waitFor();
  });
  it('is accessible, fits every window, and has a script on the map alone', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const path of [
        '',
        '?q=quantization',
        '/map',
        '/topics',
        '/channels',
        '/channel?place=slack:T1:C1',
        '/health',
      ]) {
        await page.emulateMedia({ colorScheme });
        await page.goto(`${server?.url}/dashboard${path}`);
        if (path === '/map') await page.locator('#map-areas button').first().click();
        expect(await axeProblems(page), `${path} ${colorScheme}`).toEqual([]);
        for (const width of [320, 360, 720, 1_280, 1_920]) {
          await page.setViewportSize({ width, height: 900 });
          expect(await scrollsSideways(page), `${path} at ${width}`).toBe(false);
          if (width < 1_900) await picture(`dash${path.replace(/\W/g, '_')}-${colorScheme}-${width}`);
        }
      }
    expect(new Set(scripts.map((url) => new URL(url).pathname))).toEqual(
      new Set(['/static/map.js', '/static/map-view.js']),
    );
  });
});
