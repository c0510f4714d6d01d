import { expect, it } from 'vitest';
import { readOpml } from '../../../adapters/feeds/directory/opml.ts';
import { addListedFeeds } from '../../../src/app/run/import-feeds.ts';
import { useCommandLab } from '../../support/fakes/command-lab.ts';
import { sampleCaller } from '../../support/fixtures/sample-caller.ts';

const lab = useCommandLab();
const caller = sampleCaller({ place: { platform: 'console', workspace: 'lists', channel: 'c' } });

it('gives the feeds as a list that reads back as the same feeds, and takes in a list for everybody', async () => {
  const list = {
    feeds: [
      { name: 'rss:https://example.org/?a=1&b=2', label: 'Ants & “Bees” <i>\u0007' },
      { name: 'arxiv:cs.LG', label: 'ML' },
      { name: 'huggingface' },
    ],
    refused: [{ entry: 'Page', reason: 'it has no address of a feed' }],
  };
  const report = await addListedFeeds('feeds.opml', list, lab.services.store, 1);
  expect(report).toContain('feeds.opml: 3 feeds added, 1 left out.\n  left out: Page: it has no address');
  expect(await addListedFeeds('feeds.opml', list, lab.services.store, 2)).toContain(
    '0 feeds added, 3 known already',
  );
  for (const line of ['feeds opml', 'feeds --opml']) {
    const { card } = await lab.ask(line, caller);
    const file = card.blocks.find((block) => block.kind === 'file');
    expect(file?.name).toBe('feeds.opml');
    expect(readOpml(file?.text ?? '').feeds).toEqual([
      { name: 'rss:https://example.org/?a=1&b=2', label: 'Ants & “Bees” <i>' },
      { name: 'arxiv:cs.LG', label: 'ML' },
    ]);
    expect(JSON.stringify(card)).toContain('Hugging Face');
  }
  for (const name of ['huggingface', 'arxiv:cs.LG', 'Ants'])
    expect((await lab.ask(`feeds remove ${name}`, caller)).card.title).toBe('Feed removed');
  expect((await lab.ask('feeds opml', caller)).card.tone).toBe('empty');
});
