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

/**
 * Nothing to do.
 * @param about what was examined, as a heading
 * @param what what was found, one sentence
 */
export const fine = (about: string, what: string): Finding => ({ about, state: 'ok', what });
/**
 * Works, but not for long or not as meant.
 * @param todo what the person who runs the bot can do, one sentence
 */
export const warning = (about: string, what: string, todo: string): Finding => ({
  about,
  state: 'warning',
  what,
  todo,
});
/** Does not work. @param todo what the person who runs the bot can do, one sentence */
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

/** Channels that are looked at: platforms answer about one a second for long, and a person waits. */
const mostChannels = 40;

/**
 * Asks about each channel what keeps the bot from posting there, one after another.
 * @param platform `Slack`
 * @param channels ids; those that matter most first
 * @param problemsOf a sentence for each problem: what is wrong, then what to do about it
 */
export async function judgeChannels(
  platform: string,
  channels: readonly string[],
  problemsOf: (channel: string) => Promise<readonly string[]>,
): Promise<Finding[]> {
  const asked = channels.slice(0, mostChannels);
  const found: Finding[] = [];
  for (const channel of asked) {
    const about = `${platform}’s channel ${channel}`;
    const problems = await problemsOf(channel).catch((error: Error) => error);
    if (problems instanceof Error)
      found.push(
        warning(
          about,
          `${platform} didn’t tell about it (${problems.message})`,
          'Try again in a few minutes.',
        ),
      );
    else for (const sentence of problems) found.push(inTwo(about, sentence));
  }
  const count = asked.length < channels.length ? `${asked.length} of ${channels.length}` : `${asked.length}`;
  if (found.length === 0 && asked.length > 0)
    found.push(fine(`${platform}’s channels`, `the bot may post digests in ${count} looked at`));
  return found;
}

/** `I may not post here: allow …`, or `This channel is archived. Unarchive it, …`. */
function inTwo(about: string, sentence: string): Finding {
  const [, what = sentence, todo = 'Look at the channel’s settings.'] =
    /^(.+?)[:.] (.+)$/.exec(sentence) ?? [];
  return problem(
    about,
    what.replace(/\.$/, ''),
    todo.replace(/^./, (first) => first.toUpperCase()),
  );
}
