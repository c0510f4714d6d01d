import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../ports/clock-and-logger.ts';
import type { PaperIndex } from '../../ports/index.ts';
import type { StoreLifetime } from '../services/store-lifetime.ts';
import { checkNames, type Inspection, inspect } from './inspect.ts';
import type { Meter } from './meter.ts';

/** Answers a request if it is for one of its paths. @returns whether it was */
export type Routes = (request: IncomingMessage, response: ServerResponse) => boolean;

/** What health, readiness and figures are read from. */
export interface RoutesOptions {
  readonly services: Pick<StoreLifetime, 'state' | 'open' | 'figures' | 'jobs'>;
  readonly index: Pick<PaperIndex, 'size'>;
  readonly meter: Meter;
  readonly clock: Clock;
  /** Jobs should run in this process. */
  readonly runsJobs: boolean;
  /** With it, figures and reasons are for requests with `Authorization: Bearer …` only. */
  readonly token?: string;
  /** Anybody can reach the port, because Slack must: without a token, nobody gets figures or reasons. */
  readonly isPublic: boolean;
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** An answer counts for so long, in milliseconds: however often somebody asks, the database is asked once. */
const keptMs = 2_000;

const text = (status: number, body: string): Reply => ({ status, type: 'text/plain; charset=utf-8', body });

/**
 * | path       | answer                                                                              |
 * |------------|-------------------------------------------------------------------------------------|
 * | `/healthz` | 200 while the process runs                                                          |
 * | `/readyz`  | 200 when all checks are fine, else 503; a line for each check                        |
 * | `/metrics` | figures for Prometheus                                                              |
 */
export function createRoutes(options: RoutesOptions): Routes {
  const { services, index, meter, clock, runsJobs } = options;
  const startedAt = clock.now();
  let last: { readonly at: number; readonly inspection: Promise<Inspection> } | undefined;
  const look = () => {
    const now = performance.now();
    if (last === undefined || now - last.at >= keptMs)
      last = { at: now, inspection: inspect(services, { clock, startedAt, runsJobs }) };
    return last.inspection;
  };
  const paths: Readonly<Record<string, (mayKnow: boolean) => Promise<Reply>>> = {
    '/healthz': async () => text(200, 'ok\n'),
    async '/readyz'(mayKnow) {
      const { problems } = await look();
      const isReady = Object.keys(problems).length === 0;
      const lines = checkNames.map((name) => `${name}: ${problems[name] ?? 'ok'}`);
      const verdict = isReady ? 'ready' : 'not ready';
      return text(isReady ? 200 : 503, `${[verdict, ...(mayKnow ? lines : [])].join('\n')}\n`);
    },
    async '/metrics'(mayKnow) {
      if (!mayKnow) return text(401, 'METRICS_TOKEN is needed.\n');
      return { status: 200, type: meter.contentType, body: await meter.print(await look(), index) };
    },
  };
  const mayKnow = ({ headers }: IncomingMessage) =>
    options.token === undefined
      ? !options.isPublic
      : isSame(headers.authorization, `Bearer ${options.token}`);

  return (request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    const answer = Object.hasOwn(paths, path) ? paths[path] : undefined;
    if (answer === undefined) return false;
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const reply = isRead ? answer(mayKnow(request)) : Promise.resolve(text(405, 'Only GET works here.\n'));
    reply
      .catch(() => text(500, 'This could not be found out.\n'))
      .then(({ status, type, body }) => {
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
        response.end(request.method === 'HEAD' ? undefined : body);
      });
    return true;
  };
}

/** Compares in a time that does not depend on where the texts differ. */
function isSame(given: string | undefined, expected: string): boolean {
  const digest = (part: string) => createHash('sha256').update(part).digest();
  return given !== undefined && timingSafeEqual(digest(given), digest(expected));
}
