import { parseDays } from '../../../src/topics/calendar/parse-schedule.ts';
import type { PlaceState } from '../../../src/topics/place.ts';

/** Of two lines about the same, only one holds. */
export function subjectOf(line: string): string {
  const [first = '', second = ''] = line.split(/[ :]/);
  const same: Readonly<Record<string, string>> = { resume: 'pause', unskip: 'skip' };
  return first === 'digest' ? (same[second] ?? second) : second;
}

/** Whether what a line asked for is so. */
export function lineHolds(line: string, state: PlaceState | undefined, topics: readonly string[]): boolean {
  const [, verb = '', value = ''] =
    /^(?:digest )?(\S+?)(?:[ :](\S+(?:, \S+)*))?(?: confirm:yes)?$/.exec(line) ?? [];
  if (verb === 'follow' || verb === 'unfollow') return topics.includes(value) === (verb === 'follow');
  if (state === undefined) return true;
  const { size, whenEmpty, stopped, mode, review } = state;
  const { time, zone, days, paused, skips } = state.schedule;
  const dates = value.split(', ').flatMap((range) => range.split('..'));
  const isSkipped = (date: string) => skips.some((skip) => skip.first <= date && date <= skip.last);
  switch (verb) {
    case 'at':
      return time === value;
    case 'zone':
      return zone === value;
    case 'days':
      return JSON.stringify(days) === JSON.stringify(parseDays(value));
    case 'size':
      return size === Number(value);
    case 'when-empty':
      return whenEmpty === value;
    case 'pause':
      return paused !== undefined && paused.until === /until:(.*)/.exec(value)?.[1];
    case 'resume':
      return paused === undefined && stopped === undefined;
    case 'skip':
      return dates.every(isSkipped);
    case 'unskip':
      return value === '' ? skips.length === 0 : !dates.some(isSkipped);
    case 'weekly':
      return days.length === 1;
    case 'mode':
      return mode === value;
    case 'review':
      return value === 'off' ? review === undefined : review !== undefined;
    default:
      return true;
  }
}
