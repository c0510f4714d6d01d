import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';

/** Files of the core that need Node, and what does the same in a browser. */
const inBrowser = ['pause', 'passage-key'];

/**
 * Bundles the page's script as one classic script: a browser refuses modules that are opened from a disk.
 * @param source the folder of `main.ts`
 * @throws Error where the bundle would need a module of Node
 */
export async function bundleDemo(source: string, target: string): Promise<void> {
  await build({
    configFile: false,
    root: source,
    logLevel: 'warn',
    resolve: {
      alias: inBrowser.map((name) => ({
        find: new RegExp(`^\\.{1,2}/.*${name}\\.ts$|^\\./${name}\\.ts$`),
        replacement: join(source, 'in-browser', `${name}.ts`),
      })),
    },
    plugins: [withoutNode],
    build: {
      outDir: target,
      emptyOutDir: false,
      target: 'es2022',
      lib: {
        entry: join(source, 'main.ts'),
        formats: ['iife'],
        name: 'paperboyDemo',
        fileName: () => 'demo.js',
      },
    },
  });
}

const withoutNode: Plugin = {
  name: 'without-node',
  enforce: 'pre',
  resolveId(id, importer) {
    if (isBuiltin(id)) throw new Error(`${importer} imports ${id}, which no browser has.`);
  },
};
