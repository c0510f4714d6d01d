import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findPackageRoot } from '../../src/app/package-root.ts';
import { findChromium, openBrowser } from './browser.ts';
import { allScenes, measureScenes } from './draw-all.ts';
import { grown, type Sizes } from './sizes.ts';

const kept = JSON.parse(readFileSync(join(findPackageRoot(), 'docs/pictures/sizes.json'), 'utf8')) as Sizes;
const chromium = findChromium();

it.skipIf(chromium === undefined)('no message has grown by a fifth since its size was kept', async () => {
  const browser = await openBrowser(chromium ?? '');
  try {
    const sizes = await measureScenes(await allScenes(), browser);
    expect(grown(kept, sizes)).toEqual([]);
    for (const platform of ['slack', 'discord'])
      expect(Object.keys(kept[platform] ?? {}).sort(), `npm run pictures -- --keep`).toEqual(
        Object.keys(sizes[platform] ?? {}).sort(),
      );
  } finally {
    await browser.close();
  }
});
