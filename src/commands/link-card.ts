import type { Card } from '../cards/card.ts';
import type { PaperIndex } from '../ports.ts';
import { paperCard } from './paper.ts';

/** The arXiv id in an address of arXiv or of Hugging Face papers: `2405.18425`, or of before 2007, `cs/0112017`. */
const paperAddress =
  /^https?:\/\/(?:www\.|export\.)?(?:arxiv\.org\/(?:abs|pdf|html)|huggingface\.co\/papers)\/((?:[a-z-]+(?:\.[A-Z]{2})?\/\d{7})|\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?(?:[?#].*)?$/i;

/** The paper behind a link, as a card; nothing for other links, and for papers that are not here. */
export async function linkCard(url: string, index: Pick<PaperIndex, 'paper'>): Promise<Card | undefined> {
  const id = paperAddress.exec(url)?.[1];
  const paper = id === undefined ? undefined : await index.paper(id);
  return paper && paperCard(paper, [], []);
}
