import type { StoredVector, VectorStore } from '../../../src/ports/embedder.ts';
import type { Database } from '../database/database.ts';

/** The vectors of papers in PostgreSQL. */
export const createVectorStore = (database: Database): VectorStore => ({
  async vectors(model, keys) {
    const { rows } = await database.query<{ key: string; vector: Uint8Array }>(
      'SELECT key, vector FROM embedding WHERE model = $1 AND key = ANY ($2::text[])',
      [model, keys],
    );
    return rows.map(({ key, vector }): StoredVector => ({ key, vector: Int8Array.from(vector) }));
  },
  async keepVectors(model, vectors) {
    await database.query(
      `INSERT INTO embedding (model, key, vector)
       SELECT $1, key, vector FROM unnest($2::text[], $3::bytea[]) AS given (key, vector)
       ON CONFLICT DO NOTHING`,
      [model, vectors.map(({ key }) => key), vectors.map(({ vector }) => Buffer.from(vector))],
    );
  },
});
