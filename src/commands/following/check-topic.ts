import { button, buttons, type Content, opensForm, strong, text } from '../../cards/builders.ts';
import { formatCount, plural } from '../../cards/text.ts';
import type { PaperIndex, Results } from '../../ports/index.ts';
import { atomsOf, parseQuery, type Query } from '../../search/query.ts';
import { type Topic, topicQuery, topicText } from '../../topics/topic.ts';
import { topicMeaning } from '../../topics/topic-meaning.ts';

/** What a person should know of a topic before following it, and what to do about it. */
export interface TopicCheck {
  /** One is enough: the first that applies. */
  readonly remark?: Content;
  /** It would bring nothing, or nearly everything, or is followed already: following is not what the preview offers first. */
  readonly isDoubtful: boolean;
}

/** Of the papers here: a topic that matches more brings a flood. */
const muchShare = 0.3;
/** Below so many papers, a mistyped word may be the reason. */
const fewPapers = 3;
/** How much more often another spelling has to match, to be offered. */
const timesMore = 10;

/**
 * @param total the papers here that match
 * @param followed what the place follows
 */
export async function checkTopic(
  topic: Topic,
  total: number,
  followed: readonly Topic[],
  index: Pick<PaperIndex, 'search' | 'size'>,
): Promise<TopicCheck> {
  const meaning = topicMeaning(topic);
  const same = followed.find((each) => meaning !== undefined && topicMeaning(each) === meaning);
  if (same !== undefined) return { remark: sameRemark(topic, same), isDoubtful: true };
  const { papers } = await index.size();
  if (topic.kind === 'query') {
    const query = topicQuery(topic);
    const untold = total === 0 ? await untoldFilter(query, index) : undefined;
    if (untold !== undefined) return { remark: untoldRemark(untold), isDoubtful: true };
    const corrected = total < fewPapers ? await correction(topic.query, query, total, index) : undefined;
    if (corrected !== undefined) return { remark: correctedRemark(total, corrected), isDoubtful: true };
  }
  if (total === 0) return { remark: nothingRemark(topic), isDoubtful: true };
  if (papers > 0 && total / papers >= muchShare) return { remark: muchRemark(topic), isDoubtful: true };
  return { isDoubtful: false };
}

function sameRemark(topic: Topic, same: Topic): Content {
  const [name, known] = [topicText(topic), topicText(same)];
  const inOtherWords = name !== known && ' That’s the same in other words.';
  return [
    text('I already follow ', strong(known), ' here.', inOtherWords || ''),
    buttons(button('What is followed here', 'following')),
  ];
}

const change = (topic: string) => opensForm(button('Change it', 'follow', { topic }));

const nothingRemark = (topic: Topic): Content => [
  text('No paper here matches. You may hear nothing for a long time.'),
  buttons(change(topicText(topic))),
];

const muchRemark = (topic: Topic): Content => [
  text('That’s a lot for a digest. More words, or a filter, narrow it.'),
  buttons(opensForm(button('Narrow it', 'follow', { topic: topicText(topic) }))),
];

const untoldRemark = (filter: string): Content => [
  text('No paper here can be told by ', strong(filter), ', so you may hear nothing.'),
];

const correctedRemark = (
  total: number,
  { query, papers }: { readonly query: string; readonly papers: number },
): Content => [
  text(
    total === 0 ? 'No paper here matches. ' : `Only ${plural(total, 'paper')} here matches. `,
    'Did you mean ',
    strong(query),
    `? That finds ${formatCount(papers)}.`,
  ),
  buttons(button(`Follow ${query}`, 'follow', { topic: query })),
];

/** The first filter that no paper here passes by itself: nothing here has what it asks for. */
async function untoldFilter(query: Query, index: Pick<PaperIndex, 'search'>): Promise<string | undefined> {
  for (const filter of query.filters) {
    if (filter.kind !== 'keep' || filter.text.startsWith('-')) continue;
    const { total } = await index.search(parseQuery(filter.text), { offset: 0, limit: 0 });
    if (total.papers === 0) return filter.text;
  }
  return undefined;
}

/** The topic with its mistyped words corrected, if that finds far more. */
async function correction(
  typed: string,
  query: Query,
  total: number,
  index: Pick<PaperIndex, 'search'>,
): Promise<{ readonly query: string; readonly papers: number } | undefined> {
  const results = await index.search(query, { offset: 0, limit: 0 });
  const corrected = withCorrections(typed, query, results);
  if (corrected === typed) return undefined;
  const found = await index.search(parseQuery(corrected), { offset: 0, limit: 0 });
  const papers = found.total.papersWithEveryWord;
  return papers >= Math.max(1, total * timesMore) ? { query: corrected, papers } : undefined;
}

function withCorrections(typed: string, query: Query, { corrections }: Results): string {
  const words = new Set(atomsOf(query).map((atom) => atom.text));
  return corrections.reduce(
    (text, { typed: word, used }) => (words.has(word) ? text.replace(word, used) : text),
    typed,
  );
}
