import { button, buttons, entries, hint, joinLines, typed } from '../../cards/builders.ts';
import { plural } from '../../cards/text.ts';
import type { Paper } from '../../corpus/paper.ts';
import { answer, defineCommand, emptyAnswer, listStart } from '../command.ts';
import { listPage, pageSizeFor, paperEntry } from '../look-up/entries.ts';
import { storedPapers } from '../look-up/find-item.ts';
import { type ReadablePlace, readable } from '../place-handle.ts';
import type { ReadingAccess, ReadingServices } from '../services.ts';
import { saidBy } from './marks.ts';
import { savedElsewhere } from './saved-elsewhere.ts';

/** Lists the papers that were saved in a place. */
export const savedCommand = (access: ReadingAccess) =>
  defineCommand({
    name: 'saved',
    summary: 'The reading list here',
    options: {
      page: { type: 'integer', min: 1, max: 100, help: 'which page of the list' },
      start: listStart,
      also: {
        type: 'choice',
        choices: ['elsewhere'],
        inner: true,
        help: 'elsewhere: those that other channels have saved, too',
      },
    },
    examples: ['saved'],
    async run({ page, start, also }, caller) {
      const { store } = await access.open();
      const place = await readable(caller);
      const papers = await savedPapers(place, store);
      if (also !== undefined) return savedElsewhere(caller, place, papers, store);
      const marks = await store.marks(place);
      const { shown, first, next, more } = listPage(papers, { page, start }, pageSizeFor(caller), 'saved');
      if (shown.length === 0)
        return emptyAnswer(
          'Saved papers',
          papers.length === 0
            ? 'No paper is saved here yet.'
            : `The list has only ${plural(papers.length, 'paper')}.`,
          papers.length === 0
            ? hint('Save one: ', typed('save QuIP#'), ', or ', typed('save 2'), ' after a search.')
            : hint('See ', typed('saved'), '.'),
        );
      return answer({
        title: 'Saved papers',
        summary: `${plural(papers.length, 'paper')} saved here`,
        blocks: [
          entries(
            shown.map((paper) => {
              const entry = paperEntry(paper);
              const said = saidBy(marks.filter(({ paperId }) => paperId === paper.id));
              return { ...entry, facts: joinLines([said, entry.facts]) };
            }),
            first,
            more,
          ),
          buttons(next, button('Export as BibTeX', 'export format:bibtex')),
        ],
        papers: shown,
      });
    },
  });

/** The reading list of a place, the last saved first. */
export async function savedPapers(
  place: ReadablePlace,
  store: ReadingServices['store'],
): Promise<readonly Paper[]> {
  const saved = (await store.marks(place)).filter(({ kind }) => kind === 'saved');
  return storedPapers(
    saved.map(({ paperId }) => paperId),
    store,
  );
}
