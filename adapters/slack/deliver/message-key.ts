const eventType = 'paperboy_part';

/**
 * A message carries its key as metadata (docs.slack.dev, message metadata), which every app and person of the workspace
 * can read.
 */
export const withKey = <Message extends object>(message: Message, key: string) => ({
  ...message,
  metadata: { event_type: eventType, event_payload: { key } },
});

/** A message as Slack lists it, as far as it is used. */
export interface PostedLike {
  readonly ts: string;
  readonly bot_id?: string;
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: { readonly key?: unknown } };
}

/** Whether a message was posted with this key, and by an app: people can write no metadata. */
export const hasKey = ({ metadata, bot_id }: PostedLike, key: string): boolean =>
  bot_id !== undefined && metadata?.event_type === eventType && metadata.event_payload?.key === key;
