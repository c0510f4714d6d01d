import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { findPackageRoot } from '../../src/app/package-root.ts';
import { buildDemo } from './demo/build-demo.ts';
import { demoData } from './demo/data.ts';
import { buildDocs } from './docs/build-docs.ts';
import { filesIn } from './files.ts';

/** `npm run demo`: a folder that any web server can show, also below a path, and that opens from a disk. */
const root = findPackageRoot();
const target = join(root, 'dist/demo');

await rm(target, { recursive: true, force: true });
await buildDocs(target);
await buildDemo(target, await demoData());

const kB = (bytes: number) => `${(bytes / 1_000).toFixed(0)} kB`;
for (const { file, bytes } of await filesIn(target)) {
  if (/\.(js|css)$/.test(file) || relative(target, file) === 'index.html')
    process.stdout.write(
      `${relative(target, file).padEnd(24)} ${kB(bytes.length).padStart(9)} ${kB(gzipSync(bytes).length).padStart(9)} gzipped\n`,
    );
}
process.stdout.write(
  `Built in ${relative(process.cwd(), target) || '.'}: open index.html, or put the folder on any host.\n`,
);
