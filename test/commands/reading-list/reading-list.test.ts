import { describe, expect, it } from 'vitest';
import { useCommandLab } from '../../support/fakes/command-lab.ts';

const lab = useCommandLab();
const { arrive, ask, words } = lab;

describe('saved papers', () => {
  it('are listed, exported and taken back', async () => {
    await ask('save QuIP#');
    expect(await words('saved')).toContain('QuIP#');
    const { card } = await ask('export');
    const [file] = card.blocks.flatMap((block) => (block.kind === 'file' ? [block] : []));
    expect([file?.name, file?.text.includes('QuIP\\#')]).toEqual(['papers.bib', true]);
    const json = (await ask('export format:json')).card.blocks.flatMap((block) =>
      block.kind === 'file' ? [JSON.parse(block.text)] : [],
    );
    expect(json[0]?.[0]?.title).toMatch(/^QuIP#/);
    await ask('save QuIP# undo:yes');
    expect(await words('export')).toContain('No paper is saved');
  });
  it('never become a formula in a spreadsheet', async () => {
    const evil = await arrive('=HYPERLINK("http://x","y")');
    await ask(`save ${evil.id}`);
    const { card } = await ask('export format:csv');
    expect(JSON.stringify(card)).toContain(`\\"'=HYPERLINK(`);
  });
});
