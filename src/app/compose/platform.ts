import type { Router } from '../../commands/router.ts';
import type { Services } from '../../commands/services.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { Messenger } from '../../ports/messenger.ts';

/** A chat platform that is not started yet. */
export interface Platform {
  readonly name: 'slack' | 'discord';
  readonly messenger: Messenger;
  /** @throws Error when the platform rejects the tokens or cannot be reached */
  start(): Promise<void>;
  /** Waits for running answers, some seconds at most. */
  stop(): Promise<unknown>;
}

/** What every platform is made from. */
export interface PlatformDeps {
  readonly router: Router;
  readonly services: Services;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Logs a bug; returns the id that the person sees. */
  readonly onBug: (error: unknown) => string;
  /** The platform has stopped for good: it rejects the token. */
  readonly onStopped: (platform: string, reason: string) => void;
}
