import type { Card } from '../cards/card.ts';
import type { Place } from '../topics/place.ts';

/** A message that stands in a place. */
export interface MessageRef {
  /** The platform's own id: a Slack `ts`, a Discord message id. */
  readonly id: string;
  /** Where answers to it stand, where that is not the message itself: a Discord thread's or forum post's id. */
  readonly thread?: string;
}

export interface Outgoing {
  readonly place: Place;
  readonly card: Card;
  /** The same for every try of one message, 1 to 25 characters of `[a-z0-9]`. */
  readonly key: string;
  /** Details belong under this message, not into the channel. */
  readonly under?: MessageRef;
}

/** A message that was sent, and where it stands. */
export interface PostedMessage extends Pick<Outgoing, 'place' | 'key'> {
  readonly ref: MessageRef;
}

/** `absent`: it was certainly never posted. `unknowable`: the platform does not let us look. */
export type Lookup = MessageRef | 'absent' | 'unknowable';

/** Posts cards of its own accord, on one platform. Every method throws DeliveryError and nothing else. */
export interface Messenger {
  /** Posts once: a messenger never tries again by itself after the platform may have accepted a message. */
  send(message: Outgoing): Promise<MessageRef>;
  /** The message that carries the key. `since`: milliseconds since 1970, before the first try. */
  find(message: Pick<Outgoing, 'place' | 'key' | 'under'>, since: number): Promise<Lookup>;
  /**
   * Puts another card in the place of one that stands there. Harmless when done twice, so its errors are `later` or
   * `gone`. Absent where a platform cannot take words back.
   */
  readonly edit?: (message: PostedMessage, card: Card) => Promise<void>;
  /** Says something to one person in private. */
  tell(workspace: string, person: string, card: Card): Promise<void>;
  /** What keeps it from posting there, a sentence each with how to mend it; empty when nothing does. */
  preflight(place: Place): Promise<readonly string[]>;
}
