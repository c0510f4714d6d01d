import { describe } from 'vitest';
import type { Store } from '../../../src/ports/store/store.ts';
import { hostCases } from '../contracts/host-store.ts';
import { memoryHostStore } from './memory-host-store.ts';

describe('the host store in memory', () => {
  const store = memoryHostStore();
  hostCases(() => store as Store);
});
