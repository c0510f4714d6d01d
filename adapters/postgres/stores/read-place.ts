import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import { type Place, parsePlace } from '../../../src/topics/place.ts';

/** One row with a broken key must not keep all other places from their digests. */
export function readPlace(key: string, logger: Logger): Place | undefined {
  try {
    return parsePlace(key);
  } catch {
    logger.error({ place: key }, 'the key of a stored place cannot be read: it is left out');
    return undefined;
  }
}
