import { z } from 'zod';

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Every variable that Paperboy reads. An empty one counts as unset. */
const schema = z.object({
  PAPERBOY_SEEDS: z
    .string()
    .optional()
    .describe('folder of the saved pages (default: `seeds` of the project)'),
  PAPERBOY_DATA: z
    .string()
    .default('data')
    .describe('folder for what Paperboy remembers (default: `./data`)'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('a PostgreSQL server, 14 or newer (default: an embedded one in `PAPERBOY_DATA`)'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe('a Redis server for the job queue (default: the queue lives in the database)'),
  LOG_LEVEL: z
    .enum(levels)
    .default('warn')
    .describe(`how much is logged: ${levels.join(', ')} (default: warn)`),
  NO_COLOR: z.string().optional().describe('no colours in the console'),
  FORCE_COLOR: z.string().optional().describe('colours also where the output is no terminal'),
  COLUMNS: z.coerce
    .number()
    .int()
    .min(20)
    .max(1_000)
    .optional()
    .catch(undefined)
    .describe('width of the output where it is no terminal, 20 to 1000 (default: 80)'),
  TERM: z.string().optional(),
});

/** The variables that people set, for the README. */
export const settings: readonly { readonly name: string; readonly help: string }[] = Object.entries(
  schema.shape,
).flatMap(([name, { description }]) => (description === undefined ? [] : [{ name, help: description }]));

export type Config = z.infer<typeof schema>;

/** The process's environment does not fit; the message lists every problem and no value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the environment, purely.
 * @throws ConfigError with every problem at once. Values are never repeated: they may be secrets.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw new ConfigError(`These environment variables need mending:\n${problems.join('\n')}`);
}
