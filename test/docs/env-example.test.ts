import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { expect, it } from 'vitest';
import { readConfig, settings } from '../../src/app/settings/config.ts';

const example = readFileSync(fileURLToPath(new URL('../../.env.example', import.meta.url)), 'utf8');

/** Terminals set these. */
const setByTerminals = ['NO_COLOR', 'FORCE_COLOR', 'COLUMNS'];

const compose = `
# For docker-compose.yml: PostgreSQL and Redis beside the bot. Choose a password, and write it twice.
#COMPOSE_PROFILES=servers
#POSTGRES_PASSWORD=change-me
#DATABASE_URL=postgres://paperboy:change-me@postgres/paperboy
#REDIS_URL=redis://redis
`;

it('.env.example lists every setting, none of them set', () => {
  const lines = settings
    .filter(({ name }) => !setByTerminals.includes(name))
    .map(({ name, help, isSecret }) => `# ${help}${isSecret ? `; or ${name}_FILE` : ''}\n#${name}=\n`);
  const head =
    '# Settings of Paperboy: copy this file to .env, and take away the # where you set something.\n' +
    '# Variables of the environment go first. NAME_FILE names a file that holds a secret.\n\n';
  expect(example).toBe(head + lines.join('') + compose);
});

it('.env.example is read as it is, and with every line of its end set', () => {
  expect(parseEnv(example)).toEqual({});
  expect(() => readConfig(parseEnv(compose.replaceAll(/^#(?=\w)/gm, '')))).not.toThrow();
});
