import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findPackageRoot } from '../../../src/app/package-root.ts';
import { writeText } from '../files.ts';
import { bundleDemo } from './bundle.ts';
import type { DemoData } from './shape.ts';

/** Writes the page with its script and its data into a folder. @throws Error where the script would need Node */
export async function buildDemo(target: string, data: DemoData): Promise<void> {
  const source = join(findPackageRoot(), 'docs/site/demo');
  await mkdir(target, { recursive: true });
  for (const name of ['index.html', 'demo.css']) await cp(join(source, name), join(target, name));
  await writeText(join(target, 'data.js'), `globalThis.paperboyData = ${JSON.stringify(data)};\n`);
  await bundleDemo(source, target);
}
