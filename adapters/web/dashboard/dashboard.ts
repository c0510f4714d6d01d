import { Hono } from 'hono';
import { z } from 'zod';
import { defined } from '../../../src/defined.ts';
import type { Clock } from '../../../src/ports/clock-and-logger.ts';
import type { PaperIndex } from '../../../src/ports/index.ts';
import { parseLocalDate } from '../../../src/topics/calendar/local-date.ts';
import { type Place, readPlaceKey } from '../../../src/topics/place.ts';
import { readBody } from '../http/read-body.ts';
import type { WebEnv } from '../http/safety.ts';
import type { WebPages } from '../http/server.ts';
import type { PaperMap } from '../map/paper-map.ts';
import { channelContent, channelsContent, digestContent, savedFile } from './channels.ts';
import type { Opened } from './followed.ts';
import { type Health, healthContent } from './health.ts';
import { dashboardPage } from './layout.ts';
import { mapContent } from './map.ts';
import { mapData, topicFor } from './map-data.ts';
import type { ReadNames } from './place-names.ts';
import { searchContent } from './search.ts';
import { topicsContent } from './topics.ts';

/** What the pages of the dashboard show, and what they ask. */
export interface DashboardDeps {
  readonly index: PaperIndex;
  readonly map: PaperMap;
  readonly clock: Clock;
  readonly names: ReadNames;
  /** @throws StoreError saying what is wrong, without a password */
  opened(): Promise<Opened>;
  /** Never throws. */
  health(): Promise<Health>;
  /** Lets a channel follow a topic, as its operator. Never throws. @returns what became of it, in a sentence or two */
  follow(place: Place, topic: string): Promise<string>;
}

/** The way to the dashboard from the start page, to which people come when they have signed in. */
export const dashboardStart: WebPages = {
  path: '/',
  app: new Hono<WebEnv>().get('/', (c) => c.redirect('/dashboard')),
};

/**
 * The pages of who runs the bot.
 * @param open called by each request
 */
export const dashboardPages = (open: () => Promise<DashboardDeps>): WebPages => ({
  path: '/dashboard',
  app: new Hono<WebEnv>().route('/', readingPages(open)).route('/', mapPages(open)),
});

function readingPages(open: () => Promise<DashboardDeps>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/', async (c) => {
    const { q, page, similar } = c.req.query();
    const { index } = await open();
    return c.html(
      dashboardPage('/dashboard', 'Search', await searchContent(index, defined({ q, page, similar }))),
    );
  });
  app.get('/topics', async (c) => {
    const { opened, clock } = await open();
    const content = await topicsContent(await opened(), clock.now());
    return c.html(dashboardPage('/dashboard/topics', 'Topics', content));
  });
  app.get('/channels', async (c) => {
    const { opened, names } = await open();
    const content = await channelsContent((await opened()).store, names);
    return c.html(dashboardPage('/dashboard/channels', 'Channels', content));
  });
  app.get('/channel', async (c) => {
    const place = readPlaceKey(c.req.query('place') ?? '');
    const { opened, index, clock, names } = await open();
    const content = place && (await channelContent(place, (await opened()).store, index, clock.now()));
    if (place === undefined || content === undefined) return c.notFound();
    return c.html(dashboardPage('/dashboard/channels', (await names([place]))(place), content));
  });
  app.get('/digest', async (c) => {
    const { place: key = '', date = '' } = c.req.query();
    const [place, day] = [readPlaceKey(key), parseLocalDate(date)];
    const { opened, names } = await open();
    const content = place && day && (await digestContent(place, day, (await opened()).store, names));
    if (!content) return c.notFound();
    return c.html(dashboardPage('/dashboard/channels', `Digest of ${date}`, content));
  });
  app.get('/saved', async (c) => {
    const { place: key = '', format = '' } = c.req.query();
    const place = readPlaceKey(key);
    const { opened, index, names } = await open();
    const file = place && (await savedFile(place, format, (await opened()).store, index, names));
    if (file === undefined) return c.notFound();
    return c.body(file.text, 200, {
      'content-type': `${file.type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${file.name}"`,
    });
  });
  app.get('/health', async (c) => {
    const { health, clock } = await open();
    return c.html(dashboardPage('/dashboard/health', 'Health', healthContent(await health(), clock.now())));
  });
  return app;
}

const chosen = z.object({ ids: z.array(z.string().max(200)).min(1).max(500) });
const wanted = z.object({ place: z.string().max(1_000), topic: z.string().trim().min(1).max(2_000) });

/** The map has a script, and the one thing that can be changed: a channel follows a topic. */
function mapPages(open: () => Promise<DashboardDeps>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/map', async (c) => {
    const { opened, names } = await open();
    const content = await mapContent(await opened(), names);
    return c.html(
      dashboardPage('/dashboard/map', 'Map', content, { scripts: ['map.js'], csrf: c.get('csrf') }),
    );
  });
  app.get('/map.json', async (c) => {
    const { map, index, opened } = await open();
    return c.json(await mapData(map, index, await opened()));
  });
  app.post('/map/topic', async (c) => {
    const body = await readBody(c, chosen);
    if (body === undefined) return c.text('Those are no papers.\n', 400);
    const { map, index } = await open();
    return c.json(defined({ topic: await topicFor(body.ids, map, index) }));
  });
  app.post('/follow', async (c) => {
    const body = await readBody(c, wanted);
    const place = readPlaceKey(body?.place ?? '');
    if (body === undefined || place === undefined) return c.text('Choose a channel and a topic.\n', 400);
    return c.json({ said: await (await open()).follow(place, body.topic) });
  });
  return app;
}
