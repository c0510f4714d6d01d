import { button, buttons, hint } from '../../cards/builders.ts';
import { plural } from '../../cards/text.ts';
import type { Paper } from '../../corpus/paper.ts';
import type { Place } from '../../topics/place.ts';
import { answer, answerItem, defineCommand, shortAnswer } from '../command.ts';
import { listPage, paperEntries } from '../look-up/entries.ts';
import { storedPapers } from '../look-up/stored-papers.ts';
import type { ServiceAccess, Services } from '../services.ts';

const pageSize = 10;

export const savedCommand = (access: ServiceAccess) =>
  defineCommand({
    name: 'saved',
    summary: 'The reading list of this place',
    options: { page: { type: 'integer', min: 1, max: 100, help: 'which page of the list' } },
    examples: ['saved'],
    async run({ page = 1 }, caller) {
      const { store } = await access.open();
      const papers = await savedPapers(caller.place, store);
      const { shown, first, hasNext } = listPage(papers, page, pageSize);
      if (shown.length === 0)
        return shortAnswer(
          'Saved papers',
          papers.length === 0 ? 'No paper is saved here yet.' : `There is no page ${page}.`,
          hint('Save one with: save and words of its title'),
        );
      return answer(
        {
          title: 'Saved papers',
          summary: `${plural(papers.length, 'paper')} saved here`,
          blocks: [
            paperEntries(shown, first),
            buttons(
              hasNext && button('Next page', 'saved', { page: page + 1 }),
              button('Export as BibTeX', 'export format:bibtex'),
            ),
          ],
        },
        { papers: shown.map((paper) => answerItem(paper)) },
      );
    },
  });

/** The reading list of a place, the last saved first. */
export async function savedPapers(place: Place, store: Services['store']): Promise<readonly Paper[]> {
  const saved = (await store.marks(place)).filter(({ kind }) => kind === 'saved');
  return storedPapers(
    saved.map(({ paperId }) => paperId),
    store,
  );
}
