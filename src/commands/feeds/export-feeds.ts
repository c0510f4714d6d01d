import { file, hint } from '../../cards/builders.ts';
import { plural } from '../../cards/text.ts';
import { escapeXml } from '../../escape-xml.ts';
import { feedsOf } from '../../intake/rounds/added-feeds.ts';
import { type Answer, answer, type Caller, emptyAnswer } from '../command.ts';
import type { ReadingServices } from '../services.ts';

/** The feeds of a workspace as a list that other readers import (opml.org/spec2.opml). */
export async function exportFeeds({ place }: Caller, services: ReadingServices): Promise<Answer> {
  const { feedDirectory } = services;
  const feeds = (await feedsOf(place, services)).map(({ name, label }) => ({
    label,
    url: feedDirectory?.address(name),
  }));
  const shown = feeds.flatMap(({ label, url }) => (url === undefined ? [] : [{ label, url }]));
  const left = feeds.filter(({ url }) => url === undefined).map(({ label }) => label);
  const leftOut = left.length > 0 && hint(`Not in it, for no other program can read it: ${left.join(', ')}.`);
  if (shown.length === 0) return emptyAnswer('Feeds as OPML', 'No feed here has an address.', leftOut);
  const items = shown.map(
    ({ label, url }) =>
      `    <outline type="rss" text="${attribute(label)}" title="${attribute(label)}" xmlUrl="${attribute(url)}"/>`,
  );
  return answer({
    title: `Feeds as OPML: ${plural(shown.length, 'feed')}`,
    summary: `${plural(shown.length, 'feed')} as OPML`,
    blocks: [file('feeds.opml', { head, items, separator: '\n', tail }), leftOut],
  });
}

const head =
  '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head><title>Feeds of Paperboy</title></head>\n  <body>\n';
const tail = '\n  </body>\n</opml>\n';

/** On one row. */
const attribute = (text: string): string => escapeXml(text.replace(/\p{Cc}/gu, ' '));
