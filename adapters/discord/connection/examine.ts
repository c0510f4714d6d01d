import { Routes } from 'discord.js';
import { type Finding, fine, judgeChannels, judgeClock, problem, warning } from '../../../src/finding.ts';
import { createCachedRead } from '../deliver/channel.ts';
import { readProblems } from '../deliver/preflight.ts';
import { createPostRest } from './rest.ts';

const timeoutMs = 10_000;
/** Discord allows so many connections to be begun a day. */
const fewStarts = 50;
/** From so many servers on, one for each thousand, several processes are wise; Discord refuses one connection for 2,500. */
const manyServers = 2_000;

interface ExamineOptions {
  readonly token: string;
  readonly apiUrl?: string;
  /** Processes that share the servers, as set. */
  readonly shards?: number;
  readonly now?: () => number;
  /** Ids of channels that digests go to. Default: none are looked at. */
  readonly channels?: readonly string[];
}

interface GatewayBot {
  readonly shards: number;
  readonly session_start_limit: { readonly total?: number; readonly remaining?: number };
}

/** Looks whether Discord takes the token, and lets the bot connect. Changes nothing there. */
export async function examineDiscord(options: ExamineOptions): Promise<Finding[]> {
  const { now = Date.now, channels = [] } = options;
  try {
    const me = await ask<{ id?: string; username?: string }>(Routes.user('@me'), options);
    const clock = judgeClock('Discord', me.date, now());
    const about = 'Discord’s token';
    if (me.status === 401)
      return [
        ...clock,
        problem(
          about,
          'Discord refuses it',
          'Reset it on the application’s page Bot, and set DISCORD_TOKEN.',
        ),
      ];
    if (me.status !== 200)
      return [...clock, problem(about, `Discord answers ${me.status}`, 'Try again in a few minutes.')];
    const gateway = await ask<GatewayBot>(Routes.gatewayBot(), options);
    const { id, username } = me.body;
    const read = createCachedRead(createPostRest(options));
    return [
      ...clock,
      fine(about, username ?? 'valid'),
      ...examineGateway(gateway.body, options.shards),
      ...(id === undefined
        ? []
        : await judgeChannels('Discord', channels, (channel) => readProblems(read, id, channel))),
    ];
  } catch (error) {
    const { cause, message } = error as Error & { cause?: { code?: string } };
    return [
      problem(
        'Discord',
        `it can’t be reached (${cause?.code ?? message})`,
        'Let this machine connect to discord.com on port 443.',
      ),
    ];
  }
}

function examineGateway(gateway: Partial<GatewayBot>, shards = 1): Finding[] {
  const { session_start_limit: starts, shards: advised = 1 } = gateway;
  const findings: Finding[] = [];
  const { remaining, total } = starts ?? {};
  if (remaining !== undefined) {
    const left = `${remaining}${total === undefined ? '' : ` of ${total}`} connections are left today`;
    findings.push(
      remaining > fewStarts
        ? fine('Discord’s gateway', left)
        : warning(
            'Discord’s gateway',
            left,
            'Something starts again and again: look at the log. Without any left, Discord resets the token.',
          ),
    );
  }
  if (advised * 1_000 >= manyServers && shards < 2)
    findings.push(
      warning(
        'Discord’s size',
        `Discord advises ${advised} connections`,
        `Set DISCORD_SHARDS, for example to ${Math.ceil(advised / 2)}, and DATABASE_URL.`,
      ),
    );
  return findings;
}

async function ask<Body>(
  route: string,
  { token, apiUrl = 'https://discord.com/api' }: ExamineOptions,
): Promise<{ status: number; date: string | null; body: Body }> {
  const response = await fetch(`${apiUrl}/v10${route}`, {
    headers: { authorization: `Bot ${token}` },
    signal: AbortSignal.timeout(timeoutMs),
  });
  const body = ((await response.json().catch(() => undefined)) ?? {}) as Body;
  return { status: response.status, date: response.headers.get('date'), body };
}
