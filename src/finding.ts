/** What a check of the surroundings found: the person who runs the bot reads it. Never holds a secret. */
export interface Finding {
  /** What was looked at: `Slack’s bot token`. */
  readonly about: string;
  /** `warning`: it works now, and may not always. */
  readonly state: 'ok' | 'warning' | 'problem';
  /** What is so, in one sentence or a few words. */
  readonly what: string;
  /** What to do, in a sentence or two. */
  readonly todo?: string;
}

export const fine = (about: string, what: string): Finding => ({ about, state: 'ok', what });
export const warning = (about: string, what: string, todo: string): Finding => ({
  about,
  state: 'warning',
  what,
  todo,
});
export const problem = (about: string, what: string, todo: string): Finding => ({
  about,
  state: 'problem',
  what,
  todo,
});

/** Seconds that a platform's `Date` header may differ from this machine's clock. */
const tolerableSeconds = 60;

/** Compares this machine's clock with the `Date` header of an answer, which has whole seconds. */
export function judgeClock(about: string, date: string | null, now: number): Finding[] {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return [];
  const seconds = Math.round((now - theirs) / 1_000);
  const amount = `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} ${about}’s`;
  return Math.abs(seconds) <= tolerableSeconds
    ? [fine('Clock', `within a minute of ${about}’s`)]
    : [
        problem(
          'Clock',
          `this machine’s clock is ${amount}`,
          'Digests come at the hour of this clock. Run an NTP client, such as chrony or systemd-timesyncd.',
        ),
      ];
}
