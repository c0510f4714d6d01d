import { storeContract } from '../../contracts/store.ts';
import { createMemoryStore } from './create-memory-store.ts';

storeContract('in memory', async () => createMemoryStore(), { amends: false });
