import { type CardContent, type Content, card, line, plainText, text } from '../cards/builders.ts';
import type { Line } from '../cards/card.ts';
import type { Note } from '../corpus/note.ts';
import type { Paper } from '../corpus/paper.ts';
import type { Hit } from '../ports/index.ts';
import type { Answer, AnswerItem } from './command.ts';

/** A card, and the papers and notes on it. */
export const answer = (
  content: CardContent,
  items: Partial<Pick<Answer, 'papers' | 'notes'>> = {},
): Answer => ({ card: card(content), papers: [], notes: [], ...items });

/** One sentence, and what may follow it. */
export function shortAnswer(title: string, sentence: string | Line, ...more: readonly Content[]): Answer {
  const shown = typeof sentence === 'string' ? line(sentence) : sentence;
  return answer({ title, summary: plainText(shown), blocks: [text(...shown), ...more] });
}

export const hitItems = (hits: readonly Hit<Paper | Note>[]): AnswerItem[] =>
  hits.map(({ item, score }) => answerItem(item, Math.round(score * 1e4) / 1e4));

/** `score` is 1 for a paper or note that was asked for by name. */
export const answerItem = ({ id, title }: Paper | Note, score = 1): AnswerItem => ({ id, title, score });
