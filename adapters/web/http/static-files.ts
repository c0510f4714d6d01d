import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Hono } from 'hono';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Serves the files of a folder, which are read once: no path of a request ever reaches the disk. */
export function staticFiles(folder: string): Hono {
  const files = new Map(
    readdirSync(folder)
      .filter((name) => extname(name) in types)
      .map((name) => [name, readFileSync(join(folder, name))] as const),
  );
  return new Hono().get('/:name', (c) => {
    const name = c.req.param('name');
    const content = files.get(name);
    if (content === undefined) return c.notFound();
    return c.body(new Uint8Array(content), 200, { 'content-type': types[extname(name)] ?? '' });
  });
}
