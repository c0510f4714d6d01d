import { once } from 'node:events';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { defined } from '../../../../src/defined.ts';
import type { World } from './world.ts';

interface Payload {
  readonly op: number;
  readonly d: unknown;
  readonly s?: number;
  readonly t?: string;
}

interface Session {
  readonly id: string;
  readonly sent: Payload[];
  socket: WebSocket | undefined;
}

export interface GatewaySettings {
  readonly token: string;
  readonly url: () => string;
  readonly heartbeatMs: number;
}

/** Discord's gateway, version 10, JSON: hello, identify, heartbeats, resume. */
export function createGateway(server: Server, world: World, settings: GatewaySettings) {
  const sockets = new WebSocketServer({ server, path: '/gateway' });
  const sessions = new Map<string, Session>();
  const log: string[] = [];
  const identified: { intents: number; shard?: [number, number] }[] = [];
  let answersHeartbeats = true;

  sockets.on('connection', (socket) => {
    log.push('connect');
    send(socket, { op: 10, d: { heartbeat_interval: settings.heartbeatMs } });
    socket.on('message', (data) => receive(socket, JSON.parse(String(data)) as Payload));
    socket.on('close', () => {
      for (const session of sessions.values()) if (session.socket === socket) session.socket = undefined;
    });
    socket.on('error', () => {});
  });

  const send = (socket: WebSocket, payload: Payload) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(payload));
  };

  function receive(socket: WebSocket, { op, d }: Payload): void {
    if (op === 1 && answersHeartbeats) send(socket, { op: 11, d: null });
    if (op === 2) identify(socket, d as Identify);
    if (op === 6) resume(socket, d as Resume);
  }

  interface Identify {
    readonly token: string;
    readonly intents: number;
    readonly shard?: [number, number];
  }
  interface Resume {
    readonly token: string;
    readonly session_id: string;
    readonly seq: number;
  }

  function identify(socket: WebSocket, { token, intents, shard }: Identify): void {
    log.push('identify');
    if (token !== settings.token) {
      socket.close(4004, 'Authentication failed.');
      return;
    }
    identified.push({ intents, ...defined({ shard }) });
    const session: Session = { id: world.snowflake(), sent: [], socket };
    sessions.set(session.id, session);
    const guilds = [...world.guilds.values()].filter(({ gone }) => !gone);
    dispatch('READY', ready(session, guilds), session);
    for (const guild of guilds)
      if (!guild.unavailable) dispatch('GUILD_CREATE', guildPayload(world, guild.id), session);
  }

  const ready = (session: Session, guilds: readonly { id: string }[]) => ({
    v: 10,
    user: { id: world.me, username: 'Paperboy', discriminator: '0', avatar: null, bot: true },
    guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
    session_id: session.id,
    resume_gateway_url: settings.url(),
    application: { id: world.me, flags: 0 },
    private_channels: [],
  });

  function resume(socket: WebSocket, { session_id, seq }: Resume): void {
    log.push('resume');
    const session = sessions.get(session_id);
    if (session === undefined) {
      send(socket, { op: 9, d: false });
      return;
    }
    session.socket = socket;
    for (const payload of session.sent) if ((payload.s ?? 0) > seq) send(socket, payload);
    dispatch('RESUMED', {}, session);
  }

  /** To every session. Discord would send a server's events only to its shard, but here there is one. */
  function dispatch(t: string, d: unknown, only?: Session): void {
    for (const session of only === undefined ? sessions.values() : [only]) {
      const payload: Payload = { op: 0, t, d, s: session.sent.length + 1 };
      session.sent.push(payload);
      if (session.socket !== undefined) send(session.socket, payload);
    }
  }

  return {
    dispatch: (t: string, d: unknown) => dispatch(t, d),
    /** What happened, in order: `connect`, `identify`, `resume`. */
    log,
    identified,
    /** Breaks all connections without a close code. Later events wait for the resume. */
    cut: () => {
      for (const socket of sockets.clients) socket.terminate();
    },
    /** Closes all connections: after 4000 the bot may resume, 4004 means an invalid token. */
    close: (code: number) => {
      for (const socket of sockets.clients) socket.close(code);
    },
    forgetSessions: () => sessions.clear(),
    stopHeartbeats: () => {
      answersHeartbeats = false;
    },
    connected: () => [...sessions.values()].some(({ socket }) => socket !== undefined),
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      await once(sockets, 'close').catch(() => {});
    },
  };
}

/** The fields of a guild that discord.js needs. */
export function guildPayload(world: World, id: string) {
  const guild = world.guilds.get(id);
  const channels = [...world.channels.values()].filter((each) => each.guild_id === id && !each.gone);
  const isThread = ({ type }: { type: number }) => type === 10 || type === 11 || type === 12;
  return {
    ...guild,
    roles: guild?.roles.map((role) => ({
      ...role,
      name: 'role',
      color: 0,
      hoist: false,
      position: 0,
      managed: false,
      mentionable: false,
    })),
    channels: channels.filter((each) => !isThread(each)),
    threads: channels.filter(isThread),
    members: [
      {
        user: { id: world.me, username: 'Paperboy', discriminator: '0', bot: true },
        roles: guild?.botRoles ?? [],
        joined_at: '2024-01-01T00:00:00Z',
        flags: 0,
        deaf: false,
        mute: false,
      },
    ],
    member_count: 2,
    joined_at: '2024-01-01T00:00:00Z',
    large: false,
    unavailable: false,
    emojis: [],
    stickers: [],
    features: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    preferred_locale: 'en-US',
    system_channel_flags: 0,
    premium_tier: 0,
    nsfw_level: 0,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    afk_timeout: 0,
    premium_progress_bar_enabled: false,
  };
}
