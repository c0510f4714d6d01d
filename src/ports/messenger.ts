import type { Card } from '../cards/card.ts';
import type { Place } from '../topics/place.ts';

/** A posted message. */
export interface MessageRef {
  /** The platform's own id: a Slack `ts`, a Discord message id. */
  readonly id: string;
  /** The id of the Discord thread or forum post that holds the answers to it. Default: the message itself. */
  readonly thread?: string;
}

export interface Outgoing {
  readonly place: Place;
  readonly card: Card;
  /** The same for every attempt to send one message; 1 to 25 characters of `[a-z0-9]`. */
  readonly key: string;
  /** Sent as an answer to this message. Default: into the channel. */
  readonly under?: MessageRef;
}

export interface PostedMessage extends Pick<Outgoing, 'place' | 'key'> {
  readonly ref: MessageRef;
}

/** `absent`: the message was certainly never posted. `unknowable`: the platform does not let the bot look. */
export type Lookup = MessageRef | 'absent' | 'unknowable';

/** Posts cards on one platform. @throws DeliveryError, from every method, and nothing else */
export interface Messenger {
  /** Posts once: after the platform may have accepted the message, the messenger makes no further attempt. */
  send(message: Outgoing): Promise<MessageRef>;
  /**
   * The message that was sent with the key.
   * @param since milliseconds since 1970, before the first attempt to send it
   */
  find(message: Pick<Outgoing, 'place' | 'key' | 'under'>, since: number): Promise<Lookup>;
  /**
   * Replaces the card of a posted message. Doing it twice is harmless, so it throws `later` or `gone` only. Undefined on
   * platforms that cannot change a message.
   */
  readonly edit?: (message: PostedMessage, card: Card) => Promise<void>;
  /** Sends a card to one person in private; `person` is the platform's own id. */
  tell(workspace: string, person: string, card: Card): Promise<void>;
  /** What keeps it from posting in the place, each in one sentence that says what to do about it. */
  preflight(place: Place): Promise<readonly string[]>;
}
