import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { freePort } from './free-port.ts';
import { until } from './until.ts';

/** A Redis of its own for a test that flushes or ends it: `redis-server`, without persistence. */
export async function startRedis() {
  const port = await freePort();
  let child: ChildProcess;
  const admin = new Redis({ host: '127.0.0.1', port, lazyConnect: true, retryStrategy: () => 50 });
  admin.on('error', () => {});
  const start = async () => {
    const options = ['--bind', '127.0.0.1', '--port', `${port}`, '--save', '', '--appendonly', 'no'];
    child = spawn('redis-server', options, { stdio: 'ignore' });
    await until(() => admin.ping().then((answer) => answer === 'PONG'));
  };
  const stop = async () => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    admin,
    start,
    stop,
    async close() {
      admin.disconnect();
      await stop();
    },
  };
}
