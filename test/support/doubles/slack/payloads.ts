import type { Args, World } from './world.ts';

interface Who {
  readonly user?: string;
  readonly channel?: string;
}

/** What Slack sends to an app when people do something. */
export function createPayloads(world: World, base: string) {
  const trigger = (): string => {
    const id = `trigger.${world.next()}`;
    world.triggers.set(id, { until: world.workingTime() + 3_000, used: false });
    return id;
  };
  const responseUrl = (channel: string, user: string): string => {
    const path = `/response/${world.next()}`;
    world.responseUrls.set(path, { until: world.now() + 30 * 60_000, channel, user, uses: 0, bodies: [] });
    return `${base}${path}`;
  };
  const actor = (user: string) => ({
    id: user,
    username: user,
    team_id: world.users.get(user)?.team_id ?? 'T1',
  });
  const common = (user: string) => ({
    team: { id: 'T1', domain: 'lab' },
    user: actor(user),
    api_app_id: 'A1',
    token: 'old',
    is_enterprise_install: false,
    enterprise: null,
  });

  return {
    command: (text: string, { user = 'U1', channel = 'C1' }: Who = {}): Args => ({
      token: 'old',
      team_id: 'T1',
      team_domain: 'lab',
      channel_id: channel,
      channel_name: 'papers',
      user_id: user,
      user_name: 'ada',
      command: '/papers',
      text,
      api_app_id: 'A1',
      is_enterprise_install: 'false',
      response_url: responseUrl(channel, user),
      trigger_id: trigger(),
    }),
    /** A button pressed in a message. */
    press: (
      action: Args,
      {
        user = 'U1',
        channel = 'C1',
        ephemeral = true,
        ts = '1.1',
        thread = '',
      }: Who & { ephemeral?: boolean; ts?: string; thread?: string } = {},
    ): Args => ({
      type: 'block_actions',
      ...common(user),
      channel: { id: channel, name: 'papers' },
      container: {
        type: 'message',
        message_ts: ts,
        channel_id: channel,
        is_ephemeral: ephemeral,
        ...(thread !== '' && { thread_ts: thread }),
      },
      ...(!ephemeral && { message: { ts, text: '' } }),
      actions: [{ type: 'button', block_id: 'm:1', action_ts: world.ts(), ...action }],
      response_url: responseUrl(channel, user),
      trigger_id: trigger(),
    }),
    /** Something pressed in a view, where there is no response_url. */
    pressInView: (view: Args, action: Args, { user = 'U1' }: Who = {}): Args => ({
      type: 'block_actions',
      ...common(user),
      container: { type: 'view', view_id: view['id'] },
      view,
      actions: [{ block_id: 'v:1', action_ts: world.ts(), ...action }],
      trigger_id: trigger(),
    }),
    submit: (view: Args, values: Args, { user = 'U1' }: Who = {}): Args => ({
      type: 'view_submission',
      ...common(user),
      view: { ...view, state: { values } },
      response_urls: [],
      trigger_id: trigger(),
    }),
    suggest: (actionId: string, value: string, view: Args = { id: 'V1', type: 'modal' }): Args => ({
      type: 'block_suggestion',
      ...common('U1'),
      container: { type: 'view', view_id: view['id'] },
      view,
      action_id: actionId,
      block_id: 'topic',
      value,
    }),
    shortcut: (callback: string, message: Args, { user = 'U1', channel = 'C1' }: Who = {}): Args => ({
      type: 'message_action',
      ...common(user),
      callback_id: callback,
      channel: { id: channel, name: 'papers' },
      message: { type: 'message', ts: '1.1', ...message },
      message_ts: '1.1',
      response_url: responseUrl(channel, user),
      trigger_id: trigger(),
    }),
    event: (event: Args, id = `Ev${world.next()}`): Args => ({
      token: 'old',
      team_id: 'T1',
      api_app_id: 'A1',
      type: 'event_callback',
      event_id: id,
      event_time: Math.floor(world.now() / 1_000),
      authorizations: [
        { team_id: 'T1', enterprise_id: null, user_id: 'UBOT', is_bot: true, is_enterprise_install: false },
      ],
      event: { event_ts: world.ts(), ...event },
    }),
    /** The bodies sent to a payload's response_url, in order. */
    answersTo: (payload: Args): readonly Args[] =>
      world.responseUrls.get(new URL(String(payload['response_url'])).pathname)?.bodies ?? [],
  };
}
