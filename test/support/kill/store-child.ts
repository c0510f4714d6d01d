import { writeSync } from 'node:fs';
import { createQueue } from '../../../adapters/bullmq/queue.ts';
import { openDatabase } from '../../../adapters/postgres/database/open-database.ts';
import { lockFolder } from '../../../adapters/postgres/embedded/lock-folder.ts';
import { collectLog } from '../fakes/collect-log.ts';

/** A process that tests kill. It prints what it did, unbuffered. */
const [action, dataDir = ''] = process.argv.slice(2);
const say = (line: string) => writeSync(1, `${line}\n`);
const stay = () => setInterval(() => {}, 1_000);

try {
  if (action === 'lock') {
    await lockFolder(dataDir);
    say('locked');
    stay();
  } else {
    const database = await openDatabase({ dataDir, logger: collectLog() });
    say('open');
    if (action === 'insert') {
      for (let n = 1; ; n += 1) {
        await database.query('INSERT INTO kept (run, n) VALUES ($1, $2)', [process.pid, n]);
        say(`kept ${process.pid} ${n}`);
      }
    }
    const queue = await createQueue({ logger: collectLog(), database, stalledMs: 500 });
    await queue.work(
      () => {
        say('job runs');
        return new Promise(() => {});
      },
      { concurrency: 1 },
    );
    await queue.add({ name: 'issue', id: 'C1' });
    stay();
  }
} catch (error) {
  say(`refused: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
