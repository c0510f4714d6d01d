interface PlatformClockOptions {
  /** This machine's clock: milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds from any start, never set back or forward. */
  readonly monotonic?: () => number;
  /**
   * This machine's clock is more than a minute off. Called at most once an hour.
   * @param aheadMs how far it is ahead of the platform's; negative when it is behind
   */
  readonly onSkew?: (aheadMs: number) => void;
}

/** An answer over HTTP, as fetch and undici have it. */
interface AnswerLike {
  readonly headers: { get(name: string): string | null };
}

const tolerableMs = 60_000;
const warnEveryMs = 60 * 60_000;
/** A difference between both clocks of this machine that means that one of them was set, or that the machine slept. */
const jumpMs = 5_000;

/**
 * The clock of a chat platform, by the `Date` header of its answers (RFC 9110, 6.6.1: whole seconds, rounded down). An
 * answer is taken to be stamped in the middle of its round trip, so the time is uncertain by half of the round trip and
 * half a second.
 */
export function createPlatformClock({
  now,
  monotonic = () => performance.now(),
  onSkew = () => {},
}: PlatformClockOptions) {
  let measured:
    | {
        readonly platform: number;
        readonly local: number;
        readonly at: number;
        readonly uncertaintyMs: number;
      }
    | undefined;
  let warnedAt = Number.NEGATIVE_INFINITY;

  /** @param sentAt by `monotonic` */
  function measure(date: string | null, sentAt: number): void {
    const stamped = Date.parse(date ?? '');
    if (Number.isNaN(stamped)) return;
    const roundTripMs = monotonic() - sentAt;
    const platform = stamped + 500 + roundTripMs / 2;
    const local = now();
    measured = { platform, local, at: monotonic(), uncertaintyMs: 500 + roundTripMs / 2 };
    const aheadMs = local - platform;
    if (Math.abs(aheadMs) <= tolerableMs + measured.uncertaintyMs || monotonic() < warnedAt + warnEveryMs)
      return;
    warnedAt = monotonic();
    onSkew(aheadMs);
  }

  return {
    /** Makes a request, and takes the platform's time from its answer. */
    async watch<Answer extends AnswerLike>(request: () => Promise<Answer>): Promise<Answer> {
      const sentAt = monotonic();
      const answer = await request();
      measure(answer.headers.get('date'), sentAt);
      return answer;
    },
    /**
     * The platform's time, in milliseconds since 1970. Undefined before the first answer, and when this machine's clock was
     * set since the last one.
     */
    now(): number | undefined {
      if (measured === undefined) return undefined;
      const elapsedMs = monotonic() - measured.at;
      const isSet = Math.abs(now() - measured.local - elapsedMs) > jumpMs;
      return isSet ? undefined : measured.platform + elapsedMs;
    },
  };
}

/** See {@link createPlatformClock}. */
export type PlatformClock = ReturnType<typeof createPlatformClock>;
