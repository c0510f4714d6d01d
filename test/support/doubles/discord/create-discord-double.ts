import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { giveUpAfterMs } from '../../until.ts';
import { watchStalls } from '../watch-stalls.ts';
import { type Call, createChannelRoutes } from './channel-routes.ts';
import { type CommandNode, commandProblems } from './check-commands.ts';
import { createGateway, guildPayload } from './gateway.ts';
import { createInteractions } from './interactions.ts';
import type { BodyCheck } from './open-api.ts';
import { createRateLimits, discordLimits, type LimitSettings } from './rate-limits.ts';
import { readBody } from './read-body.ts';
import { Refusal, refuse } from './refusal.ts';
import { createSender } from './send-interaction.ts';
import { createWorld } from './world.ts';

export const token = 'MTIz.fake.token';

export interface DoubleOptions {
  readonly now?: () => number;
  readonly limits?: Partial<LimitSettings>;
  /** Milliseconds before each request is answered. Default 0. */
  readonly latencyMs?: number;
  readonly heartbeatMs?: number;
  /** Milliseconds for which a nonce is remembered; 0 never recognises one. Default 5 minutes. */
  readonly nonceMs?: number;
  /** Bodies with problems are refused; without it all are taken. */
  readonly check?: BodyCheck;
}

/** A fault for the next matching requests. */
export interface Fault {
  readonly method: string;
  readonly path: RegExp;
  /** Whether the request takes effect: not `before`, but `after`. */
  readonly when: 'before' | 'after';
  /** Given instead of Discord's answer; `drop` breaks the connection. */
  readonly answer:
    | { readonly status: number; readonly body?: object; readonly headers?: Record<string, string> }
    | 'drop';
  times: number;
}

/** Discord remembers nonces for "the past few minutes" (docs.discord.com, resources/message). */
const nonceMs = 5 * 60_000;

