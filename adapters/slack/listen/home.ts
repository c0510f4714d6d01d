import type { types } from '@slack/bolt';
import type { Card } from '../../../src/cards/card.ts';
import { lineFor } from '../../../src/cards/command-line.ts';
import { code, line } from '../../../src/cards/span.ts';
import { runLine } from '../../../src/commands/run-line.ts';
import type { Callers } from '../caller.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import type { SlackPorts } from '../context.ts';
import { type AppContext, actorOf, type TenantLike, workspaceOf } from '../context.ts';
import { limits } from '../render/limits.ts';
import { renderMessage } from '../render/message.ts';
import type { ButtonArgs } from './buttons.ts';
import { showInView } from './show-in-view.ts';

export interface HomeDeps {
  readonly callers: Callers;
  readonly ports: SlackPorts;
}

/** People whose App Home is kept up to date; the ones who looked first are let go. */
const mostWatchers = 200;

/** App Home: the core's card under a search box. */
export function createHome({ callers, ports }: HomeDeps) {
  const watchers = new Map<string, Set<string>>();

  async function publish(workspace: string, user: string, client: WebClientLike): Promise<void> {
    const caller = await callers.callerOf({ workspace, channel: user, user }, client);
    const card = (await ports.homeCard?.(caller)) ?? firstSteps;
    await client.apiCall('views.publish', { user_id: user, view: renderHome(card) });
  }

  return {
    async opened(context: TenantLike, user: string, client: WebClientLike): Promise<void> {
      const workspace = workspaceOf(context);
      const watching = watchers.get(workspace) ?? new Set();
      watching.delete(user);
      watching.add(user);
      for (const old of watching) if (watching.size > mostWatchers) watching.delete(old);
      watchers.set(workspace, watching);
      await publish(workspace, user, client);
    },
    /** Shows it anew to those who have opened it. */
    async refresh(workspace: string, client: WebClientLike): Promise<void> {
      const watching = [...(watchers.get(workspace) ?? [])];
      await Promise.allSettled(watching.map((user) => publish(workspace, user, client)));
    },
    forget: (workspace: string) => watchers.delete(workspace),
  };
}

/** A search box over the card; one block of the view's hundred is the box. */
export function renderHome(card: Card): types.HomeView {
  const { blocks } = renderMessage(card, { scope: 'home', maxBlocks: limits.viewBlocks - 1 });
  return { type: 'home', blocks: [searchBox, ...blocks] };
}

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

const firstSteps: Card = {
  title: 'Paperboy',
  summary: 'Paperboy brings research papers to this workspace.',
  tone: 'plain',
  blocks: [
    {
      kind: 'list',
      items: [
        line('Look papers up anywhere: ', code('/papers search mixture of experts')),
        line('Let a channel follow a topic: type ', code('/papers follow'), ' there'),
        line('Choose when its digest comes: ', code('/papers digest')),
      ],
    },
    {
      kind: 'buttons',
      buttons: [
        { label: 'All commands', line: 'help' },
        { label: 'Topics', line: 'topics' },
      ],
    },
  ],
};

/** The search box: its answer opens in a modal. */
export const listenHomeSearch =
  (app: AppContext) =>
  async ({ action, body, ack, client, context }: ButtonArgs): Promise<void> => {
    await ack();
    const query = (action.value ?? '').trim();
    if (query === '') return;
    const typed = lineFor('search', { query });
    const actor = actorOf(context, body.user.id, body.user.id);
    const run = async () => runLine(app.router, typed, await app.callers.callerOf(actor, client), app.onBug);
    await showInView(app, {
      line: typed,
      run,
      view: body.view,
      triggerId: body.trigger_id ?? '',
      channel: actor.channel,
      client,
    });
  };
