import type { Logger } from '../../src/ports/clock-and-logger.ts';
import type { ConfigurationStore, WorkspaceRule } from '../../src/ports/store/configuration.ts';
import { placeKey } from '../../src/topics/place.ts';
import { topicKey } from '../../src/topics/topic.ts';
import type { Sql } from './database/database.ts';
import { readPlace } from './stores/rows.ts';

/** What configuration files need of PostgreSQL. */
export const createConfigurationStore = (sql: Sql, logger: Logger): ConfigurationStore => ({
  async places() {
    const { rows } = await sql.query<{ key: string }>('SELECT key FROM place ORDER BY key COLLATE "C"');
    return rows.flatMap(({ key }) => readPlace(key, logger) ?? []);
  },
  async rules() {
    const { rows } = await sql.query<WorkspaceRule>(
      'SELECT platform, id AS workspace, change_rule AS rule FROM workspace ORDER BY platform COLLATE "C", id COLLATE "C"',
    );
    return rows;
  },
  async removePlace(place) {
    await sql.query('DELETE FROM place WHERE key = $1', [placeKey(place)]);
  },
  async replaceTopic(place, key, topic) {
    await sql.query(
      'UPDATE subscription SET topic_key = $3, topic = $4 WHERE place = $1 AND topic_key = $2',
      [placeKey(place), key, topicKey(topic), topic],
    );
  },
});
