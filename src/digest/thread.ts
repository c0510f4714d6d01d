import { button, card, entries, joinLines, line, link } from '../cards/builders.ts';
import type { Card, Entry } from '../cards/card.ts';
import { plural } from '../cards/text.ts';
import { paperUrl } from '../corpus/describe-paper.ts';
import type { Note } from '../corpus/note.ts';
import type { Paper } from '../corpus/paper.ts';
import { type DigestDraft, inReadingOrder } from './cards.ts';
import { abstractsPerMessage, shortAbstract } from './entry.ts';

/**
 * The messages below the digest, a few papers in each: what their abstracts say, and the research notes near them. None
 * below headlines, and below messages that have the abstracts.
 */
export function detailCards(draft: DigestDraft): Card[] {
  if (draft.mode !== 'short') return [];
  const papers = inReadingOrder(draft.composition.picked).map(({ paper }) => paper);
  const cards: Card[] = [];
  for (let start = 0; start < papers.length; start += abstractsPerMessage)
    cards.push(detailCard(papers.slice(start, start + abstractsPerMessage), start + 1, draft));
  return cards;
}

/** The papers have the numbers that they have in the digest. */
function detailCard(papers: readonly Paper[], first: number, { notesOf }: DigestDraft): Card {
  const last = first + papers.length - 1;
  const range = last > first ? `${first} to ${last}` : `${first}`;
  return card({
    title: `Abstracts ${range}`,
    summary: `Abstracts of ${plural(papers.length, 'paper')}`,
    blocks: entries(
      papers.map((paper) => detailEntry(paper, notesOf(paper.id))),
      first,
    ),
  });
}

const detailEntry = (paper: Paper, notes: readonly Note[]): Entry => ({
  title: line(link(paper.title, paperUrl(paper))),
  body: line(paper.abstract === '' ? 'I have no abstract for it.' : shortAbstract(paper.abstract)),
  facts: notes.length === 0 ? [] : line('Related notes: ', ...joinLines(notes.map(noteLine))),
  buttons: [
    button('Similar', 'similar', { to: paper.id }),
    button('Not for us', 'hide', { paper: paper.id }),
    button('Why', 'why', { paper: paper.id }),
  ],
});

const noteLine = ({ title, url }: Note) => (url === undefined ? title : link(title, url));