/** A double of Discord: REST and gateway, with state. It refuses what Discord refuses. */
export async function createDiscordDouble(options: DoubleOptions = {}) {
  const now = options.now ?? Date.now;
  const world = createWorld(now);
  const limits = createRateLimits({ ...discordLimits, ...options.limits }, now);
  const faults: Fault[] = [];
  const calls: Call[] = [];
  const counts = { limited: 0, invalid: 0, dropped: 0 };
  /** Bodies that Discord would not accept; empty at the end of a good test. */
  const violations: string[] = [];
  const waiting = new Set<() => void>();
  const settled = () => {
    for (const wake of [...waiting]) wake();
  };
  const registered = new Map<string, object[]>();
  let validToken = token;

  const channels = createChannelRoutes(world, now, options.nonceMs ?? nonceMs);
  const stalls = watchStalls();
  const interactions = createInteractions(world, () => now() - stalls.lostMs(), settled);
  const server = createServer((request, response) => {
    void serve(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const gatewayUrl = `ws://127.0.0.1:${port}/gateway`;
  const gateway = createGateway(server, world, {
    token,
    url: () => gatewayUrl,
    heartbeatMs: options.heartbeatMs ?? 41_250,
  });

  const commandsAt = (call: Call) => {
    if (call.method === 'PUT') {
      const problems = commandProblems(call.body as CommandNode[]);
      if (problems.length > 0) throw refuse.invalidBody(problems.join('; '));
      registered.set(call.path, call.body as object[]);
    }
    return (registered.get(call.path) ?? []).map((each, i) => ({ ...each, id: String(i), version: '1' }));
  };
  const routes: readonly [string, RegExp, (call: Call, ...ids: string[]) => unknown][] = [
    ...channels.routes,
    ...interactions.routes,
    [
      'GET',
      /^\/gateway\/bot$/,
      () => ({
        url: gatewayUrl,
        shards: 1,
        session_start_limit: { total: 1_000, remaining: 999, reset_after: 86_400_000, max_concurrency: 1 },
      }),
    ],
    ['GET', /^\/users\/@me$/, () => ({ id: world.me, username: 'Paperboy', bot: true })],
    ['GET', /^\/applications\/@me$/, () => ({ id: world.me, name: 'Paperboy' })],
    ['GET', /^\/applications\/\d+\/(?:guilds\/\d+\/)?commands$/, commandsAt],
    ['PUT', /^\/applications\/\d+\/(?:guilds\/\d+\/)?commands$/, commandsAt],
    [
      'GET',
      /^\/applications\/\d+\/guilds\/(\d+)\/commands\/permissions$/,
      (_call, id = '') => permissionsIn(id),
    ],
    ['GET', /^\/guilds\/(\d+)$/, (_call, id = '') => guildOf(id)],
    [
      'GET',
      /^\/guilds\/(\d+)\/members\/(\d+)$/,
      (_call, id = '', user = '') => {
        const roles = user === world.me ? guildOf(id).botRoles : guildOf(id).members?.[user];
        if (roles === undefined) throw refuse.unknownMember();
        return { user: { id: user }, roles };
      },
    ],
  ];

  type Permission = { id: string; type: 1 | 2 | 3; permission: boolean };
  /** A server's own settings for the command for changes. */
  const commandPermissions = new Map<string, Permission[]>();
  /** A server's own settings for the whole application. */
  const applicationPermissions = new Map<string, Permission[]>();
  const permissionsIn = (guild: string) => {
    const of = (id: string, permissions: Permission[] | undefined) =>
      permissions === undefined ? [] : [{ id, application_id: world.me, guild_id: guild, permissions }];
    const all = [...registered.values()].at(-1) as readonly { name: string }[] | undefined;
    const changes = String(all?.findIndex(({ name }) => name === 'papers-admin') ?? -1);
    return [
      ...of(changes, commandPermissions.get(guild)),
      ...of(world.me, applicationPermissions.get(guild)),
    ];
  };

  const guildOf = (id: string) => {
    const guild = world.guilds.get(id);
    if (guild === undefined || guild.gone) throw refuse.unknownGuild();
    return guild;
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://discord');
    const path = decodeURIComponent(url.pathname).replace(/^\/api\/v10/, '');
    const method = request.method ?? 'GET';
    // Counted on arrival, before the latency.
    const limit = limits(method, path);
    const { body, files } = await readBody(request);
    const call: Call = { method, path, query: url.searchParams, body, files };
    if (options.latencyMs) await new Promise((resolve) => setTimeout(resolve, options.latencyMs));
    calls.push(call);
    if (limit.limited) {
      counts.limited += 1;
      const { retryAfter, global } = limit.limited;
      return reply(
        response,
        429,
        { message: 'You are being rate limited.', retry_after: retryAfter, global },
        limit.headers,
      );
    }
    const before = takeFault(call, 'before');
    if (before !== undefined) return fail(response, before);
    const [status, result] = answer(call, request.headers.authorization);
    const after = takeFault(call, 'after');
    if (after !== undefined) return fail(response, after);
    reply(response, status, result, limit.headers);
  }

  function answer(call: Call, authorization: string | undefined): [number, unknown] {
    try {
      const isOpen = /^\/(interactions|webhooks)\//.test(call.path);
      if (!isOpen && authorization !== `Bot ${validToken}`) throw refuse.unauthorized();
      if (call.body !== undefined) checkBody(call);
      for (const [method, pattern, handle] of routes) {
        const match = method === call.method ? pattern.exec(call.path) : null;
        if (match === null) continue;
        const result = handle(call, ...match.slice(1));
        return result === undefined ? [204, undefined] : [200, result];
      }
      throw refuse.notFound();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === 50_035) violations.push(`${call.method} ${call.path}: ${error.message}`);
      return [error.status, { code: error.code, message: error.message }];
    }
  }

  function checkBody({ method, path, body }: Call): void {
    const problems = options.check?.problems(method, path, body) ?? [];
    if (problems.length > 0) throw refuse.invalidBody(problems.join('; '));
  }

  function takeFault({ method, path }: Call, when: Fault['when']): Fault | undefined {
    const fault = faults.find(
      (each) => each.when === when && each.times > 0 && each.method === method && each.path.test(path),
    );
    if (fault !== undefined) fault.times -= 1;
    return fault;
  }

  function fail(response: ServerResponse, { answer: trouble }: Fault): void {
    if (trouble === 'drop') {
      counts.dropped += 1;
      response.destroy();
    } else reply(response, trouble.status, trouble.body ?? { message: 'trouble' }, trouble.headers ?? {});
  }

  function reply(
    response: ServerResponse,
    status: number,
    body: unknown,
    headers: Record<string, string>,
  ): void {
    if ([401, 403, 429].includes(status)) counts.invalid += 1;
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    response.writeHead(status, { ...type, date: new Date(now()).toUTCString(), ...headers });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  }

  return {
    /** For `DISCORD_API_URL`. */
    url: `http://127.0.0.1:${port}/api`,
    world,
    gateway,
    interactions,
    channels,
    calls,
    counts,
    violations,
    registered,
    commandPermissions,
    applicationPermissions,
    ...createSender(world, gateway, interactions),
    fault: (fault: Omit<Fault, 'times'> & { times?: number }) => faults.push({ times: 1, ...fault }),
    revokeToken: () => {
      validToken = 'another';
    },
    /** Waits for a result, however long it takes; asks again after each answer to an interaction and every 5 ms. */
    async until<T>(test: () => T | undefined | false): Promise<T> {
      const end = Date.now() + giveUpAfterMs;
      for (;;) {
        const found = test();
        if (found) return found;
        if (Date.now() > end) throw new Error(`It never holds: ${test}`);
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, 5);
          waiting.add(() => {
            clearTimeout(timer);
            resolve();
          });
        });
        waiting.clear();
      }
    },
    guildPayload: (id: string) => guildPayload(world, id),
    async stop() {
      stalls.end();
      await gateway.stop();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export type DiscordDouble = Awaited<ReturnType<typeof createDiscordDouble>>;
