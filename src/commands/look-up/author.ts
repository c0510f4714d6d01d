import { button, buttons, commandLine, hint, strong, text } from '../../cards/builders.ts';
import { nextPage } from '../../cards/fit.ts';
import { plural } from '../../cards/text.ts';
import { parseQuery } from '../../search/query.ts';
import { answer, defineCommand, emptyAnswer, listStart } from '../command.ts';
import { firstOf, pageSizeFor, paperEntries } from './entries.ts';
import { nameFilters } from './offer-author.ts';

const lastPage = 100;

/** Lists the papers of an author or, where there is nobody of that name, of an organisation. */
export const authorCommand = () =>
  defineCommand({
    name: 'author',
    summary: 'Papers by a person or an organisation, the newest first',
    options: {
      name: {
        type: 'text',
        rest: true,
        required: true,
        help: 'a family name, a whole name, or an organisation',
      },
      page: { type: 'integer', min: 1, max: lastPage, help: 'which page of the papers' },
      start: listStart,
    },
    examples: ['author Tim Dettmers', 'author Dettmers'],
    async run({ name: typed, page, start }, caller, openIndex) {
      const pageSize = pageSizeFor(caller);
      const name = typed.replace(/["“”]/g, ' ').replace(/\s+/g, ' ').trim();
      const first = firstOf({ page, start }, pageSize);
      const index = await openIndex();
      for (const [filter, by] of nameFilters) {
        const topic = `${filter}:"${name}"`;
        const query = parseQuery(`${topic} in:papers sort:new`);
        const { papers, total } = await index.search(query, {
          offset: first - 1,
          limit: pageSize,
          notes: 0,
        });
        if (total.papers === 0) continue;
        if (papers.length === 0)
          return noPapers(name, `I know only ${plural(total.papers, 'paper')} ${by} “${name}”.`);
        const more = commandLine('author', { name });
        const next = first + pageSize;
        return answer({
          title: `Papers ${by} ${name}`,
          summary: `${plural(total.papers, 'paper')} ${by} ${name}`,
          blocks: [
            paperEntries(
              papers.map(({ item }) => item),
              caller,
              { start: first, more },
            ),
            buttons(next <= total.papers && nextPage(more, next), button('Follow', 'follow', { topic })),
            text(
              `${plural(total.papers, 'paper')} ${by} `,
              strong(name),
              '. Follow brings new ones with the digest here.',
            ),
          ],
          papers,
        });
      }
      return noPapers(name, `I know no paper by “${name}”.`);
    },
  });

const noPapers = (name: string, message: string) =>
  emptyAnswer(
    `Papers by ${name}`,
    message,
    hint('Not every paper here names its authors.'),
    buttons(button(`Search for ${name}`.slice(0, 30), 'search', { query: name })),
  );
