import type { ChangeRule, PlatformStore } from '../../../src/ports/store/places.ts';
import type { Database } from '../database/database.ts';

/** What platforms keep in PostgreSQL: installations and the like. */
export function createPlatformStore(database: Database): PlatformStore {
  const readValue = async <Value>(text: string, values: readonly unknown[]) => {
    const { rows } = await database.query<{ value: Value }>(text, values);
    return rows[0]?.value;
  };
  return {
    changeRule: async (platform, workspace) =>
      (await readValue<ChangeRule>(
        'SELECT change_rule AS value FROM workspace WHERE platform = $1 AND id = $2',
        [platform, workspace],
      )) ?? 'anyone',
    async setChangeRule(platform, workspace, rule) {
      await database.query(
        'INSERT INTO workspace (platform, id, change_rule) VALUES ($1, $2, $3) ON CONFLICT (platform, id) DO UPDATE SET change_rule = $3',
        [platform, workspace, JSON.stringify(rule)],
      );
    },
    async keepLine(id, line) {
      await database.query('INSERT INTO button_line (id, line) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
        id,
        line,
      ]);
    },
    lineOf: (id) => readValue<string>('SELECT line AS value FROM button_line WHERE id = $1', [id]),
    async installations() {
      const { rows } = await database.query<{ workspace: string; sealed: string }>(
        'SELECT workspace, sealed FROM installation ORDER BY workspace',
      );
      return rows;
    },
    readInstallation: (workspace) =>
      readValue<string>('SELECT sealed AS value FROM installation WHERE workspace = $1', [workspace]),
    async writeInstallation(workspace, sealed) {
      await database.query(
        'INSERT INTO installation (workspace, sealed) VALUES ($1, $2) ON CONFLICT (workspace) DO UPDATE SET sealed = $2',
        [workspace, sealed],
      );
    },
    async removeInstallation(workspace) {
      await database.query('DELETE FROM installation WHERE workspace = $1', [workspace]);
    },
  };
}
