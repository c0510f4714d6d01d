import type { WebClientLike } from '../connection/web-client.ts';
import { refusalOf } from './delivery-error.ts';

interface ChannelInfo {
  readonly is_archived?: boolean;
  readonly is_member?: boolean;
  readonly is_private?: boolean;
  readonly is_im?: boolean;
  readonly is_read_only?: boolean;
}

interface InfoAnswer {
  readonly channel?: ChannelInfo;
  /** The WebClient puts the token's scopes here, from a header of the response. */
  readonly response_metadata?: { readonly scopes?: readonly string[] };
}

const unseen = 'I can’t see this channel. Invite me: type /invite @Paperboy.';

/** What keeps the bot from posting in a channel, one sentence each with what to do about it. */
export async function problemsOf(client: WebClientLike, channel: string): Promise<readonly string[]> {
  try {
    const { channel: info, response_metadata } = (await client.apiCall('conversations.info', {
      channel,
    })) as InfoAnswer;
    return info === undefined ? [unseen] : describe(info, response_metadata?.scopes);
  } catch (error) {
    if (refusalOf(error) === 'channel_not_found') return [unseen];
    // Without the scope to look there can be no warning before the first post.
    if (refusalOf(error) === 'missing_scope') return [];
    throw error;
  }
}

function describe(info: ChannelInfo, scopes: readonly string[] | undefined): string[] {
  const mayPostAnywhere = scopes?.includes('chat:write.public') ?? true;
  const isOutside = info.is_member === false && !info.is_im;
  const problems = [
    info.is_archived && 'This channel is archived. Unarchive it, or follow in another one.',
    isOutside && info.is_private && unseen,
    isOutside && !info.is_private && !mayPostAnywhere && 'I am not in this channel. Type /invite @Paperboy.',
    info.is_read_only && 'Only some people may post here. Ask an admin to let Paperboy post.',
  ];
  return problems.filter((each) => typeof each === 'string');
}
