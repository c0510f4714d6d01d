import type { Paper } from '../../src/corpus/paper.ts';
import { stopWords, tokenize } from '../../src/search/words/tokens.ts';
import { createRandom } from '../../src/seeded-random.ts';
import { type Topic, topicKey } from '../../src/topics/topic.ts';

const filters = ['year:2024', 'year:2025..', 'after:2024-06', 'has:code', 'authors:>3', '-year:2023'];

/**
 * Distinct topics of one to three words from the title of a paper, the same every time. About one in ten is a phrase,
 * one has an `OR`, one excludes a word and one has a filter.
 */
export function makeTopics(papers: readonly Paper[], count: number): Topic[] {
  const random = createRandom(1);
  const titles = papers
    .map(({ title }) => tokenize(title).map(({ surface }) => surface))
    .map((words) => words.filter((word) => word.length > 1 && !stopWords.has(word) && /^[a-z]/.test(word)))
    .filter((words) => words.length > 2);
  const one = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
  const topics = new Map<string, Topic>();
  while (topics.size < count) {
    const title = one(titles);
    const words = Array.from({ length: 1 + Math.floor(random() * 3) }, () => one(title));
    const topic: Topic = {
      kind: 'query',
      syntax: 2,
      query: query([...new Set(words)], title, one(one(titles)), random),
    };
    topics.set(topicKey(topic), topic);
  }
  return [...topics.values()];

  function query(words: string[], title: string[], other: string, dice: () => number): string {
    const plain = words.join(' ');
    const at = Math.floor(dice() * (title.length - 1));
    switch (Math.floor(dice() * 10)) {
      case 0:
        return `"${title[at]} ${title[at + 1]}"`;
      case 1:
        return `${plain} OR ${other}`;
      case 2:
        return `${plain} -${other}`;
      case 3:
        return `${plain} ${one(filters)}`;
      default:
        return plain;
    }
  }
}
