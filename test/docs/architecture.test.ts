import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { cyclesAmong, filesBelow, importsOf, read, sourcesBelow } from '../support/source-tree.ts';

/**
 * The rooms of the core, in the order in which a paper passes them. A room imports from itself and from rooms before it.
 * Two more kinds of rooms need no place in the list:
 * - `src/ports/` may be imported by every room, and holds types only;
 * - what is neither here nor in `ports`, `app` or `main` is a leaf: everybody may import it, and it imports leaves only.
 */
const order = ['cards', 'corpus', 'search', 'intake', 'topics', 'digest', 'commands'];
/** They put the rooms and the adapters together, so they alone may import everything. */
const wiring = ['src/app', 'src/main'];
const mostLines = 250;
const mostFiles = 18;

const sources = sourcesBelow('src', 'adapters');

/** `src/search/words/tokens.ts` → `src/search`; `src/errors.ts` → `src/errors`. */
const roomOf = (file: string) => file.split('/').slice(0, 2).join('/').replace(/\.ts$/, '');
const inOrder = order.map((room) => `src/${room}`);
const isLeaf = (room: string) =>
  room.startsWith('src/') && ![...inOrder, ...wiring, 'src/ports'].includes(room);

/** What keeps a room from importing from another one, or undefined when it may. */
function objection(from: string, to: string, isTypeOnly: boolean): string | undefined {
  if (from === to || wiring.includes(from) || isLeaf(to)) return undefined;
  if (isLeaf(from))
    return 'a leaf imports nothing but leaves: move what it needs into it, or move it into a room';
  if (wiring.includes(to))
    return 'only src/app and src/main may import what puts the parts together: pass it in';
  if (to.startsWith('adapters/'))
    return from.startsWith('adapters/')
      ? 'adapters do not know each other: move what both need into src/, or pass it in from src/app'
      : 'the core does not know adapters: add a port in src/ports, and pass the adapter in from src/app';
  if (from === 'src/ports')
    return isTypeOnly ? undefined : 'ports are types: write `import type`, or move the code into a room';
  if (to === 'src/ports' || from.startsWith('adapters/')) return undefined;
  return inOrder.indexOf(to) < inOrder.indexOf(from)
    ? undefined
    : `rooms import from left to right only (${order.join(', ')}): move the shared part to the left`;
}

it('every room of the order exists', () => {
  const rooms = new Set(sources.map(roomOf));
  expect(
    inOrder.filter((room) => !rooms.has(room)),
    'These rooms are listed in `order` (test/docs/architecture.test.ts) and have no folder.',
  ).toEqual([]);
});

it('rooms import one way, and adapters never each other', () => {
  const wrong = sources.flatMap((file) =>
    importsOf(file).flatMap((each) => {
      const why = each.file && objection(roomOf(file), roomOf(each.file), each.isTypeOnly);
      return why === undefined ? [] : [`${file} imports ${each.file}: ${why}`];
    }),
  );
  expect(wrong).toEqual([]);
});

it('no file imports itself by way of others, not even for a type', () => {
  expect(
    cyclesAmong(sources),
    'Move what the files share into a file of its own, which imports none of them.',
  ).toEqual([]);
});

it('minisearch is known to one file', () => {
  expect(
    sources.filter((file) => importsOf(file).some(({ specifier }) => specifier.startsWith('minisearch'))),
    'Use the index through these files, so that the engine can be exchanged.',
  ).toEqual(['src/search/index/minisearch.ts']);
});

it('the environment is read by the process alone', () => {
  expect(
    sources.filter((file) => /process\.(env|argv|exit)\b/.test(read(file))),
    'Settings come from src/app/settings/config.ts as values; a function gets those it needs as parameters.',
  ).toEqual(['src/app/settings/environment.ts', 'src/app/start.ts', 'src/app/stopping.ts', 'src/main.ts']);
});

it(`no file has more than ${mostLines} lines`, () => {
  expect(
    sources.filter((file) => read(file).split('\n').length > mostLines),
    'Split the file by what its parts are for; most files have 60 to 120 lines.',
  ).toEqual([]);
});

it(`no folder holds more than ${mostFiles} files`, () => {
  const folders = ['src', 'adapters', 'test'].flatMap(filesBelow).map((file) => dirname(file));
  const filesIn = (folder: string) => folders.filter((each) => each === folder).length;
  expect(
    [...new Set(folders)].filter((folder) => filesIn(folder) > mostFiles),
    'Make a folder for a part of them, named for what the part does.',
  ).toEqual([]);
});
