import { defined } from '../../../src/defined.ts';
import { relatedCallback } from '../listen/related.ts';
import { botEvents, botScopes, unfurlDomains } from './scopes.ts';

/** Socket Mode needs no address; over HTTP Slack calls `https://host/slack/events`. */
export type ManifestMode = { readonly mode: 'socket' } | { readonly mode: 'http'; readonly host: string };

/** The app's manifest: `manifest.socket.json` and `manifest.http.json` are made from it. */
export function createManifest(mode: ManifestMode) {
  const url = mode.mode === 'http' ? `https://${mode.host}/slack/events` : undefined;
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name: 'Paperboy',
      description: 'Research papers where your team talks: look-ups, followed topics, one digest a day.',
      long_description: longDescription,
      background_color: '#1f3a5f',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'Paperboy', always_online: true },
      shortcuts: [
        {
          name: 'Find related papers',
          type: 'message',
          callback_id: relatedCallback,
          description: 'Papers near to what this message says or links to',
        },
      ],
      slash_commands: [
        {
          command: '/papers',
          ...defined({ url }),
          description: 'Look papers up, follow topics, set the digest',
          usage_hint: 'search words · follow · digest · help',
          should_escape: true,
        },
      ],
      unfurl_domains: [...unfurlDomains],
    },
    oauth_config: {
      ...(mode.mode === 'http' && { redirect_urls: [`https://${mode.host}/slack/oauth_redirect`] }),
      scopes: { bot: [...botScopes] },
    },
    settings: {
      event_subscriptions: { ...defined({ request_url: url }), bot_events: [...botEvents] },
      interactivity: {
        is_enabled: true,
        // A modal's lists may ask at another address than buttons; here it is the same.
        ...(url !== undefined && { request_url: url, message_menu_options_url: url }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: mode.mode === 'socket',
      // It cannot be turned off again, and a bot token in the environment would expire after 12 hours.
      token_rotation_enabled: false,
    },
  };
}

const longDescription = [
  'Paperboy brings research papers to where your team talks.',
  'Type /papers search and some words to look papers up; the answer is yours alone until you share it.',
  'Let a channel follow a topic, a query or a subtopic, and it gets one digest a day at its own hour: new papers',
  'only, never one twice, with details in the thread.',
  'Paperboy reads a channel only to see whether a message of its own arrived there.',
].join(' ');
