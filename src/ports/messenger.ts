import type { Card } from '../cards/card.ts';
import type { Place } from '../topics/place.ts';

/** A posted message. */
export interface MessageRef {
  /** The platform's own id: a Slack `ts`, a Discord message id. */
  readonly id: string;
  /** The id of the Discord thread or forum post that holds the answers to it. Default: the message itself. */
  readonly thread?: string;
}

/** A message to be posted, once, by its key. */
export interface Outgoing {
  /** Where it is posted. */
  readonly place: Place;
  /** What it shows. The platform's renderer draws it, and shortens texts that are too long. */
  readonly card: Card;
  /** The same for every attempt to send one message; 1 to 25 characters of `[a-z0-9]`. */
  readonly key: string;
  /** Sent as an answer to this message. Default: into the channel. */
  readonly under?: MessageRef;
  /** The name of the thread under that message, on platforms whose threads have names. Default: the card's title. */
  readonly threadName?: string;
  /** The message from which this one goes on: in a forum, both are in one post. */
  readonly after?: MessageRef;
}

/** A message that is on the platform. */
export interface PostedMessage extends Pick<Outgoing, 'place' | 'key'> {
  /** The message on the platform. */
  readonly ref: MessageRef;
}

/** `absent`: the message was certainly never posted. `unknowable`: the platform does not let the bot look. */
export type Lookup = MessageRef | 'absent' | 'unknowable';

/** A message of the bot that was read on the platform. */
export interface Posted {
  /** By the platform's clock, in milliseconds since 1970. */
  readonly at: number;
  /** Whether it was sent with this key. */
  hasKey(key: string): boolean;
  /** Whether one of its buttons types this command line. */
  carries(line: string): boolean;
}

/** The messages of the bot that a platform still shows. */
export interface PostedSince {
  /** False when the platform lets the bot read only some of the messages now: the next call goes on where this one ended. */
  readonly isWhole: boolean;
  /** Those that could be read. */
  readonly messages: readonly Posted[];
}

/** What people call a place. */
export interface PlaceName {
  /** `#papers`; of a conversation with one person, `Direct message with Ada`. */
  readonly channel: string;
  /** The Slack workspace or Discord server; absent where there is none, or where the platform does not tell. */
  readonly workspace?: string;
}

/** Posts cards on one platform. @throws DeliveryError, from every method, and nothing else */
export interface Messenger {
  /** Posts once: after the platform may have accepted the message, the messenger makes no further attempt. */
  send(message: Outgoing): Promise<MessageRef>;
  /**
   * The message that was sent with the key, if it was posted between `since` and `until`. When the platform lets the bot
   * read only some of the messages now, it throws `later`, and the next call goes on where this one ended.
   * @param since by the platform's clock ({@link Messenger.now}), in milliseconds since 1970
   * @param until the same; default: now
   */
  find(message: Omit<Outgoing, 'card'>, since: number, until?: number): Promise<Lookup>;
  /**
   * What the bot posted in a place, in the channel itself, since an instant by the platform's clock. Undefined on a
   * platform whose messages are where the database is.
   */
  readonly readPosts?: (place: Place, since: number) => Promise<PostedSince | 'unknowable'>;
  /**
   * The time by the platform's clock, in milliseconds since 1970: the same in all processes, however wrong their machines'
   * clocks are. Asks the platform when it is not known. Undefined on a platform whose clock is this machine's.
   */
  readonly now?: (place: Place) => Promise<number>;
  /**
   * Replaces the card of a posted message. Doing it twice is harmless, so it throws `later` or `gone` only. Undefined on
   * platforms that cannot change a message.
   */
  readonly edit?: (message: PostedMessage, card: Card) => Promise<void>;
  /**
   * The address at which people find a posted message and what was answered to it; undefined when the platform does not
   * tell. Undefined on platforms whose messages have no address.
   */
  readonly linkTo?: (message: Pick<PostedMessage, 'place' | 'ref'>) => Promise<string | undefined>;
  /**
   * How many messages are below a posted message, the bot's own among them; undefined when the platform does not tell. Reads
   * no word of them. Undefined on platforms on which nobody can answer.
   */
  readonly repliesTo?: (message: Pick<PostedMessage, 'place' | 'ref'>) => Promise<number | undefined>;
  /**
   * What people call a workspace, for news that reaches them elsewhere; undefined when the platform does not tell. Undefined
   * on platforms on which a person is told within the workspace.
   */
  readonly workspaceName?: (workspace: string) => Promise<string | undefined>;
  /**
   * What people call a place, for who runs the bot; undefined when the platform does not tell. Undefined on a platform of one
   * person.
   */
  readonly placeName?: (place: Place) => Promise<PlaceName | undefined>;
  /**
   * Says something in passing to everybody in a place, at most once. Does nothing where a person is alone with the bot, or
   * where messages are posts of their own, as in a forum. Undefined on a platform of one person.
   */
  readonly announce?: (place: Place, card: Card) => Promise<void>;
  /** Sends a card to one person in private; `person` is the platform's own id. */
  tell(workspace: string, person: string, card: Card): Promise<void>;
  /**
   * Whether one message shows the card whole: every entry with its link and its buttons. Texts may be shortened. The same
   * card has the same answer in every process.
   */
  fits(card: Card): boolean;
  /** What keeps it from posting in the place, each in one sentence that says what to do about it. */
  preflight(place: Place): Promise<readonly string[]>;
}
