import { Hono } from 'hono';
import { defined } from '../../../src/defined.ts';
import type { Clock } from '../../../src/ports/clock-and-logger.ts';
import type { PaperIndex } from '../../../src/ports/index.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { parseLocalDate } from '../../../src/topics/calendar/local-date.ts';
import { readPlaceKey } from '../../../src/topics/place.ts';
import type { WebEnv } from '../http/safety.ts';
import type { WebPages } from '../http/server.ts';
import { channelContent, channelsContent, digestContent, savedFile } from './channels.ts';
import { type Health, healthContent } from './health.ts';
import { dashboardPage } from './layout.ts';
import { searchContent } from './search.ts';

export interface DashboardDeps {
  readonly index: PaperIndex;
  readonly clock: Clock;
  /** @throws StoreError saying what is wrong, without a password */
  store(): Promise<Store>;
  /** Never throws. */
  health(): Promise<Health>;
}

/** The way to the dashboard from the start page, to which people come when they have signed in. */
export const dashboardStart: WebPages = {
  path: '/',
  app: new Hono<WebEnv>().get('/', (c) => c.redirect('/dashboard')),
};

/**
 * The pages of who runs the bot. Every request but following a topic is a GET.
 * @param open called by each request
 */
export const dashboardPages = (open: () => Promise<DashboardDeps>): WebPages => ({
  path: '/dashboard',
  app: dashboardApp(open),
});

function dashboardApp(open: () => Promise<DashboardDeps>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/', async (c) => {
    const { q, page, similar } = c.req.query();
    const { index } = await open();
    return c.html(
      dashboardPage('/dashboard', 'Search', await searchContent(index, defined({ q, page, similar }))),
    );
  });
  app.get('/channels', async (c) => {
    const { store } = await open();
    return c.html(dashboardPage('/dashboard/channels', 'Channels', await channelsContent(await store())));
  });
  app.get('/channel', async (c) => {
    const place = readPlaceKey(c.req.query('place') ?? '');
    const { store, index, clock } = await open();
    const content = place && (await channelContent(place, await store(), index, clock.now()));
    if (content === undefined) return c.notFound();
    return c.html(dashboardPage('/dashboard/channels', 'Channel', content));
  });
  app.get('/digest', async (c) => {
    const { place: key = '', date = '' } = c.req.query();
    const [place, day] = [readPlaceKey(key), parseLocalDate(date)];
    const { store } = await open();
    const content = place && day && (await digestContent(place, day, await store()));
    if (!content) return c.notFound();
    return c.html(dashboardPage('/dashboard/channels', `Digest of ${date}`, content));
  });
  app.get('/saved', async (c) => {
    const { place: key = '', format = '' } = c.req.query();
    const place = readPlaceKey(key);
    if (place === undefined) return c.notFound();
    const { store, index } = await open();
    const { name, type, text } = await savedFile(place, format, await store(), index);
    return c.body(text, 200, {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${name}"`,
    });
  });
  app.get('/health', async (c) => {
    const { health, clock } = await open();
    return c.html(dashboardPage('/dashboard/health', 'Health', healthContent(await health(), clock.now())));
  });
  return app;
}
