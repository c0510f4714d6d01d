import { defined } from '../../src/defined.ts';
import { feedTitle } from './atom.ts';
import { entriesOf, type PublishedDays } from './publication.ts';

/** A JSON Feed 1.1 (jsonfeed.org/version/1.1). Its own address is left out, because it has the secret in it. */
export const toJsonFeed = (published: PublishedDays): string =>
  `${JSON.stringify(
    {
      version: 'https://jsonfeed.org/version/1.1',
      title: feedTitle,
      language: 'en',
      items: entriesOf(published).map(({ id, title, url, at, authors, summary, content, topics }) => ({
        id,
        url,
        title,
        // One of the contents is required, and it may be empty.
        content_text: content,
        ...defined({ summary }),
        date_published: new Date(at).toISOString(),
        ...(authors.length > 0 && { authors: authors.map((name) => ({ name })) }),
        ...(topics.length > 0 && { tags: topics }),
      })),
    },
    null,
    2,
  )}\n`;
