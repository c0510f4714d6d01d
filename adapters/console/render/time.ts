import type { TimeStyle } from '../../../src/cards/card.ts';

// Not from Intl, whose short month names differ between ICU versions ("Sep", "Sept").
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** An instant in UTC as people write it. Text in a terminal cannot change later, so `relative` is the date. */
export function renderTime(at: string, show: TimeStyle): string {
  const instant = new Date(at);
  if (Number.isNaN(instant.getTime())) return at;
  const date = `${instant.getUTCDate()} ${months[instant.getUTCMonth()]} ${instant.getUTCFullYear()}`;
  const clock = `${instant.toISOString().slice(-13, -8)} UTC`;
  switch (show) {
    case 'date':
    case 'relative':
      return date;
    case 'time':
      return clock;
    case 'moment':
      return `${date}, ${clock}`;
    default:
      return show satisfies never;
  }
}
