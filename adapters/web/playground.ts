import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import type { Router } from '../../src/commands/router.ts';
import { defined } from '../../src/defined.ts';
import type { Clock } from '../../src/ports/clock-and-logger.ts';
import type { Place } from '../../src/topics/place.ts';
import { readBody } from './http/read-body.ts';
import type { WebEnv } from './http/safety.ts';
import type { Interact } from './interact/lines.ts';
import { playgroundPage } from './playground-page.ts';
import { behindHtml, type LastDigest } from './render/behind.ts';
import { timeHtml } from './render/html.ts';
import { messagesHtml, payloadHtml } from './render/messages.ts';
import type { Skin } from './skin.ts';
import { type Channel, filesOf, type Workspace } from './workspace.ts';

/**
 * | step | |
 * |---|---|
 * | `morning` | goes to the next digest that is due anywhere |
 * | `late` | as if the bot had not run until five hours after that |
 * | `week` | seven days, in which everything happens as it is due |
 * | `review` | goes to the next digest that brings a review of the week |
 */
const timeSteps = ['morning', 'late', 'week', 'review'] as const;
/** A step of `timeSteps`. */
export type TimeStep = (typeof timeSteps)[number];

/** What the pages are about. */
export interface Playground {
  readonly workspace: Workspace;
  readonly skins: readonly Skin[];
  /** IANA zone of the person. */
  readonly zone: string;
  readonly clock: Clock;
  readonly router: Router;
  readonly interact: Interact;
  placeOf(channel: string): Place;
  /** Moves the playground's clock, and does what is due on the way. @returns why it does not move, in one sentence */
  move(step: TimeStep): Promise<string | undefined>;
  /** In milliseconds since 1970; undefined where none is due. */
  nextDigest(channel: string): Promise<number | undefined>;
  /** Undefined before the first. */
  lastDigest(channel: string): Promise<LastDigest | undefined>;
  close(): Promise<void>;
}

const text = z.string().max(2_100);
const skinName = z.enum(['slack', 'discord']);
const said = z.object({ channel: text, text: text.trim().min(1), skin: skinName, thread: text.optional() });
const pressed = z.object({ message: text, press: z.string().max(4_000), skin: skinName });
const submitted = z.object({
  channel: text,
  command: text,
  fields: z.record(text, z.string().max(4_000)),
});
const moved = z.object({ step: z.enum(timeSteps) });

const maxCompletions = 12;
/** Milliseconds between two signs of life on a stream, which tell the server that the browser has gone. */
const aliveMs = 20_000;

/**
 * The pages of the playground.
 * @param channels of the page, which comes at once: what is in them comes when the playground is open
 * @param open opens it at the first visit; later visits get the same
 */
export function playgroundApp(channels: readonly Channel[], open: () => Promise<Playground>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const skinOf = ({ skins }: Playground, name: string | undefined): Skin => {
    const skin = skins.find((each) => each.name === name) ?? skins[0];
    if (skin === undefined) throw new Error('no skin was passed');
    return skin;
  };

  app.get('/', (c) => c.html(playgroundPage(channels, c.get('csrf'))));

  app.get('/messages/:channel', async (c) => {
    const playground = await open();
    const { skin, thread } = c.req.query();
    const { workspace, zone } = playground;
    const shown = messagesHtml(workspace, c.req.param('channel'), {
      skin: skinOf(playground, skin),
      zone,
      ...defined({ thread }),
    });
    return c.html(shown);
  });

  app.get('/now/:channel', async (c) => {
    const { clock, zone, nextDigest } = await open();
    const next = await nextDigest(c.req.param('channel'));
    const due = next === undefined ? 'none' : html`${raw(timeHtml(next / 1_000, 'moment', zone))}`;
    return c.html(
      html`<p>It is <b>${raw(timeHtml(clock.now() / 1_000, 'moment', zone))}</b> here.</p><p>Next digest in this channel: ${due}</p>`,
    );
  });

  app.get('/behind/:channel', async (c) => {
    const { lastDigest } = await open();
    return c.html(behindHtml(await lastDigest(c.req.param('channel'))));
  });

  app.get('/file/:message/:number', async (c) => {
    const message = (await open()).workspace.find(c.req.param('message'));
    const file = message && filesOf(message)[Number(c.req.param('number'))];
    if (file === undefined) return c.notFound();
    return c.body(file.text, 200, {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    });
  });

  app.get('/payload/:id', async (c) => {
    const playground = await open();
    const message = playground.workspace.find(c.req.param('id'));
    if (message === undefined) return c.notFound();
    return c.html(payloadHtml(message, skinOf(playground, c.req.query('skin'))));
  });

  app.get('/complete', async (c) => {
    const { router, placeOf } = await open();
    const { line = '', channel = '' } = c.req.query();
    return c.json(await router.complete(line.slice(0, 2_000), maxCompletions, placeOf(channel)));
  });

  app.get('/suggest', async (c) => {
    const { router, placeOf } = await open();
    const { command = '', option = '', text: typed = '', channel = '' } = c.req.query();
    const found = await router.suggest(
      command,
      option,
      typed.slice(0, 2_000),
      maxCompletions,
      placeOf(channel),
    );
    return c.json(found);
  });

  app.get('/events', async (c) => {
    const { workspace } = await open();
    return streamSSE(c, async (stream) => {
      const end = workspace.listen((channel) => void stream.writeSSE({ event: 'changed', data: channel }));
      stream.onAbort(end);
      while (!stream.aborted && !stream.closed) {
        await stream.writeSSE({ event: 'alive', data: '' });
        await stream.sleep(aliveMs);
      }
      end();
    });
  });

  app.post('/say', async (c) => {
    const body = await readBody(c, said);
    if (body === undefined) return c.text('That is not a message.\n', 400);
    const playground = await open();
    if (!playground.workspace.isChannel(body.channel)) return c.notFound();
    const skin = skinOf(playground, body.skin);
    return c.json(await playground.interact.say(body.channel, body.text, skin, body.thread));
  });

  app.post('/press', async (c) => {
    const body = await readBody(c, pressed);
    if (body === undefined) return c.text('That is not a button.\n', 400);
    const playground = await open();
    const message = playground.workspace.find(body.message);
    if (message === undefined) return c.notFound();
    return c.json(await playground.interact.press(message, body.press, skinOf(playground, body.skin)));
  });

  app.post('/submit', async (c) => {
    const body = await readBody(c, submitted);
    if (body === undefined) return c.text('That is not a form.\n', 400);
    const { workspace, interact } = await open();
    if (!workspace.isChannel(body.channel)) return c.notFound();
    return c.json(await interact.submit(body.channel, body.command, body.fields));
  });

  app.post('/time', async (c) => {
    const body = await readBody(c, moved);
    if (body === undefined) return c.text('Time does not move like that.\n', 400);
    const problem = await (await open()).move(body.step);
    return c.json(defined({ problem }));
  });

  return app;
}
