import type { App } from '@slack/bolt';
import type { AppContext } from '../context.ts';
import { formCallback } from '../render/form.ts';
import { listenButtons, listenShare } from './buttons.ts';
import { listenCommands } from './commands.ts';
import { listenSubmit } from './forms.ts';
import { type createHome, homeSearch, listenHomeSearch } from './home.ts';
import { lifecycleEvents, listenLifecycle } from './lifecycle.ts';
import { listenLinks } from './links.ts';
import { listenMessages, type MessageArgs } from './messages.ts';
import { listenShortcut, relatedCallback } from './related.ts';
import { listenOptions } from './suggestions.ts';

interface ListenerDeps {
  readonly context: AppContext;
  readonly home: ReturnType<typeof createHome>;
  /** Adds work that stopping waits for. */
  readonly track: (work: Promise<unknown>) => void;
  readonly forget: (workspace: string) => Promise<void>;
}

/** Binds the listeners to Bolt's names. Bolt's argument types are wider than those of the listeners. */
export function addListeners(app: App, { context, home, track, forget }: ListenerDeps): void {
  app.use(async ({ next }) => {
    const work = next();
    track(work);
    await work;
  });
  app.error(async (error) => {
    context.onBug(error);
  });

  app.command('/papers', listenCommands(context));
  app.action(/^(run|form|pick):\d+$/, listenButtons(context));
  app.action(/^share:\d+$/, listenShare(context));
  app.action(homeSearch, listenHomeSearch(context));
  // Slack opens a button's address itself, but expects an ack, as it does for a modal's fields.
  app.action(/^(open:|field:|words$)/, ({ ack }) => ack());
  app.options(/^field:/, listenOptions(context));
  app.view(formCallback, listenSubmit(context));
  app.shortcut(relatedCallback, listenShortcut(context));

  app.event('app_mention', listenMessages(context));
  app.event('message', (args) => listenMessages(context)(args as MessageArgs));
  app.event('app_home_opened', async ({ event, context: tenant, client }) => {
    if (event.tab === 'home') await home.opened(tenant, event.user, event.channel, client);
  });
  app.event('link_shared', listenLinks(context));
  const lifecycle = listenLifecycle(context, forget);
  for (const name of lifecycleEvents) app.event(name, lifecycle);
}
