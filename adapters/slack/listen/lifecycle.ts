import type { Place } from '../../../src/topics/place.ts';
import { type AppContext, type TenantLike, workspaceOf } from '../context.ts';

/** An event about a channel or the app itself, as Bolt passes it. */
export interface LifecycleArgs {
  readonly event: {
    readonly type: string;
    readonly channel?: unknown;
    readonly user?: unknown;
    readonly old_channel_id?: string;
    readonly new_channel_id?: string;
    readonly tokens?: { readonly bot?: readonly string[] };
  };
  readonly body: { readonly event_id?: string };
  readonly context: TenantLike;
}

type Loss = readonly [reason: string, remedy: string];

const archived: Loss = ['the channel was archived', 'Unarchive the channel, or follow in another one.'];
const deleted: Loss = ['the channel was deleted', 'Follow in another channel.'];
const removed: Loss = ['I was removed from the channel', 'Invite me back: type /invite @Paperboy there.'];

/** Events after which a channel cannot be posted to. */
const lost: Readonly<Record<string, Loss>> = {
  channel_archive: archived,
  group_archive: archived,
  channel_deleted: deleted,
  group_deleted: deleted,
  channel_left: removed,
  group_left: removed,
  member_left_channel: removed,
};

/** Events after which a channel can be posted to again. */
const back = ['channel_unarchive', 'group_unarchive', 'member_joined_channel'];

/** The events that say that a channel or workspace is gone, moved or there again. */
export const lifecycleEvents = [
  ...Object.keys(lost),
  ...back,
  'channel_id_changed',
  'app_uninstalled',
  'tokens_revoked',
  'team_access_revoked',
] as const;

/** `forget` removes the tokens of a workspace. Slack sends an event up to four times; only the first has an effect. */
export const listenLifecycle =
  (app: AppContext, forget: (workspace: string) => Promise<void>) =>
  async ({ event, body, context }: LifecycleArgs): Promise<void> => {
    if (!app.recentIds.isFirst(body.event_id)) return;
    const workspace = workspaceOf(context);
    const place = (channel: string) => ({ platform: 'slack', workspace, channel });
    if (isUninstall(event)) {
      await forget(workspace);
      await app.ports.uninstalled?.(workspace);
      app.logger.info({ workspace, event: event.type }, 'Slack removed the app from a workspace');
    } else if (event.type === 'channel_id_changed') {
      const { old_channel_id: from, new_channel_id: to } = event;
      if (from === undefined || to === undefined) return;
      await app.ports.placeMoved?.(place(from), place(to));
      app.logger.info({ workspace, from, to }, 'Slack gave a channel another id');
    } else if (typeof event.channel === 'string' && isAboutUs(event, context)) {
      await passOn(app, event.type, place(event.channel));
    }
  };

function passOn({ ports }: AppContext, type: string, place: Place): Promise<void> | undefined {
  const loss = lost[type];
  return loss === undefined ? ports.placeBack?.(place) : ports.placeLost?.(place, ...loss);
}

const isUninstall = ({ type, tokens }: LifecycleArgs['event']): boolean =>
  type === 'app_uninstalled' ||
  type === 'team_access_revoked' ||
  (type === 'tokens_revoked' && (tokens?.bot?.length ?? 0) > 0);

/** Of people who leave or join a channel, only the bot matters. */
const isAboutUs = ({ type, user }: LifecycleArgs['event'], { botUserId }: TenantLike): boolean =>
  (type in lost || back.includes(type)) && (!type.startsWith('member_') || user === botUserId);
