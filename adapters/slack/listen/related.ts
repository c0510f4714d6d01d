import { commandLine } from '../../../src/cards/builders.ts';
import { failureOf } from '../../../src/commands/run-line.ts';
import { UserError } from '../../../src/errors.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import { type AppContext, actorOf, isDirect, type TenantLike } from '../context.ts';
import { decodeText } from './decode-text.ts';
import { type Respond, renderOutcome, sendResponse } from './respond.ts';

export const relatedCallback = 'related_papers';

/** The shortcut “Find related papers” of a message, as Bolt passes it. */
export interface ShortcutArgs {
  readonly shortcut: {
    readonly user: { readonly id: string };
    readonly channel: { readonly id: string };
    readonly message: { readonly text?: string };
    readonly trigger_id?: string;
  };
  ack(): Promise<unknown>;
  readonly respond: Respond;
  readonly client: WebClientLike;
  readonly context: TenantLike;
}

/** Papers similar to the one that a message links to, or else papers that match its words. */
export const listenShortcut =
  (app: AppContext) =>
  async ({ shortcut, ack, respond, client, context }: ShortcutArgs): Promise<void> => {
    await ack();
    if (!app.recentIds.isFirst(shortcut.trigger_id)) return;
    const line = relatedLine(shortcut.message.text ?? '');
    const actor = actorOf(context, shortcut.channel.id, shortcut.user.id);
    const outcome = line === undefined ? failureOf(noWords(), app.onBug) : await app.run(line, actor, client);
    const message = renderOutcome(outcome, line ?? 'help', { share: !isDirect(shortcut.channel.id) });
    await sendResponse(respond, { ...message, response_type: 'ephemeral' }, outcome.card, app.logger);
  };

const noWords = () =>
  new UserError(
    'no-words',
    'There are no words in this message.',
    'Choose one with text or a link to a paper.',
  );

/** arXiv's ids since 2007, `2401.00001`, in links and in words. */
const arxiv = /(?:arxiv\.org\/\w+\/|huggingface\.co\/papers\/|arxiv:\s?)(\d{4}\.\d{4,5})/i;
/** In characters. Search ranks by relevance, so a long message needs no more of its words. */
const maxQuery = 280;

/** The line that finds papers related to a message's text; undefined when it has no words. */
export function relatedLine(raw: string): string | undefined {
  const text = decodeText(raw);
  const id = arxiv.exec(text)?.[1];
  if (id !== undefined) return commandLine('similar', { to: id });
  // Quotes, colons and signs would be read as filters.
  const words = text.replace(/https?:\S+|[@#]\S+/g, ' ').match(/[\p{L}\p{N}][\p{L}\p{N}'+.-]*/gu) ?? [];
  let query = '';
  for (const word of words)
    if (query.length + word.length < maxQuery) query += `${query === '' ? '' : ' '}${word}`;
  return query === '' ? undefined : commandLine('search', { query });
}
