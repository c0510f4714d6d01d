import { beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { useCommandLab } from '../support/fakes/command-lab.ts';

const lab = useCommandLab();

/** Lines of every command and every verb of it. `examples` are added. */
const verbs = [
  'digest',
  ...[
    'preview',
    'now',
    'pause',
    'resume',
    'skip',
    'unskip',
    'off',
    'on',
    'stop',
    'start',
    'daily',
    'weekly',
  ].map((verb) => `digest ${verb}`),
  ...[
    'pause until monday',
    'skip tomorrow',
    'pause for 2 weeks',
    'at 9',
    'max 3',
    'zone Berlin',
    'days mon-fri',
  ].map((words) => `digest ${words}`),
  'export',
  'export bibtex',
  'saved 1',
  'following page 1',
  'allow anyone',
  'feeds',
  'help search',
  'save undo:yes QuIP#',
];
const spares = ['blubber', 'colour:blubber', 'until blubber', 'now blubber'];

describe('a spare word behind a command', () => {
  let lines: string[] = [];
  beforeAll(async () => {
    // A title may have a word too many: the answer is named for the paper or note that was found.
    const examples = lab.router.commands.flatMap((command) => command.examples);
    lines = [...new Set([...examples, ...verbs])].filter(
      (line) => !/^(?:paper|similar|note|why)\b/.test(line),
    );
  });

  it.each(spares)('is used, or refused by its name: %s', async (spare) => {
    await lab.ask('follow low-bit quantization confirm:yes');
    const ignored: string[] = [];
    for (const line of lines) {
      const said = await lab.ask(`${line} ${spare}`).then(
        ({ card }) => JSON.stringify(card),
        (error: unknown) => {
          if (error instanceof UserError)
            return `${error.message} ${error.hint} ${error.suggestions.join(' ')}`;
          throw error;
        },
      );
      const [word = ''] = spare.split(' ');
      if (!said.toLowerCase().includes('blubber') && !said.includes(`“${word}”`))
        ignored.push(`${line} ${spare}: ${said.slice(0, 150)}`);
    }
    expect(ignored).toEqual([]);
  });
});

describe('options without a colon or a name', () => {
  const read = async (line: string) => {
    await lab.ask('save QuIP#');
    return (await lab.ask(line)).card;
  };
  it.each([
    'export bibtex',
    'export as bibtex',
    'export bib',
    'export format bibtex please',
    'export BIBTEX',
  ])('%s exports BibTeX', async (line) => expect((await read(line)).summary).toBe('1 saved paper as bibtex'));
  it('export csv, page 2', async () => {
    expect((await read('export csv')).summary).toBe('1 saved paper as csv');
    expect(JSON.stringify(await read('saved page 2'))).toContain('The list has only 1 paper.');
    expect(JSON.stringify(await read('saved 2'))).toContain('The list has only 1 paper.');
  });
  it('takes a zone of two words, and days with blanks', async () => {
    const said = await lab.words('digest zone:New York days:mon, wed at:5pm');
    expect(said).toContain('Monday and Wednesday at 17:00 (New York)');
  });
});

describe('a change of the digest', () => {
  it.each([
    ['digest pause until 2027-01-04', 'Paused until Mon 4 Jan.'],
    ['digest pause until monday', 'Paused until Mon 11 May.'],
    ['digest pause', 'Paused.'],
    ['digest skip tomorrow', 'No digest on Tue 5 May.'],
    ['digest skip 24 Dec to 2 Jan', 'No digest from Thu 24 Dec to Sat 2 Jan.'],
    ['digest skip', 'No digest on Mon 4 May.'],
    ['digest weekly', 'Digests come every Monday at 09:00 (UTC) now.'],
    ['digest at 5pm berlin', 'Digests come every weekday at 17:00 (Berlin) now.'],
    ['digest max 3', 'At most 3 papers in a digest now.'],
  ])('%s says how it was read, and can be undone', async (line, sentence) => {
    await lab.ask('follow wombats confirm:yes');
    const before = (await lab.services.store.place(lab.caller.place))?.schedule;
    const { card } = await lab.ask(line);
    expect(JSON.stringify(card)).toContain(sentence);
    const undo = card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))[0];
    if (undo?.label !== 'Undo') throw new Error('there is no undo');
    await lab.ask(undo.line);
    expect((await lab.services.store.place(lab.caller.place))?.schedule).toEqual(before);
  });
});
