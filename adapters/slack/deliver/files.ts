import { card, text } from '../../../src/cards/builders.ts';
import type { Block, Card } from '../../../src/cards/card.ts';
import type { FileBlock } from '../../../src/cards/split-file.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type { WebClientLike } from '../connection/web-client.ts';
import { renderMessage } from '../render/message.ts';
import { refusalOf } from './delivery-error.ts';

/** Where a file is uploaded to. */
export interface FileTarget {
  /** The person who asked. */
  readonly user: string;
  /** The conversation in which the answer is posted for all to see. Default: the person's direct messages. */
  readonly conversation?: { readonly channel: string; readonly thread?: string };
}

/** Milliseconds that the transfer of a file may take. */
const transferMs = 15_000;

const isFile = (block: Block): block is FileBlock => block.kind === 'file';

/** Whether a card has a file, which Slack takes only by an upload. */
export const hasFile = ({ blocks }: Card): boolean => blocks.some(isFile);

/**
 * Uploads the files of a card (docs.slack.dev, working with files), for which the bot needs `files:write`, an optional scope.
 * @returns the card, in which a line says where each file is; undefined when Slack does not take files from this bot
 */
export async function sendFiles(
  client: WebClientLike,
  answer: Card,
  target: FileTarget,
  logger: Logger,
): Promise<Card | undefined> {
  const files = answer.blocks.filter(isFile);
  try {
    const uploaded = await Promise.all(files.map((file) => upload(client, file)));
    const { channel, thread } = target.conversation ?? (await openMessages(client, answer, target.user));
    await client.apiCall('files.completeUploadExternal', {
      files: uploaded,
      channel_id: channel,
      ...(thread !== undefined && { thread_ts: thread }),
    });
  } catch (error) {
    // Without the optional scope this is every time, and nothing to be alarmed at.
    const isExpected = refusalOf(error) === 'missing_scope';
    logger[isExpected ? 'debug' : 'warn']({ err: error }, 'Slack did not take a file');
    return undefined;
  }
  return uploadedCard(answer, target.conversation === undefined ? 'is in your messages with me' : 'is here');
}

/** The card when its files are uploaded. @param where what a line says of each: `is here` */
export const uploadedCard = (card: Card, where: string): Card => ({
  ...card,
  blocks: card.blocks.map((block) => (isFile(block) ? text(`${block.name} ${where}.`) : block)),
});

interface Upload {
  readonly upload_url: string;
  readonly file_id: string;
}

async function upload(client: WebClientLike, { name, text: content }: FileBlock) {
  const body = Buffer.from(content);
  const { upload_url, file_id } = (await client.apiCall('files.getUploadURLExternal', {
    filename: name,
    length: body.length,
  })) as Upload;
  const response = await fetch(upload_url, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body,
    signal: AbortSignal.timeout(transferMs),
  });
  if (!response.ok) throw new Error(`the upload was answered ${response.status}`);
  return { id: file_id, title: name };
}

/** A file is shared by the id of a conversation, which a message to the person tells. */
async function openMessages(
  client: WebClientLike,
  { title, summary, tone }: Card,
  user: string,
): Promise<{ readonly channel: string; readonly thread?: string }> {
  const announcement = renderMessage(card({ title, summary, tone, blocks: [text(summary)] }), {
    scope: 'post',
  });
  const { channel } = (await client.apiCall('chat.postMessage', { channel: user, ...announcement })) as {
    channel: string;
  };
  return { channel };
}
