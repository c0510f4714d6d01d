import type { ProcessReport, ProcessStore } from '../../../src/ports/store/processes.ts';
import type { Database } from '../database/database.ts';

/** The store of processes in PostgreSQL. Times are the database's: the clocks of machines differ. */
export const createProcessStore = (database: Database): ProcessStore => ({
  reportProcess: ({ id, role, gateways, posts }, silentMs) =>
    database.transaction(async (sql) => {
      await sql.query(
        `DELETE FROM process WHERE seen_at < clock_timestamp() - $1 * interval '1 millisecond'`,
        [silentMs],
      );
      await sql.query(
        `INSERT INTO process (id, role, gateways, posts) VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp()`,
        [id, role, gateways, posts],
      );
      const { rows } = await sql.query<ProcessReport>(
        'SELECT id, role, gateways, posts FROM process ORDER BY started_at, id',
      );
      return rows;
    }),
  async forgetProcess(id) {
    await database.query('DELETE FROM process WHERE id = $1', [id]);
  },
});
