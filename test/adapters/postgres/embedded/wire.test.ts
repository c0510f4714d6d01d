import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, startEngine } from '../../../../adapters/postgres/embedded/engine.ts';
import { createWire, type Wire } from '../../../../adapters/postgres/embedded/wire.ts';
import { makeStoreFolder } from '../../../support/fixtures/store-folder.ts';

describe('the embedded session', () => {
  let base: string;
  let engine: Engine;
  let wire: Wire;
  beforeAll(async () => {
    base = await makeStoreFolder();
    engine = await startEngine(join(base, 'pg'));
    wire = createWire(engine);
  });
  afterAll(async () => {
    wire.close();
    await engine.close();
    rmSync(base, { recursive: true });
  });
  const segments = () =>
    readdirSync(join(base, 'pg/pg_wal')).filter((name) => /^[0-9A-F]{24}$/.test(name)).length;

  it('shortens its WAL at a checkpoint, and never by itself', async () => {
    await wire.exec("SELECT pg_logical_emit_message(true, 'fill', repeat('x', 60000000))");
    expect(segments()).toBeGreaterThan(55);
    for (let n = 0; n < 3; n += 1) {
      await wire.exec("SELECT pg_logical_emit_message(true, 'fill', repeat('x', 1000000))");
      await wire.exec('CHECKPOINT');
    }
    expect(segments()).toBeLessThan(40);
  });

  it('says why a statement was refused', async () => {
    await expect(wire.exec('CHEKPOINT')).rejects.toThrow(/^CHEKPOINT: syntax error/);
  });

  const connect = async (to = wire) => {
    const client = new pg.Client({
      stream: () => to.connect(),
      user: 'postgres',
      database: 'postgres',
      ssl: false,
    });
    await client.connect();
    return client;
  };

  it('ends a transaction whose client sends nothing, so that the others go on', async () => {
    const hasty = createWire(engine, { idleInTransactionMs: 100 });
    const [silent, other] = [await connect(hasty), await connect(hasty)];
    const failed = new Promise<Error>((resolve) => silent.on('error', resolve));
    await silent.query('CREATE TABLE t (n integer)');
    await silent.query('BEGIN');
    await silent.query('INSERT INTO t VALUES (1)');
    const { rows } = await other.query('SELECT count(*)::int AS count FROM t');
    expect(rows).toEqual([{ count: 0 }]);
    expect((await failed).message).toMatch(/^The transaction was rolled back: nothing came for 0.1 s/);
    await other.end();
    hasty.close();
  });

  it("does not run upkeep inside a client's transaction", async () => {
    const client = await connect();
    await client.query('BEGIN');
    expect(await wire.exec('CHECKPOINT')).toBe(false);
    await client.query('COMMIT');
    expect(await wire.exec('CHECKPOINT')).toBe(true);
    await client.end();
  });

  it('leaves a failed transaction with its client until that ends it', async () => {
    const [client, other] = [await connect(), await connect()];
    await client.query('BEGIN');
    await expect(client.query('SELECT 1 / 0')).rejects.toThrow('division by zero');
    const waiting = other.query('SELECT 1 AS one');
    await expect(client.query('SELECT 1')).rejects.toThrow('current transaction is aborted');
    await client.query('ROLLBACK');
    expect((await waiting).rows).toEqual([{ one: 1 }]);
    await Promise.all([client.end(), other.end()]);
  });
});
