import { AsyncLocalStorage } from 'node:async_hooks';
import { pino } from 'pino';

/** What a line of the log belongs to: a person's request, or a job, which is named for its channel. */
interface Context {
  readonly request?: string;
  readonly job?: string;
}

const contexts = new AsyncLocalStorage<Context>();

/** Runs the work; every line that it logs has the fields of the context. */
export const inContext = <Result>(context: Context, work: () => Result): Result =>
  contexts.run({ ...contexts.getStore(), ...context }, work);

/**
 * Tokens by their form: of Slack, of Discord (docs.discord.com, reference#authentication), what follows `Bearer` and `Bot`,
 * the password of an address, and the secret of a link that `publish` makes.
 */
const tokenForms =
  /\b(?:xox[a-z]|xapp|xoxe\.xox[a-z])[-.][\w.-]+|\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}|(?<=\bB(?:earer|ot) )[\w.~+/-]{8,}=*|(?<=:\/\/[^\s:/@"]*:)[^\s:/@"]+(?=@)|(?<=\/feeds\/)[\w-]{20,}/g;

/** Shorter ones would be found in ordinary words. */
const minSecretLength = 6;

/** Takes secrets out of a line: those that are given, and what has the form of a token. */
export function withoutSecrets(line: string, secrets: readonly string[]): string {
  let clean = line.replace(tokenForms, '[secret]');
  for (const secret of secrets) {
    if (secret.length < minSecretLength) continue;
    clean = clean.replaceAll(secret, '[secret]');
    // As it is in JSON, where it has signs that are escaped there.
    clean = clean.replaceAll(JSON.stringify(secret).slice(1, -1), '[secret]');
  }
  return clean;
}

/**
 * A log of JSON lines, without secrets.
 * @param fd 1 for standard output, 2 for standard error
 * @param keep gets each line, too
 */
export function logTo(fd: 1 | 2, level: string, secrets: readonly string[], keep?: (line: string) => void) {
  const destination = pino.destination({ fd, sync: true });
  return createLog(level, secrets, (line) => {
    keep?.(line);
    return destination.write(line);
  });
}

/** A log of JSON lines, in which `secrets` are replaced by `[secret]`. @param level pino's, e.g. `info` */
export const createLog = (level: string, secrets: readonly string[], write: (line: string) => unknown) =>
  pino(
    { level, mixin: () => ({ ...contexts.getStore() }) },
    { write: (line: string) => void write(withoutSecrets(line, secrets)) },
  );
