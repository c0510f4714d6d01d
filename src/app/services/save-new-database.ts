import { writeFile } from 'node:fs/promises';
import { makeDatabase, packDatabase } from '../../../adapters/postgres/embedded/new-database.ts';
import { packedDatabaseFile } from './store-source.ts';

/** A step of the build: saves a new embedded database, so that no start has to make one. */
await writeFile(packedDatabaseFile, packDatabase(await makeDatabase()), { mode: 0o644 });
