import type { Card } from '../../cards/card.ts';
import { readArxivId } from '../../corpus/arxiv-id.ts';
import type { PaperIndex } from '../../ports/index.ts';
import { paperCard } from './paper.ts';

/** The paper behind a link, as a card; nothing for other links, and for papers that are not here. */
export async function linkCard(url: string, index: Pick<PaperIndex, 'paper'>): Promise<Card | undefined> {
  const id = /^https?:/i.test(url) ? readArxivId(url)?.id : undefined;
  const paper = id === undefined ? undefined : await index.paper(id);
  return paper && paperCard(paper, [], []);
}
