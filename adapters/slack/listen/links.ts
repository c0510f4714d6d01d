import type { Card } from '../../../src/cards/card.ts';
import { cleanText, clipText } from '../../../src/cards/safe-text.ts';
import { plainText } from '../../../src/cards/span.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import { type AppContext, type TenantLike, workspaceOf } from '../context.ts';
import { escapeText } from '../render/text.ts';
import type { Seen } from './first-time.ts';

/** Links that somebody shared, as Bolt hands them over. */
export interface LinksArgs {
  readonly event: {
    readonly channel: string;
    readonly message_ts?: string;
    readonly unfurl_id?: string;
    readonly source?: string;
    readonly links: readonly { readonly url: string }[];
  };
  readonly body: { readonly event_id?: string };
  readonly client: WebClientLike;
  readonly context: TenantLike;
}

/** Three links are a reading list: previews of it would only be noise. */
const mostLinks = 2;
/** Slack's composer, before the message is sent: there is no channel yet. */
const composer = 'COMPOSER';

/**
 * Previews links to papers of the corpus; not the same one twice in a channel within the half hour that `recent`
 * remembers, as the GitHub app does it.
 */
export const listenLinks =
  (app: AppContext, recent: Seen) =>
  async ({ event, body, client, context }: LinksArgs): Promise<void> => {
    const { linkCard } = app.ports;
    if (linkCard === undefined || event.links.length > mostLinks) return;
    if (body.event_id !== undefined && !app.seen.isFirst(body.event_id)) return;
    const unfurls: Record<string, object> = {};
    for (const { url } of event.links) {
      const card = await linkCard(url);
      if (card === undefined || !isNew(recent, event.channel, workspaceOf(context), url)) continue;
      unfurls[url] = renderLink(card);
    }
    if (Object.keys(unfurls).length === 0) return;
    await client.apiCall('chat.unfurl', { ...targetOf(event), unfurls });
  };

const isNew = (recent: Seen, channel: string, workspace: string, url: string): boolean =>
  channel === composer || recent.isFirst(`${workspace} ${channel} ${url}`);

const targetOf = ({ channel, message_ts, unfurl_id, source }: LinksArgs['event']) =>
  unfurl_id !== undefined && source !== undefined ? { unfurl_id, source } : { channel, ts: message_ts };

/**
 * A preview: title and a few lines. Slack takes no rich text here, so it is an attachment whose text is not marked up
 * (`mrkdwn_in` is empty).
 */
export function renderLink(card: Card): object {
  const plain = (text: string, max: number) => escapeText(clipText(cleanText(text).trim(), max));
  const said = card.blocks.flatMap((block) => {
    if (block.kind !== 'text' && block.kind !== 'quote' && block.kind !== 'hint') return [];
    return [plainText(block.line)];
  });
  return {
    title: plain(card.title, 200),
    text: plain(said.join(' '), 500),
    footer: 'Paperboy',
    fallback: plain(card.summary, 300),
    mrkdwn_in: [],
  };
}
