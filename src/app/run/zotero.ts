import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { consoleCaller } from '../../../adapters/console/session.ts';
import type { ZoteroOptions } from '../../../adapters/zotero/client.ts';
import { type Pushed, pushPapers } from '../../../adapters/zotero/push.ts';
import { plural } from '../../cards/text.ts';
import { storedPapers } from '../../commands/look-up/find-item.ts';
import { DeliveryError, UserError } from '../../errors.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import { type Place, readPlaceKey } from '../../topics/place.ts';
import { readVersion } from '../package-root.ts';
import type { StoreSource } from '../services/store-lifetime.ts';
import { openImportStore } from './import.ts';

const usage = `Usage: paperboy zotero [CHANNEL] [--dry-run]

  Adds the papers that are saved in a channel to the library of a Zotero group, by ZOTERO_KEY and ZOTERO_GROUP. A paper that is
  there, by its id, DOI, or title and year, is left alone, and so is what people have edited or deleted there. Calls that were
  stopped are made once more.

  CHANNEL    such as slack:T0123:C0123 or discord:<server>:<channel> (default: the reading list of the terminal)
  --dry-run  only says what would be added
`;

interface ZoteroRun {
  readonly source: StoreSource;
  /** Undefined where the settings name no library. */
  readonly zotero: ZoteroOptions | undefined;
  readonly contact?: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The arguments after `zotero`. */
  readonly args: readonly string[];
  readonly streams: { readonly stdout: NodeJS.WritableStream; readonly stderr: NodeJS.WritableStream };
  readonly stopping: AbortSignal;
  /** Default: waits. */
  readonly sleep?: (ms: number) => Promise<void>;
}

/** Adds a place's saved papers to Zotero. @returns the exit code: 1 when a paper could not be added, 2 for wrong arguments */
export async function runZotero(run: ZoteroRun): Promise<number> {
  const { stdout, stderr } = run.streams;
  const wanted = readArguments(run.args);
  if (wanted === 'help') return write(stdout, usage, 0);
  if (wanted === undefined) return write(stderr, usage, 2);
  const { zotero } = run;
  if (zotero === undefined)
    return write(
      stderr,
      'Set ZOTERO_KEY and ZOTERO_GROUP: which library, and a key that may write to it.\n',
      2,
    );
  const { store, close } = await openImportStore(run);
  try {
    const marks = await store.marks(wanted.place);
    const saved = marks.filter(({ kind }) => kind === 'saved').map(({ paperId }) => paperId);
    const papers = await storedPapers(saved, store);
    if (papers.length === 0) return write(stdout, 'No paper is saved there.\n', 0);
    const pushed = await pushPapers(papers, zotero, depsOf(run), wanted.isDry);
    stdout.write(report(pushed, wanted.isDry));
    for (const { paper, reason } of pushed.failed) stderr.write(`  not added: ${paper.title}: ${reason}\n`);
    return pushed.failed.length === 0 ? 0 : 1;
  } catch (error) {
    if (error instanceof UserError) return write(stderr, `${error.message} ${error.hint}\n`, 1);
    if (error instanceof DeliveryError) return write(stderr, `${error.message} ${againAfter(error)}\n`, 1);
    throw error;
  } finally {
    await close();
  }
}

function depsOf({ clock, stopping, contact, sleep }: ZoteroRun) {
  const wait = (ms: number) =>
    ms === 0 ? Promise.resolve() : setTimeout(ms, undefined, { signal: stopping });
  const about = contact === undefined ? '' : ` (${contact})`;
  return {
    now: () => clock.now(),
    sleep: sleep ?? wait,
    stopping,
    userAgent: `Paperboy/${readVersion()}${about}`,
  };
}

const againAfter = ({ retryAfterMs }: DeliveryError): string =>
  retryAfterMs === undefined
    ? 'Run it again: what was added is not added twice.'
    : `Run it again in ${plural(Math.ceil(retryAfterMs / 60_000), 'minute')}: what was added is not added twice.`;

function report({ added, known, deleted, failed }: Pushed, isDry: boolean): string {
  const counts = [
    `${plural(added.length, 'paper')} ${isDry ? 'would be added' : 'added'}`,
    known.length > 0 && `${known.length} there before`,
    deleted.length > 0 && `${deleted.length} deleted there by people, and left out`,
    failed.length > 0 && `${failed.length} not added`,
  ];
  return `${[...added.map(({ title }) => `  ${title}`), `${counts.filter(Boolean).join(', ')}.`].join('\n')}\n`;
}

function write(stream: NodeJS.WritableStream, text: string, code: number): number {
  stream.write(text);
  return code;
}

/** Undefined when the arguments are wrong. */
function readArguments(args: readonly string[]): { place: Place; isDry: boolean } | 'help' | undefined {
  try {
    const options = { 'dry-run': { type: 'boolean', default: false }, help: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (values.help) return 'help';
    const [key, ...more] = positionals;
    const place = key === undefined ? consoleCaller.place : readPlaceKey(key);
    return place === undefined || more.length > 0 ? undefined : { place, isDry: values['dry-run'] };
  } catch {
    return undefined;
  }
}
