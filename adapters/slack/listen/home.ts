import type {
  AllMiddlewareArgs,
  BlockAction,
  PlainTextInputAction,
  SlackActionMiddlewareArgs,
  types,
} from '@slack/bolt';
import { button, buttons, card, code, commandLine, line, list } from '../../../src/cards/builders.ts';
import type { Card } from '../../../src/cards/card.ts';
import type { Actor } from '../caller.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import { type AppContext, actorOf, type TenantLike, workspaceOf } from '../context.ts';
import { limits } from '../render/limits.ts';
import { renderMessage } from '../render/message.ts';
import { channelOfView, runInView } from './views.ts';

type HomeDeps = Pick<AppContext, 'callers' | 'ports' | 'logger'>;

/** People of a workspace whose App Home is kept up to date: those who opened it last. */
const maxWatchers = 200;

/** App Home: the core's card under a search box. */
export function createHome({ callers, ports, logger }: HomeDeps) {
  /** The direct messages with each of them, by workspace and person. */
  const watchers = new Map<string, Map<string, string>>();

  async function publish({ workspace, channel, user }: Actor, client: WebClientLike): Promise<void> {
    const caller = await callers.callerOf({ workspace, channel, user }, client);
    const home = (await ports.homeCard?.(caller)) ?? firstSteps;
    await client.apiCall('views.publish', { user_id: user, view: renderHome(home, channel) });
  }

  return {
    /** @param channel the person's direct messages with the bot */
    async opened(context: TenantLike, user: string, channel: string, client: WebClientLike): Promise<void> {
      const workspace = workspaceOf(context);
      const watching = watchers.get(workspace) ?? new Map<string, string>();
      watching.delete(user);
      watching.set(user, channel);
      for (const old of watching.keys()) if (watching.size > maxWatchers) watching.delete(old);
      watchers.set(workspace, watching);
      await publish({ workspace, channel, user }, client);
    },
    /** Publishes it again for those who opened it. Never rejects. */
    async refresh(workspace: string, client: WebClientLike): Promise<void> {
      const publishing = [...(watchers.get(workspace) ?? [])].map(([user, channel]) =>
        publish({ workspace, channel, user }, client).catch((error: unknown) =>
          logger.warn({ err: error, user }, 'App Home was not refreshed'),
        ),
      );
      await Promise.all(publishing);
    },
    forget: (workspace: string) => watchers.delete(workspace),
  };
}

/** One of the view's hundred blocks is the search box. Its buttons act in the person's direct messages, which have the same list. */
function renderHome(card: Card, channel: string): types.HomeView {
  const { blocks } = renderMessage(card, { scope: 'home', maxBlocks: limits.viewBlocks - 1 });
  return { type: 'home', private_metadata: JSON.stringify({ channel }), blocks: [searchBox, ...blocks] };
}

/** The action id of the search field on the App Home. */
export const homeSearch = 'home:search';

const searchBox: types.InputBlock = {
  type: 'input',
  block_id: 'search',
  dispatch_action: true,
  label: { type: 'plain_text', text: 'Search papers', emoji: false },
  element: {
    type: 'plain_text_input',
    action_id: homeSearch,
    max_length: 300,
    placeholder: { type: 'plain_text', text: 'low-bit quantization after:2024', emoji: false },
    dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
  },
};

const firstSteps = card({
  title: 'Paperboy',
  summary: 'Paperboy brings research papers to this workspace.',
  blocks: [
    list([
      line('Look papers up anywhere: ', code('/papers search mixture of experts')),
      line('Let a channel follow a topic: type ', code('/papers follow'), ' there'),
      line('Choose when its digest comes: ', code('/papers digest')),
    ]),
    buttons(button('All commands', 'help'), button('Topics', 'topics')),
  ],
});

/** The search box answers in a modal. */
export const listenHomeSearch =
  (app: AppContext) =>
  async (
    args: SlackActionMiddlewareArgs<BlockAction<PlainTextInputAction>> & AllMiddlewareArgs,
  ): Promise<void> => {
    const { action, body, ack, client, context } = args;
    await ack();
    const query = (action.value ?? '').trim();
    if (query === '') return;
    const actor = actorOf(context, channelOfView(body.view) ?? body.user.id, body.user.id);
    await runInView(app, commandLine('search', { query }), actor, body, client);
  };
