import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findPackageRoot } from '../../../src/app/package-root.ts';
import { baseStyles, writeText } from '../files.ts';
import { bundleDemo } from './bundle.ts';
import type { DemoData } from './shape.ts';

/** Writes the page with its script and its data into a folder. @throws Error where the script would need Node */
export async function buildDemo(target: string, data: DemoData): Promise<void> {
  const root = findPackageRoot();
  const source = join(root, 'docs/site/demo');
  await mkdir(target, { recursive: true });
  for (const name of ['index.html', 'demo.css']) await cp(join(source, name), join(target, name));
  await cp(join(root, baseStyles), join(target, 'base.css'));
  await writeText(join(target, 'data.js'), `globalThis.paperboyData = ${JSON.stringify(data)};\n`);
  await bundleDemo(source, target);
}
