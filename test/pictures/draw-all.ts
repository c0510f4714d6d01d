import type { Browser } from './browser.ts';
import { discordPage } from './discord-page.ts';
import { createDiscordPlatform } from './discord-platform.ts';
import type { Theme } from './page.ts';
import type { PlatformName } from './platform.ts';
import { drawScenes, type Scene } from './scenes.ts';
import { countParts, countWords, type Size, type Sizes } from './sizes.ts';
import { slackPage } from './slack-page.ts';
import { createSlackPlatform } from './slack-platform.ts';
import { openWorld } from './world.ts';

const platforms = { slack: createSlackPlatform, discord: createDiscordPlatform };
const pages = { slack: slackPage, discord: discordPage };

export const widths = [720, 360] as const;
export const themes: readonly Theme[] = ['light', 'dark'];

export type Scenes = Readonly<Record<PlatformName, readonly Scene[]>>;

/** Every message of both platforms. */
export async function allScenes(): Promise<Scenes> {
  const [slack, discord] = [await scenesOf('slack'), await scenesOf('discord')];
  return { slack, discord };
}

async function scenesOf(platform: PlatformName): Promise<Scene[]> {
  const world = await openWorld(platforms[platform]);
  try {
    return await drawScenes(world);
  } finally {
    await world.close();
  }
}

export const pageOf = (platform: PlatformName, { payloads }: Scene, theme: Theme): string =>
  pages[platform](payloads, theme);

/** How large each message is. */
export async function measureScenes(scenes: Scenes, browser: Browser): Promise<Sizes> {
  const sizes: Record<string, Record<string, Size>> = {};
  for (const platform of ['slack', 'discord'] as const) {
    const own: Record<string, Size> = {};
    for (const scene of scenes[platform]) {
      const page = pageOf(platform, scene, 'light');
      const { height, text } = await browser.draw(page, 720);
      const { height: narrow } = await browser.draw(page, 360);
      own[scene.name] = { height, narrow, ...countParts(scene.payloads), words: countWords(text) };
    }
    sizes[platform] = own;
  }
  return sizes;
}
