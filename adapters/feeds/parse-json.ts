import { FeedError } from '../../src/errors.ts';

/** The value of an answer in JSON. @throws FeedError `unreadable` for any other text */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FeedError('unreadable', 'the answer is broken JSON', { cause });
  }
}
