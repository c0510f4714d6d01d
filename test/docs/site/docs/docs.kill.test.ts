import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildDocs } from '../../../../docs/site/docs/build-docs.ts';
import {
  axeProblems,
  chromiumPath,
  launchBrowser,
  openPage,
  scrollsSideways,
} from '../../../support/web/real-browser.ts';

const chromium = chromiumPath();

it.skipIf(chromium === undefined)('pages are accessible and fit any window (needs Chromium)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-docs-'));
  const browser = await launchBrowser(chromium ?? '');
  try {
    await buildDocs(folder);
    const page = await openPage(browser);
    for (const colorScheme of ['light', 'dark'] as const)
      for (const name of [
        'index',
        'settings',
        'architecture',
        'query-language',
        'decisions/28-words-and-meaning',
      ]) {
        await page.emulateMedia({ colorScheme });
        await page.goto(`file://${join(folder, 'docs', `${name}.html`)}`);
        expect(await axeProblems(page), `${name} ${colorScheme}`).toEqual([]);
        for (const width of [320, 1_280, 1_920]) {
          await page.setViewportSize({ width, height: 900 });
          expect(await scrollsSideways(page), `${name} at ${width}`).toBe(false);
        }
      }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
