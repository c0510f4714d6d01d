import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Finding, fine, problem, warning } from '../../finding.ts';

const minNode = [20, 19] as const;

/** Whether this version of Node can run the bot. @param version without its `v` */
export function examineNode(version = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNew = major > minNode[0] || (major === minNode[0] && minor >= minNode[1]);
  return isNew
    ? fine('Node', version)
    : problem('Node', `${version} is too old`, `Install Node ${minNode.join('.')} or newer.`);
}

type ZoneName = (zone: string, at: Date) => string;

const offsetIn: ZoneName = (zone, at) =>
  new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? '';

/**
 * Rules that a build of Node without its data, or one with old data, does not know: summer time; a quarter of an hour; the
 * end of summer time in Mexico, in 2022 (tzdata 2022f); Kazakhstan in one zone, since 1 March 2024 (tzdata 2024a).
 */
const rules = [
  ['Europe/Berlin', '2026-07-01', 'GMT+02:00'],
  ['Asia/Kathmandu', '2026-01-01', 'GMT+05:45'],
  ['America/Mexico_City', '2026-07-01', 'GMT-06:00'],
  ['Asia/Almaty', '2026-01-01', 'GMT+05:00'],
] as const;

/**
 * Whether Node knows the time zones, and rules that are new enough.
 * @param version of the zones, e.g. `2026a`
 */
export function examineZones(
  offset: ZoneName = offsetIn,
  version: string | undefined = process.versions['tz'],
) {
  const about = 'Zone data';
  const wrong = rules.filter(([zone, date, expected]) => {
    try {
      return offset(zone, new Date(`${date}T12:00Z`)) !== expected;
    } catch {
      return true;
    }
  });
  if (wrong.length === 0) return fine(about, version ?? 'as they should be');
  return problem(
    about,
    `they are old or missing: ${wrong.map(([zone]) => zone).join(', ')} would be wrong`,
    'Install a newer Node with full ICU: nodejs.org’s builds have it.',
  );
}

const mib = 2 ** 20;
/** An embedded database takes 40 MB when it is created, and its log grows by 16 MB at a time. */
const tooLittle = 200 * mib;
const little = 1_024 * mib;

/** Whether the data folder can be written, or created, and how much room there is. */
export function examineFolder(dataDir: string, freeBytes = freeIn): Finding[] {
  const about = 'Data folder';
  const folder = nearest(resolve(dataDir));
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return [
      problem(
        about,
        `${dataDir} can’t be written (${code})`,
        `Give the user that runs Paperboy the right to write to ${folder}, or set PAPERBOY_DATA.`,
      ),
    ];
  }
  const free = freeBytes(folder);
  const room = `${Math.floor(free / mib).toLocaleString('en')} MB are free`;
  const todo = 'Make room on the disk, or set PAPERBOY_DATA to a folder on another one.';
  const space =
    free < tooLittle
      ? problem('Disk', room, todo)
      : free < little
        ? warning('Disk', room, todo)
        : fine('Disk', room);
  return [fine(about, existsSync(dataDir) ? dataDir : `${dataDir} will be created`), space];
}

const nearest = (path: string): string => (existsSync(path) ? path : nearest(dirname(path)));

function freeIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
