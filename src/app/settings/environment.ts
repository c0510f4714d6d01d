import { readFileSync } from 'node:fs';
import { type Config, ConfigError, readConfig, settings } from './config.ts';

type Environment = Readonly<Partial<Record<string, string>>>;

/**
 * The settings of this process: its environment, then the file `.env` of the working directory for variables that are
 * not set, then the files that hold secrets.
 * @throws ConfigError with every problem at once, and no value
 */
export function readEnvironment(): Config {
  loadEnvFile();
  return readConfig(withSecretFiles(process.env));
}

/** Into `process.env`, so that processes which this one starts have it too. */
function loadEnvFile(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') throw new ConfigError(`I can’t read the settings in .env (${code}).`);
  }
}

/**
 * The environment with each secret whose file is named by `NAME_FILE`, as container engines mount them. Blanks around a
 * secret are dropped: editors end a file with a line break.
 * @param read the contents of a file; throws an error with a `code` where there is none
 * @throws ConfigError with every problem at once, and no value
 */
export function withSecretFiles(env: Environment, read = (file: string) => readFileSync(file, 'utf8')) {
  const problems: string[] = [];
  const secrets: Record<string, string> = {};
  for (const { name } of settings.filter(({ isSecret }) => isSecret)) {
    const file = env[`${name}_FILE`];
    if (!file) continue;
    try {
      const secret = read(file).trim();
      const given = env[name] || secret;
      if (secret === '') problems.push(`${name}_FILE: the file is empty.`);
      else if (given !== secret)
        problems.push(`${name} and ${name}_FILE are both set, and differ: remove one.`);
      else secrets[name] = secret;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      problems.push(`${name}_FILE: the file can’t be read (${code}).`);
    }
  }
  if (problems.length > 0) throw new ConfigError(`These settings aren’t valid:\n  ${problems.join('\n  ')}`);
  return { ...env, ...secrets };
}
