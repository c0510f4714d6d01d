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

/** Events after which a channel cannot be posted to, each with what a person can do. */
const lost: Readonly<Record<string, string>> = {
  channel_archive: 'Unarchive the channel, or follow in another one.',
  group_archive: 'Unarchive the channel, or follow in another one.',
  channel_deleted: 'The channel was deleted: follow in another one.',
  group_deleted: 'The channel was deleted: follow in another one.',
  channel_left: 'Invite me back: type /invite @Paperboy there.',
  group_left: 'Invite me back: type /invite @Paperboy there.',
  member_left_channel: 'Invite me back: type /invite @Paperboy there.',
};

export const lifecycleEvents = [
  ...Object.keys(lost),
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
      if (from !== undefined && to !== undefined) await app.ports.placeMoved?.(place(from), place(to));
    } else if (typeof event.channel === 'string' && isAboutUs(event, context)) {
      await app.ports.placeLost?.(place(event.channel), lost[event.type] ?? '');
    }
  };

const isUninstall = ({ type, tokens }: LifecycleArgs['event']): boolean =>
  type === 'app_uninstalled' ||
  type === 'team_access_revoked' ||
  (type === 'tokens_revoked' && (tokens?.bot?.length ?? 0) > 0);

/** Of people who leave a channel, only the bot matters. */
const isAboutUs = ({ type, user }: LifecycleArgs['event'], { botUserId }: TenantLike): boolean =>
  type in lost && (type !== 'member_left_channel' || user === botUserId);
