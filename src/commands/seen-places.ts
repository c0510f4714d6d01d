import type { Caller } from './command.ts';
import { type ReadablePlace, readable, type StateOf } from './place-handle.ts';
import type { ReadingServices } from './services.ts';

/** The places of the caller's workspace that the caller may see, and the conversation with the bot. */
export async function seenPlaces(
  caller: Caller,
  store: ReadingServices['store'],
): Promise<StateOf<ReadablePlace>[]> {
  const seen: StateOf<ReadablePlace>[] = [];
  for (const state of await store.placesOf(caller.place.platform, caller.place.workspace)) {
    // Where the platform does not tell, nothing is shown.
    const place = await readable(caller, state.place).catch(() => undefined);
    if (place !== undefined) seen.push({ ...state, place });
  }
  return seen;
}
