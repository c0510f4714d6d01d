import { z } from 'zod';
import type { Trouble } from '../../../adapters/web/dashboard/health.ts';
import { defined } from '../../defined.ts';

/** pino's number for warnings; errors have 50, fatal ones 60. */
const warning = 40;
const lineShape = z.object({
  level: z.number(),
  time: z.number(),
  msg: z.string(),
  err: z.object({ message: z.string() }).optional(),
  problem: z.string().optional(),
  reason: z.string().optional(),
  incident: z.string().optional(),
});
/** Characters of what an error says: a database may repeat a whole statement. */
const mostSaid = 300;

/**
 * Keeps the last warnings and errors of the log, for the dashboard.
 * @param most so many
 */
export function createLastTrouble(most = 30) {
  let kept: readonly Trouble[] = [];
  return {
    /** @param line of the log, without secrets */
    keep(line: string): void {
      const found = read(line);
      if (found !== undefined) kept = [found, ...kept].slice(0, most);
    },
    /** The newest first. */
    list: (): readonly Trouble[] => kept,
  };
}

function read(line: string): Trouble | undefined {
  // Most lines are neither, and need not be taken apart.
  if (!/^\{"level":[4-9]\d[,}]/.test(line)) return undefined;
  const { data } = lineShape.safeParse(parse(line));
  if (data === undefined || data.level < warning) return undefined;
  const { level, time: at, msg, err, problem, reason, incident } = data;
  const said = [err?.message ?? problem ?? reason, incident && `(${incident})`].filter(Boolean).join(' ');
  return {
    at,
    isError: level > warning,
    message: msg,
    ...defined({ reason: said === '' ? undefined : said.slice(0, mostSaid) }),
  };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
