import { button, buttons, commandLine, hint, strong, text } from '../../cards/builders.ts';
import { nextPage } from '../../cards/fit.ts';
import { plural } from '../../cards/text.ts';
import { parseQuery } from '../../search/query.ts';
import { answer, defineCommand, emptyAnswer, listStart } from '../command.ts';
import { firstOf, pageSizeFor, paperEntries } from './entries.ts';

const lastPage = 100;

/** What a name may be of, and how its papers are called. */
const owners = [
  ['author', 'by'],
  ['org', 'from'],
] as const;

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
      const lists = await Promise.all(
        owners.map(async ([filter, by]) => {
          const topic = `${filter}:"${name}"`;
          const query = parseQuery(`${topic} in:papers sort:new`);
          const page = { offset: first - 1, limit: pageSize, notes: 0 };
          return { topic, title: `Papers ${by} ${name}`, by, ...(await index.search(query, page)) };
        }),
      );
      const [ofAuthor] = lists;
      const list = lists.find(({ total }) => total.papers > 0) ?? ofAuthor;
      if (list === undefined || list.papers.length === 0)
        return emptyAnswer(
          `Papers by ${name}`,
          list !== undefined && list.total.papers > 0
            ? `I know only ${plural(list.total.papers, 'paper')} ${list.by} “${name}”.`
            : `I know no paper by “${name}”.`,
          hint('Not every paper here names its authors.'),
          buttons(button(`Search for ${name}`.slice(0, 30), 'search', { query: name })),
        );
      const { topic, title, by, papers, total } = list;
      const more = commandLine('author', { name });
      const next = first + pageSize;
      return answer({
        title,
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
    },
  });
