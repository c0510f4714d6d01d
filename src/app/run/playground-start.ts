import { placeIn } from '../../../adapters/web/caller.ts';
import type { Channel } from '../../../adapters/web/workspace.ts';
import type { Services } from '../../commands/services.ts';
import { defined } from '../../defined.ts';
import type { Weekday } from '../../topics/calendar/local-date.ts';
import { weekdays } from '../../topics/calendar/schedule.ts';

const channels: readonly Channel[] = [
  {
    id: 'CEFFICIENT',
    name: 'efficient-ml',
    about: 'Follows three topics. Its digest comes at 09:00, on Fridays with a review of the week.',
  },
  { id: 'CPAPERS', name: 'papers', about: 'Follows nothing yet: type /papers follow' },
  { id: 'CRARE', name: 'rare-topics', about: 'Follows something that few papers are about.' },
  { id: 'DYOU', name: 'Paperboy', about: 'Only you and Paperboy' },
];

/** Fridays. */
const reviewed: Readonly<Record<string, Weekday>> = { CEFFICIENT: 5 };

const followed: Readonly<Record<string, readonly string[]>> = {
  CEFFICIENT: ['reasoning', 'agents', 'efficient inference'],
  CRARE: ['"protein folding"'],
};

/** What is there when the playground opens. */
export const startPlayground = {
  channels,
  /** @param zone IANA: digests come at 09:00 there */
  async follow({ store, clock }: Services, zone: string): Promise<void> {
    const [now, seen] = [clock.now(), await store.latestArrival()];
    for (const [channel, queries] of Object.entries(followed)) {
      const place = placeIn(channel);
      await store.savePlace({
        place,
        schedule: { time: '09:00', zone, days: weekdays, skips: [] },
        size: 10,
        whenEmpty: 'note',
        owner: 'you',
        since: now,
        nextAt: now,
        seen,
        ...defined({ review: reviewed[channel] }),
      });
      for (const query of queries)
        await store.follow({
          place,
          topic: { kind: 'query', query },
          addedBy: 'you',
          addedByName: 'You',
          addedAt: now,
          baseline: seen,
        });
    }
  },
};
