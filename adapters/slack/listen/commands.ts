import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { bareForm } from '../../../src/commands/router.ts';
import { type AppContext, actorOf, isDirect } from '../context.ts';
import { openForm } from './forms.ts';
import { renderOutcome, sendMore, sendResponse } from './respond.ts';

/** `/papers …`: acknowledged before anything is looked up (Slack waits 3 s), then answered by the response_url. */
export const listenCommands =
  (app: AppContext) =>
  async (args: SlackCommandMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    const { command, ack, respond, client, context } = args;
    await ack();
    // A replayed request carries a valid signature, but its trigger was used before.
    if (!app.recentIds.isFirst(command.trigger_id)) return;
    const actor = actorOf(context, command.channel_id, command.user_id);
    const line = decodeText(command.text ?? '');
    const form = bareForm(app.router, line);
    if (form && (await openForm(app, form, command, actor, client))) return;

    const outcome = await app.run(line, actor, client);
    const message = renderOutcome(app, outcome, line, { share: !isDirect(command.channel_id) });
    const audience = outcome.audience === 'place' ? 'in_channel' : 'ephemeral';
    await sendResponse(respond, { ...message, response_type: audience }, outcome.card, app.logger);
    await sendMore(respond, outcome.more, { response_type: audience }, app.logger);
  };

/**
 * What a person typed, from what Slack sends: links and names in angle brackets, three escapes, curly quotes. Without a
 * mention of the bot or `/papers` at its start, which people copy along.
 */
export function decodeText(raw: string, { bot }: { readonly bot?: string } = {}): string {
  const typed = raw
    .replace(/<([^<>]*)>/g, (_, inside: string) => decodeEntity(inside, bot))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[\s\u00A0]+/g, ' ')
    .trim();
  return withoutTicks(typed)
    .replace(/^\/papers(?=\s|$)/i, '')
    .trim();
}

function decodeEntity(inside: string, bot: string | undefined): string {
  const [target = '', label = ''] = splitOnce(inside, '|');
  if (bot !== undefined && target === `@${bot}`) return ' ';
  if (target.startsWith('#')) return `#${label || target.slice(1)}`;
  // Ids of people stay: names change, and two people may have the same.
  if (target.startsWith('@')) return target;
  // `<!here>`, `<!subteam^S1|@team>`, `<!date^1^{date}|1 May>`
  if (target.startsWith('!')) return label || `@${target.slice(1).split('^')[0]}`;
  return target.startsWith('mailto:') ? label || target.slice(7) : target;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** For `` `search mamba` ``, copied from the help. */
const withoutTicks = (text: string): string => /^`([^`]*)`$/.exec(text)?.[1]?.trim() ?? text;
