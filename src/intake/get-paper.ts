import type { Paper } from '../corpus/paper.ts';
import type { PaperRecord } from '../corpus/record.ts';
import { FeedError } from '../errors.ts';
import type { Clock, Logger } from '../ports/clock-and-logger.ts';
import type { PaperIndex } from '../ports/index.ts';
import type { PaperLookUp } from '../ports/paper-look-up.ts';
import type { IntakeStore } from '../ports/store/intake.ts';

/**
 * | kind | |
 * |---|---|
 * | `paper` | it was taken in, and is in the index |
 * | `unknown` | the hosts were asked, and none has it |
 * | `failed` | a host could not be asked, and no other has it |
 * | `nobody` | there is no host to ask |
 */
type Got =
  | { readonly kind: 'paper'; readonly paper: Paper }
  | { readonly kind: 'unknown' | 'failed' | 'nobody' };

/** Gets one paper that is not here from the hosts, by its arXiv id without version. Never rejects but with StoreError. */
export type GetPaper = (arxivId: string) => Promise<Got>;

interface GetPaperDeps {
  /** Opened when the first paper is asked for. The first of them is asked first. */
  readonly lookUps: () => Promise<readonly PaperLookUp[]>;
  readonly store: Pick<IntakeStore, 'takeIn' | 'latestRevision' | 'changedPapers'>;
  readonly index: Pick<PaperIndex, 'put' | 'paper'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Milliseconds for which an answer counts, so that nobody can make the bot ask a host again and again. */
const keptMs = { paper: 0, nobody: 0, failed: 60_000, unknown: 60 * 60_000 } as const;
const mostKept = 1_000;
/** Any date is before it: what a person asked for is in look-ups only, until a feed brings it as new. */
const never = '9999';

/** Several callers who want one paper at the same time share one request. */
export function createGetPaper({ lookUps, store, index, clock, logger }: GetPaperDeps): GetPaper {
  const asked = new Map<string, { readonly until: number; readonly got: Promise<Got> }>();

  let opened: ReturnType<typeof lookUps> | undefined;

  async function find(id: string): Promise<Got> {
    opened ??= lookUps();
    const hosts = await opened;
    let without: Exclude<Got['kind'], 'paper'> = hosts.length === 0 ? 'nobody' : 'unknown';
    for (const host of hosts) {
      try {
        const record = await host.byArxivId(id);
        if (record !== undefined) return await take(record, id, host);
      } catch (err) {
        if (!(err instanceof FeedError)) throw err;
        logger.info({ err, host: host.label, id }, 'a paper could not be asked for');
        without = 'failed';
      }
    }
    return { kind: without };
  }

  async function take(record: PaperRecord, id: string, { name }: PaperLookUp): Promise<Got> {
    const before = await store.latestRevision();
    const intake = { source: name, records: [{ ...record, isNew: true }], rejects: [], skipped: 0 };
    await store.takeIn({ ...intake, cursor: undefined, quietBefore: never }, clock.now());
    const changes = await store.changedPapers(before, 100);
    const papers = changes.flatMap(({ paper }) => (paper?.arxivId === id ? [paper] : []));
    await index.put(papers);
    const paper = papers[0] ?? (await index.paper(id));
    return paper === undefined ? { kind: 'failed' } : { kind: 'paper', paper };
  }

  return (id) => {
    const now = clock.now();
    const known = asked.get(id);
    if (known !== undefined && now < known.until) return known.got;
    const got = find(id);
    const keep = (until: number) => asked.set(id, { until, got });
    asked.delete(id);
    keep(Number.POSITIVE_INFINITY);
    const [oldest] = asked.keys();
    if (asked.size > mostKept && oldest !== undefined) asked.delete(oldest);
    got.then(
      ({ kind }) => keep(clock.now() + keptMs[kind]),
      () => asked.delete(id),
    );
    return got;
  };
}
