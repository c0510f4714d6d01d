import { expect, it } from 'vitest';
import { createWebApp } from '../../../adapters/web/http/server.ts';
import { type Playground, playgroundApp } from '../../../adapters/web/playground.ts';
import { createWorkspace } from '../../../adapters/web/workspace.ts';
import { findPackageRoot } from '../../../src/app/package-root.ts';
import { card, text } from '../../../src/cards/builders.ts';

const workspace = createWorkspace([{ id: 'C1', name: 'papers', about: '' }], { now: () => 0 });
let opened = 0;
const open = async () => {
  opened++;
  return { workspace } as unknown as Playground;
};
const app = createWebApp({
  loopbackHosts: ['localhost'],
  pages: [{ path: '/', app: playgroundApp(workspace.channels, open) }],
  staticDir: `${findPackageRoot()}/adapters/web/static`,
  onBug: (error) => {
    throw error;
  },
});
const get = async (path: string) => app.request(path, { headers: { host: 'localhost' } });

it('gives the file of a message, whole and under its own name, to be saved and not shown', async () => {
  const content = `@misc{a, title = {<script>alert(1)</script> “ζ”}}\n`.repeat(2_000);
  const { id } = workspace.post({
    channel: 'C1',
    shown: {
      card: card({
        title: 'Export',
        summary: '',
        blocks: [text('one'), { kind: 'file', name: 'papers (1 of 2)ü.bib', text: content }],
      }),
      line: 'export',
      isShareable: false,
    },
  });
  const response = await get(`/file/${id}/0`);
  expect(await response.text()).toBe(content);
  expect(response.headers.get('content-type')).toContain('text/plain');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('content-disposition')).toBe(
    "attachment; filename*=UTF-8''papers%20(1%20of%202)%C3%BC.bib",
  );
  for (const path of [`/file/${id}/1`, `/file/${id}/-1`, `/file/${id}/toString`, '/file/m99/0'])
    expect((await get(path)).status, path).toBe(404);
});

it('shows its page at once, before what is in the channels is there', async () => {
  const before = opened;
  const page = await (await get('/')).text();
  expect(page).toContain('data-channel="C1" data-name="#papers"');
  expect(opened).toBe(before);
});
