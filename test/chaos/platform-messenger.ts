import { defined } from '../../src/defined.ts';
import { DeliveryError } from '../../src/errors.ts';
import type { Messenger } from '../../src/ports/messenger.ts';
import type { PlatformMessage } from './platform.ts';

/** A mark of the chaos world's papers: `d3p1`. */
const mark = /\bd\d+p\d+\b/g;

/** Posts on the platform of another process. Its clock is the platform's. */
export function createPlatformMessenger(url: string): Messenger {
  const ask = async <Answer>(path: string, body: unknown, isSending = false): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) }).catch(
      (cause: Error) => {
        throw new DeliveryError(isSending ? 'unknown' : 'later', 'no answer', { cause });
      },
    );
    if (response.ok) return (await response.json()) as Answer;
    if (response.status === 404) throw new DeliveryError('gone', 'may not post', { remedy: 'Let it post.' });
    const { retryAfterMs } = (await response.json()) as { retryAfterMs?: number };
    throw new DeliveryError('later', `HTTP ${response.status}`, {
      isRateLimit: response.status === 429,
      ...defined({ retryAfterMs }),
    });
  };
  const read = async (path: string, body: unknown): Promise<readonly PlatformMessage[] | 'unknowable'> =>
    ask<readonly PlatformMessage[]>(path, body).catch((error: unknown) => {
      if (error instanceof DeliveryError && error.message === 'HTTP 403') return 'unknowable';
      throw error;
    });
  return {
    async send({ key, place: { channel }, under, card }) {
      const marks = [...new Set(JSON.stringify(card).match(mark))];
      await ask('/send', { key, channel, marks, under: under?.id }, true);
      return { id: key };
    },
    async find({ key, place: { channel } }) {
      const found = await read('/find', { key, channel });
      if (found === 'unknowable') return found;
      return found.length > 0 ? { id: key } : 'absent';
    },
    async readPosts({ channel }, since) {
      const found = await read('/posts', { channel, since });
      if (found === 'unknowable') return found;
      const messages = found
        .filter(({ under }) => under === undefined)
        .map(({ key, at, marks }) => ({
          at,
          hasKey: (wanted: string) => wanted === key,
          carries: (line: string) => (line.match(mark) ?? []).some((each) => marks.includes(each)),
        }));
      return { isWhole: true, messages };
    },
    now: () => ask<number>('/now', null),
    tell: async () => {},
    fits: () => true,
    preflight: async () => [],
  };
}
