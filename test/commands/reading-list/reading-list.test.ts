import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinPieces } from '../../../src/cards/split-file.ts';
import { allRights } from '../../../src/commands/place-handle.ts';
import { toBibtex } from '../../../src/commands/reading-list/to-bibtex.ts';
import { recordOf, toCsv } from '../../../src/commands/reading-list/to-csv.ts';
import type { Place } from '../../../src/topics/place.ts';
import { useCommandLab } from '../../support/fakes/command-lab.ts';
import { sampleCaller } from '../../support/fixtures/sample-caller.ts';
import { samplePaper } from '../../support/fixtures/sample-papers.ts';

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
  it('and hidden ones of several people are kept apart, and shown', async () => {
    const bob = sampleCaller({ place: lab.caller.place, person: { id: 'U2', name: 'Bob' } });
    const eve = sampleCaller({ place: lab.caller.place, person: { id: 'U3', name: 'Eve' } });
    const said = async (line: string, who: typeof bob) => JSON.stringify((await ask(line, who)).card);
    await ask('save QuIP#', bob);
    expect(await said('hide QuIP#', eve)).toContain('Also here: saved by Bob.');
    expect(await words('saved')).toContain('saved by Bob; hidden by Eve');
    // What another one said stays, and so does what the same person said otherwise.
    expect(await said('save QuIP# undo:yes', eve)).toContain('You hadn’t saved it here.');
    expect(await words('saved')).toContain('saved by Bob; hidden by Eve');
    expect(await words('why QuIP#')).toContain('Eve hid it');
    expect(await said('hide QuIP# undo:yes', eve)).toContain('Also here: saved by Bob.');
    expect(await said('save QuIP# undo:yes', bob)).toContain('Removed from the reading list here.');
    expect(await words('saved')).toContain('No paper is saved');
  });
  it('elsewhere, too, are told by the channels that the person may see', async () => {
    const at = (channel: string) => ({ ...lab.caller.place, channel });
    for (const channel of ['open', 'secret']) {
      await ask('digest size 3', sampleCaller({ place: at(channel) }));
      await ask('save QuIP#', sampleCaller({ place: at(channel) }));
    }
    const seen = async (hidden: readonly string[]) => {
      const rights = {
        ...allRights,
        mayRead: async (_: string, { channel }: Place) => !hidden.includes(channel),
      };
      return JSON.stringify(
        (await ask('saved also:elsewhere', sampleCaller({ place: at('mine'), rights }))).card,
      );
    };
    expect(await seen([])).toContain('No channel that you can see');
    await ask('save QuIP#', sampleCaller({ place: at('mine') }));
    expect(await seen([])).toMatch(/QuIP#.*"id":"open".*"id":"secret"/);
    expect(await seen(['secret'])).toMatch(/QuIP#.*"id":"open"/);
    expect(await seen(['secret'])).not.toContain('"id":"secret"');
    expect(await seen(['secret', 'open'])).toContain('No channel that you can see');
    for (const channel of ['open', 'secret', 'mine'])
      await ask('save QuIP# undo:yes', sampleCaller({ place: at(channel) }));
  });
  it('are for members: a guest saves and hides nothing, and takes nothing back', async () => {
    const guest = sampleCaller({
      place: lab.caller.place,
      person: { id: 'U9', name: 'Guest' },
      rights: { ...allRights, mayMark: async () => false },
    });
    for (const line of ['save QuIP#', 'hide QuIP#', 'save QuIP# undo:yes', 'hide QuIP# undo:yes'])
      await expect(ask(line, guest)).rejects.toMatchObject({ code: 'not-allowed' });
    await ask('saved', guest);
  });
  it.each([
    'save all',
    'hide all',
    'save scaling laws',
    'save zebras in the wild',
    'hide quantization',
    'save undo:yes scaling laws',
  ])('%s writes nothing, and asks which one or says that there is none', async (line) => {
    const { card, papers } = await ask(line);
    expect(await words('saved')).toContain('No paper is saved');
    expect(await lab.services.store.marks(lab.caller.place)).toEqual([]);
    const [verb = ''] = line.split(' ');
    const lines = card.blocks.flatMap((block) =>
      block.kind === 'entries'
        ? block.entries.flatMap(({ buttons = [] }) => buttons.map((each) => each.line))
        : [],
    );
    expect(lines).toHaveLength(papers.length);
    for (const [i, { id }] of papers.entries())
      expect(lines[i]).toBe(`${verb} paper:${id}${line.includes('undo') ? ' undo:yes' : ''}`);
  });
  it.each([
    'save AWQ',
    'save awq',
    'save QuIP#',
    'save Give Me BF16',
    'save https://arxiv.org/abs/2402.04396',
  ])('%s is clear', async (line) => {
    await ask(line);
    expect(await lab.services.store.marks(lab.caller.place)).toHaveLength(1);
  });
  it('are undone by the button, also when saving took back that it was hidden', async () => {
    const undo = async (line: string) => {
      const { card } = await ask(line);
      const all = card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
      const line2 = all.find(({ label }) => label === 'Undo')?.line ?? '';
      await ask(line2);
      return (await lab.services.store.marks(lab.caller.place)).map(({ kind }) => kind);
    };
    expect(await undo('save AWQ')).toEqual([]);
    await ask('hide AWQ');
    expect(await undo('save AWQ')).toEqual(['hidden']);
    expect(await undo('hide AWQ undo:yes')).toEqual(['hidden']);
    expect(JSON.stringify((await ask('hide AWQ')).card)).toContain('You hid this before');
  });
  it('never become a formula in a spreadsheet', async () => {
    const evil = await arrive('=HYPERLINK("http://x","y")');
    await ask(`save ${evil.id}`);
    const { card } = await ask('export format:csv');
    expect(JSON.stringify(card)).toContain(`\\"'=HYPERLINK(`);
  });

  it.each(['＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '−', '\u200b=', '\u00a0=', ' +', '\u0000=', '='])(
    'never become a formula that begins with %j',
    (sign) => {
      expect(joinPieces(toCsv([recordOf(samplePaper({ id: 'p1', title: `${sign}1+1` }))]))).toContain(
        `"'${sign}1+1"`,
      );
    },
  );

  it('keep a cell of a spreadsheet that is no formula', () => {
    expect(joinPieces(toCsv([recordOf(samplePaper({ id: 'p1', title: 'a = b' }))]))).toContain('"a = b"');
  });

  it.each(['10.1000/a}b{c%d\\input', '10.1000/a#b', '10.1000/$x$'])(
    'leave an id out of BibTeX that would break it: %s',
    (doi) => {
      const [text = ''] = toBibtex([samplePaper({ id: 'p1', doi, arxivId: '2605.00001' })]);
      expect(text).not.toContain('doi =');
      expect(text).toContain('eprint = {2605.00001}');
    },
  );

  it('keep every brace of BibTeX in a pair, since BibTeX counts escaped ones, too', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '\\',
      'a',
      ' ',
      '%',
      '{b}',
      '\\}',
      ' and ',
      ',',
      '$',
      '"',
      '@',
      '\n',
    );
    const text = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, text, text, text, (title, author, venue, pages) => {
        const publication = { type: 'article', venue, pages, volume: author, publisher: title };
        const paper = samplePaper({
          id: 'p1',
          title,
          authors: [author, venue],
          publication,
          url: `https://x.org/${title}`,
        });
        const [entry = ''] = toBibtex([paper]);
        let depth = 0;
        for (const [at, sign] of [...entry].entries()) {
          if (sign === '{') depth++;
          if (sign === '}') depth--;
          if (at < [...entry].length - 1 && depth === 0)
            expect([...entry].slice(0, at + 1).join('')).toMatch(/^@[a-z]*$/);
        }
        expect(depth).toBe(0);
      }),
    );
  });

  it.each([
    ['Barnes and Noble Research', '{{Barnes and Noble Research}}'],
    ['R&D {Lab}', '{{R\\&D \\{Lab\\}}}'],
    ['100% \\input', '{{100\\% \\textbackslash{}input}}'],
  ])('name the organization %s as one author, escaped', (name, written) => {
    const [text = ''] = toBibtex([
      { ...samplePaper({ id: 'p1' }), authors: [], organization: { handle: 'x', name } },
    ]);
    expect(text).toContain(`author = ${written}`);
  });

  it('name an author with “and” as one', () => {
    const [text = ''] = toBibtex([
      samplePaper({ id: 'p1', authors: ['Research and Development', 'Ada Lovelace'] }),
    ]);
    expect(text).toContain('author = {{Research and Development} and Ada Lovelace}');
  });
});
