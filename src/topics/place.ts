/** A channel of any platform: what follows topics and gets a digest. */
export interface Place {
  /** The adapter's name: `slack`, `discord`, `console`. */
  readonly platform: string;
  /** A Slack workspace or organisation, a Discord server; for direct messages the bot's own. */
  readonly workspace: string;
  readonly channel: string;
}

/** A place as one text, for keys and logs; {@link parsePlace} reads it back. */
export const placeKey = ({ platform, workspace, channel }: Place): string =>
  [platform, workspace, channel].map(encodeURIComponent).join(':');

/** @throws Error when the text is not the key of a place. */
export function parsePlace(key: string): Place {
  const [platform, workspace, channel, ...more] = key.split(':').map(decodeURIComponent);
  if (platform === undefined || workspace === undefined || channel === undefined || more.length > 0) {
    throw new Error(`“${key}” is not the key of a place`);
  }
  return { platform, workspace, channel };
}
