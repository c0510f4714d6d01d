import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from '../support/source-tree.ts';

const readText = (path: string) => readFileSync(join(root, path), 'utf8');

interface Service {
  readonly profiles?: readonly string[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly command?: readonly string[];
  readonly env_file?: readonly { readonly path: string; readonly required: boolean }[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly stop_grace_period?: string;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string; readonly required: boolean }>>;
  readonly healthcheck?: object;
}

const compose = parse(readText('docker-compose.yml'), { strict: true, uniqueKeys: true, merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly 'x-bot': Service;
};
const { 'x-bot': bot } = compose;
const names = Object.keys(compose.services);
const service = (name: string): Service => compose.services[name] ?? {};
const profileOf = (name: string) => service(name).profiles ?? [];

/** The steps of the last stage, as `[instruction, rest]`. */
const steps = readText('Dockerfile')
  .replaceAll(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => /^[A-Z]/.test(line))
  .map((line) => line.split(/\s+/, 1).concat(line.replace(/^\S+\s+/, '')) as [string, string]);
const stages = steps.filter(([name]) => name === 'FROM').map(([, image]) => image);
const lastStage = steps.slice(steps.findLastIndex(([name]) => name === 'FROM') + 1);

it('compose runs the bot alone unless servers are asked for', () => {
  expect(names.filter((name) => profileOf(name).length === 0)).toEqual(['paperboy']);
  expect(profileOf('postgres')).toEqual(['servers']);
  expect(profileOf('redis')).toEqual(['servers']);
  expect(profileOf('worker')).toEqual(['servers']);
  // Nothing of a worker can be there only once: no name, no port, no volume.
  expect(Object.keys(service('worker')).sort()).toEqual(
    [...Object.keys(bot), ...['command', 'depends_on', 'profiles', 'restart']].sort(),
  );
  expect(service('worker').command).toEqual(['--role', 'worker']);
  // Servers that do not run must not keep the bot from starting.
  for (const each of Object.values(service('paperboy').depends_on ?? {}))
    expect(each).toEqual({ condition: 'service_healthy', required: false });
});

it('compose keeps what must be kept, and lets nobody in', () => {
  const mounted = names.flatMap((name) => service(name).volumes ?? []).map((each) => each.split(':')[0]);
  expect(new Set(mounted)).toEqual(new Set(Object.keys(compose.volumes)));
  expect(names.flatMap((name) => service(name).ports ?? [])).toEqual([]);
  expect(service('paperboy')).toMatchObject({
    volumes: ['data:/data'],
    env_file: [{ path: '.env', required: false }],
    read_only: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
  });
  // The bot takes 10 seconds at most; Docker's own deadline is as long.
  expect(Number.parseInt(service('paperboy').stop_grace_period ?? '0', 10)).toBeGreaterThan(10);
});

it('Redis keeps its jobs: no eviction, and a log of every write', () => {
  const command = (service('redis').command ?? []).join(' ');
  expect(command).toContain('--maxmemory-policy noeviction');
  expect(command).toContain('--appendonly yes');
  expect([service('redis').healthcheck, service('postgres').healthcheck]).not.toContain(undefined);
});

it('the image runs as a user, with nothing to build with', () => {
  expect(stages).toHaveLength(3);
  expect(stages[2]).toMatch(/distroless.*:nonroot$/);
  const last = Object.fromEntries(lastStage);
  expect(last).toMatchObject({ USER: '65532:65532', VOLUME: '["/data"]', STOPSIGNAL: 'SIGTERM' });
  expect(last['ENV']).toContain('PAPERBOY_DATA=/data');
  expect(last['ENTRYPOINT']).toMatch(/^\["/);
  expect(last['HEALTHCHECK']).toContain('/healthz');
  expect(lastStage.filter(([name]) => name === 'RUN')).toEqual([]);
  expect(lastStage.some(([, rest]) => /npm|(^| )\.env|typescript/.test(rest))).toBe(false);
});

it('what the image copies is there, and sent to the builder', () => {
  const copied = lastStage
    .filter(([name, rest]) => name === 'COPY' && !rest.startsWith('--from'))
    .flatMap(([, rest]) => rest.split(' ').slice(0, -1));
  const sent = readText('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  expect(copied.length).toBeGreaterThan(2);
  for (const path of copied)
    expect(
      sent.some((each) => path === each || path.startsWith(`${each}/`)),
      path,
    ).toBe(true);
  const there = new Set(readdirSync(root));
  expect(sent.filter((path) => !there.has(path.split('/')[0] ?? ''))).toEqual([]);
  // The compiler needs what its settings include.
  const { include } = JSON.parse(readText('tsconfig.build.json')) as { include: string[] };
  for (const path of include) expect(sent).toContain(path.replace('/*.ts', ''));
});
