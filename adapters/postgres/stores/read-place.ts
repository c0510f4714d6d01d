import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import { type Place, parsePlace } from '../../../src/topics/place.ts';

/** Undefined, and logged, for a key that cannot be read: the other places still get their digests. */
export function readPlace(key: string, logger: Logger): Place | undefined {
  try {
    return parsePlace(key);
  } catch {
    logger.error({ place: key }, 'the key of a stored place cannot be read: the place is left out');
    return undefined;
  }
}
