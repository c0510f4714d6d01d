import { parseArgs } from 'node:util';
import { plural } from '../../cards/text.ts';
import { enrichSome } from '../../intake/enrich.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { FeedSource } from '../services/jobs.ts';
import type { StoreSource } from '../services/store-lifetime.ts';
import { openImportStore } from './import.ts';

const usage = `Usage: paperboy enrich [--limit N]

  Asks for what papers lack, the newest first: by exact title at arXiv and Hugging Face for papers without an id, and by
  DOI at the services that ENRICH names. Asks one after the other, as the hosts want. A call that was stopped is made once
  more: it goes on where it was. The bot does the same by and by while it runs.

  --limit N  ask each host for N papers at most (default: 500)
`;

interface EnrichRun {
  readonly source: StoreSource;
  readonly feeds: FeedSource;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The arguments after `enrich`. */
  readonly args: readonly string[];
  readonly streams: { readonly stdout: NodeJS.WritableStream; readonly stderr: NodeJS.WritableStream };
  readonly stopping: AbortSignal;
}

/** Asks hosts for what papers lack. @returns the exit code: 1 when a host could not be asked, 2 for wrong arguments */
export async function runEnrich(run: EnrichRun): Promise<number> {
  const { stdout, stderr } = run.streams;
  const limit = readLimit(run.args);
  if (typeof limit !== 'number') {
    (limit === 'help' ? stdout : stderr).write(usage);
    return limit === 'help' ? 0 : 2;
  }
  const { store, close } = await openImportStore(run);
  try {
    const deps = { store, clock: run.clock, logger: run.logger, stopping: run.stopping };
    const enrichers = (await run.feeds.enrichers?.(deps)) ?? [];
    if (enrichers.length === 0) {
      stdout.write('Nobody is asked, by the settings FEEDS and ENRICH.\n');
      return 0;
    }
    const { asked, found, failed } = await enrichSome(enrichers, limit, deps, ({ title }, outcome) => {
      if (outcome === 'found') stdout.write(`  ${title}\n`);
    });
    stdout.write(`${plural(asked, 'question')} asked, ${found} answered.\n`);
    for (const { label, reason } of failed) stderr.write(`${label}: ${reason}\n`);
    return failed.length === 0 ? 0 : 1;
  } finally {
    await close();
  }
}

/** Undefined when the arguments are wrong. */
function readLimit(args: readonly string[]): number | 'help' | undefined {
  try {
    const options = { limit: { type: 'string', default: '500' }, help: { type: 'boolean' } } as const;
    const { values } = parseArgs({ args: [...args], options });
    if (values.help) return 'help';
    return /^[1-9]\d{0,5}$/.test(values.limit) ? Number(values.limit) : undefined;
  } catch {
    return undefined;
  }
}
