import type { AllMiddlewareArgs, SlackEventMiddlewareArgs, types } from '@slack/bolt';
import { plainText } from '../../../src/cards/builders.ts';
import type { Entry } from '../../../src/cards/card.ts';
import { defined } from '../../../src/defined.ts';
import { type AppContext, workspaceOf } from '../context.ts';
import { renderButton } from '../render/buttons.ts';
import { textLimits } from '../render/limits.ts';
import { renderMrkdwn } from '../render/mrkdwn.ts';
import { renderHint } from '../render/spans.ts';

type LinksArgs = SlackEventMiddlewareArgs<'link_shared'> & AllMiddlewareArgs;

/** A message with more links is a list, and previews of it would be noise. */
const maxLinks = 2;
/** The channel of a link that is still being written. */
const composer = 'COMPOSER';

/** Previews links to stored papers. */
export const listenLinks =
  (app: AppContext) =>
  async ({ event, body, client, context }: LinksArgs): Promise<void> => {
    if (event.links.length > maxLinks || !app.recentIds.isFirst(body.event_id)) return;
    const { channel } = event;
    const workspace = workspaceOf(context);
    const place = channel === composer ? undefined : { platform: 'slack', workspace, channel };
    const unfurls: Record<string, object> = {};
    for (const { url } of event.links) {
      const preview = await app.ports.linkPreview?.(url, place);
      if (preview !== undefined) unfurls[url] = { blocks: renderPreview(preview.paperId, preview.entry) };
    }
    if (Object.keys(unfurls).length === 0) return;
    await client.apiCall('chat.unfurl', { ...targetOf(event), unfurls });
  };

const targetOf = ({ channel, message_ts, unfurl_id, source }: LinksArgs['event']) =>
  unfurl_id !== undefined && source !== undefined ? { unfurl_id, source } : { channel, ts: message_ts };

/** `chat.unfurl` takes no rich text. */
function renderPreview(
  paperId: string,
  { title, body = [], facts = [], buttons = [] }: Entry,
): types.Block[] {
  const [first] = buttons;
  const button = first && { ...renderButton(first, plainText(title)), action_id: 'run:1' };
  const text = [renderMrkdwn(title, textLimits.title, true), renderMrkdwn(body, textLimits.body)];
  const blocks: types.KnownBlock[] = [
    {
      type: 'section',
      text: { type: 'mrkdwn', text: text.filter((row) => row !== '').join('\n') },
      ...defined({ accessory: button }),
    },
    ...renderHint(facts, textLimits.facts),
  ];
  return blocks.map((block, i) => ({ ...block, block_id: `link.${paperId}:${i + 1}`.slice(0, 255) }));
}
