import { configDefaults, defineConfig } from 'vitest/config';

/** `npm test`. With `--mode all` (`npm run test:all`, `npm run kill`) also the tests that kill processes and fill disks. */
export default defineConfig(({ mode }) => ({
  test: {
    include: ['test/**/*.test.ts'],
    // The model would be loaded again and again. `test/adapters/embed/offline.test.ts` loads it, once.
    env: { EMBEDDINGS: 'off' },
    setupFiles: ['test/support/fixed-seed.ts', 'test/support/promise-speed.ts'],
    exclude: [...configDefaults.exclude, ...(mode === 'all' ? [] : ['**/*.kill.test.ts'])],
    // Vitest leaves one processor free, which is half of a small machine.
    maxWorkers: '100%',
    // Loading the modules anew for each file would take a quarter of the time. So a test leaves nothing behind in them.
    isolate: false,
    // Young objects are collected less often: with the default of 16 MB it takes 3 % more of the processor.
    execArgv: ['--max-semi-space-size=64'],
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    // Ends what hangs. No test asserts how long anything takes.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // How long `expect.poll` waits for a condition. Its own second is too short on a busy machine.
    expect: { poll: { timeout: 120_000 } },
  },
}));
