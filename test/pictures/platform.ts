import type { Fits } from '../../src/cards/fit.ts';
import type { Router } from '../../src/commands/router.ts';
import type { Outcome } from '../../src/commands/run-line.ts';
import type { Clock } from '../../src/ports/clock-and-logger.ts';
import type { Messenger } from '../../src/ports/messenger.ts';
import type { Place } from '../../src/topics/place.ts';

export type PlatformName = 'slack' | 'discord';

/** What is sent to a platform: a message, App Home, the preview of a link. */
export interface Payload {
  readonly platform: PlatformName;
  /** Where it is seen; `private` messages only the person sees who asked. */
  readonly surface: 'message' | 'private' | 'thread' | 'home' | 'preview';
  /** The body as the platform gets it. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface PlatformDeps {
  readonly clock: Clock;
  /** Known once the bot is there, before anything is drawn. */
  readonly routerOf: () => Router;
}

/** An adapter whose platform accepts and keeps everything. */
export interface ChatPlatform {
  readonly messenger: Messenger;
  readonly place: Place;
  /** The id of the person who types. */
  readonly person: string;
  readonly fitsAnswer: Fits;
  /** Everything that was posted, in order. */
  readonly posted: readonly Payload[];
  /** What the person sees who typed a line. */
  draw(line: string, outcome: Outcome): Payload[];
}
