import { escapeXml } from '../../src/escape-xml.ts';
import { entriesOf, type PublishedDays, type PublishedEntry } from './publication.ts';

/**
 * An Atom feed (RFC 4287). `updated` of an entry is the time of its digest, also where its paper was renamed or withdrawn since: the store
 * keeps no time at which a paper changed. Readers learn of it by the ETag and the date of the whole feed.
 */
export function toAtom(published: PublishedDays): string {
  const entries = entriesOf(published);
  const updated = instant(entries[0]?.at ?? 0);
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `  <id>urn:uuid:${published.id}</id>`,
    `  <title>${feedTitle}</title>`,
    `  <updated>${updated}</updated>`,
    '  <author><name>Paperboy</name></author>',
    '  <generator>Paperboy</generator>',
    ...entries.map(toEntry),
    '</feed>',
    '',
  ].join('\n');
}

/** The name of every feed and calendar that is published. */
export const feedTitle = 'Papers from Paperboy';

const instant = (at: number): string => new Date(at).toISOString();

const toEntry = ({ id, title, url, at, authors, summary, content, topics }: PublishedEntry): string =>
  [
    '  <entry>',
    `    <id>${id}</id>`,
    `    <title type="text">${escapeXml(title)}</title>`,
    `    <link rel="alternate" href="${escapeXml(url)}"/>`,
    `    <published>${instant(at)}</published>`,
    `    <updated>${instant(at)}</updated>`,
    ...authors.map((name) => `    <author><name>${escapeXml(name)}</name></author>`),
    ...topics.map((topic) => `    <category term="${escapeXml(topic)}"/>`),
    ...(summary === undefined ? [] : [`    <summary type="text">${escapeXml(summary)}</summary>`]),
    ...(content === '' ? [] : [`    <content type="text">${escapeXml(content)}</content>`]),
    '  </entry>',
  ].join('\n');
