import fc from 'fast-check';
import { tries } from './tries.ts';

/** Properties try the same values in each run. `SEED=7 npm test` tries others. */
fc.configureGlobal({ seed: Number(process.env['SEED'] ?? 1), ...tries(100) });
