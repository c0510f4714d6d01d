import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPackageRoot } from '../../src/app/package-root.ts';
import { type Browser, findChromium, openBrowser } from './browser.ts';
import { allScenes, measureScenes, pageOf, type Scenes, themes, widths } from './draw-all.ts';
import { grown, type Sizes } from './sizes.ts';
import { sideBySide, smallPng } from './small-png.ts';

/**
 * Draws every message into dist/pictures, and says which have grown by a fifth. With `--keep` also replaces what the
 * repository keeps: docs/pictures/README.md.
 */
const root = findPackageRoot();
const kept = join(root, 'docs/pictures');
const all = join(root, 'dist/pictures');
const sizesFile = join(kept, 'sizes.json');

/** Kept as a picture; of the others, sizes alone. */
const worthKeeping =
  /^(?:talk-\w+|search|paper|similar|digest|digest-thread|digest-more|digest-empty|week|week-biology|review|follow-preview|following|help|status|saved|home|link-preview)$/;

async function drawAll(scenes: Scenes, browser: Browser, keep: boolean): Promise<void> {
  rmSync(all, { recursive: true, force: true });
  for (const platform of ['slack', 'discord'] as const) {
    mkdirSync(join(all, platform), { recursive: true });
    if (keep) rmSync(join(kept, platform), { recursive: true, force: true });
    mkdirSync(join(kept, platform), { recursive: true });
    for (const scene of scenes[platform])
      for (const theme of themes)
        for (const width of widths) {
          const { png } = await browser.draw(pageOf(platform, scene, theme), width, { png: true });
          writeFileSync(join(all, platform, `${scene.name}-${theme}-${width}.png`), png);
          const isKept = keep && theme === 'light' && width === 720 && worthKeeping.test(scene.name);
          if (isKept) writeFileSync(join(kept, platform, `${scene.name}.png`), smallPng(png));
        }
  }
}

/** A digest in both apps, for the head of README: 1,280 pixels. */
async function drawWide(scenes: Scenes, browser: Browser): Promise<Buffer> {
  const draw = async (platform: 'slack' | 'discord') => {
    const digest = scenes[platform].find(({ name }) => name === 'digest');
    if (digest === undefined) throw new Error(`${platform} has no picture of a digest`);
    return (await browser.draw(pageOf(platform, digest, 'light'), 640, { png: true })).png;
  };
  return sideBySide(await draw('slack'), await draw('discord'));
}

async function run(command: string, keep: boolean): Promise<void> {
  const scenes = await allScenes();
  const browser = await openBrowser(command);
  try {
    const sizes = await measureScenes(scenes, browser);
    await drawAll(scenes, browser, keep);
    writeFileSync(join(keep ? kept : all, 'wide.png'), await drawWide(scenes, browser));
    const larger = keep ? [] : grown(JSON.parse(readFileSync(sizesFile, 'utf8')) as Sizes, sizes);
    if (keep) writeFileSync(sizesFile, `${JSON.stringify(sizes, null, 2)}\n`);
    console.log(`The pictures are in ${all}.`);
    if (larger.length === 0) return;
    console.log(
      `Grown by more than a fifth:\n${larger.join('\n')}\nIf that is right: npm run pictures -- --keep`,
    );
    process.exitCode = 1;
  } finally {
    await browser.close();
  }
}

const command = findChromium();
if (command === undefined)
  console.log(
    'No Chromium here, so nothing is drawn. On Debian: apt-get install chromium fonts-liberation fonts-noto-color-emoji',
  );
else await run(command, process.argv.includes('--keep'));
