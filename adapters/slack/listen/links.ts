import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { plainText } from '../../../src/cards/builders.ts';
import type { Card } from '../../../src/cards/card.ts';
import { cleanText, clipText } from '../../../src/cards/text.ts';
import { type AppContext, type RecentIds, workspaceOf } from '../context.ts';
import { escapeText } from '../render/spans.ts';

type LinksArgs = SlackEventMiddlewareArgs<'link_shared'> & AllMiddlewareArgs;

/** A message with more links is a list, and previews of it would be noise. */
const maxLinks = 2;
/** The channel of a link that is still being written. */
const composer = 'COMPOSER';

/** Previews links to stored papers; not the same one again in a channel while `recent` remembers it. */
export const listenLinks =
  (app: AppContext, recent: RecentIds) =>
  async ({ event, body, client, context }: LinksArgs): Promise<void> => {
    const { linkCard } = app.ports;
    if (linkCard === undefined || event.links.length > maxLinks) return;
    if (!app.recentIds.isFirst(body.event_id)) return;
    const unfurls: Record<string, object> = {};
    for (const { url } of event.links) {
      const card = await linkCard(url);
      if (card === undefined || !isNew(recent, event.channel, workspaceOf(context), url)) continue;
      unfurls[url] = renderLink(card);
    }
    if (Object.keys(unfurls).length === 0) return;
    await client.apiCall('chat.unfurl', { ...targetOf(event), unfurls });
  };

const isNew = (recent: RecentIds, channel: string, workspace: string, url: string): boolean =>
  channel === composer || recent.isFirst(`${workspace} ${channel} ${url}`);

const targetOf = ({ channel, message_ts, unfurl_id, source }: LinksArgs['event']) =>
  unfurl_id !== undefined && source !== undefined ? { unfurl_id, source } : { channel, ts: message_ts };

/** Title and a few lines. Previews take no rich text; with `mrkdwn_in` empty, Slack reads no markup in them. */
function renderLink(card: Card): object {
  const plain = (text: string, max: number) => escapeText(clipText(cleanText(text).trim(), max));
  const texts = card.blocks.flatMap((block) => {
    if (block.kind !== 'text' && block.kind !== 'quote' && block.kind !== 'hint') return [];
    return [plainText(block.line)];
  });
  return {
    title: plain(card.title, 200),
    text: plain(texts.join(' '), 500),
    footer: 'Paperboy',
    fallback: plain(card.summary, 300),
    mrkdwn_in: [],
  };
}
