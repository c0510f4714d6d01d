import { button, buttons, type Content, opensForm, strong, text } from '../../cards/builders.ts';
import { formatCount, plural } from '../../cards/text.ts';
import type { PaperIndex, Results } from '../../ports/index.ts';
import { atomsOf, parseQuery, type Query } from '../../search/query.ts';
import { stopWords, tokenize } from '../../search/words/tokens.ts';
import { type Topic, topicQuery, topicText } from '../../topics/topic.ts';
import { topicMeaning } from '../../topics/topic-meaning.ts';
import { filterRemark } from '../look-up/nothing-found.ts';

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
 * @param typed what the topic was read from; default: its text
 */
export async function checkTopic(
  topic: Topic,
  total: number,
  followed: readonly Topic[],
  index: Pick<PaperIndex, 'search' | 'size'>,
  typed = topicText(topic),
): Promise<TopicCheck> {
  const meaning = topicMeaning(topic);
  const same = followed.find((each) => meaning !== undefined && meaningsOf(each).includes(meaning));
  if (same !== undefined) return { remark: sameRemark(topic, same), isDoubtful: true };
  const { papers } = await index.size();
  const asked = topic.kind === 'query' ? await checkQuery(topic, total, index, typed) : undefined;
  if (asked !== undefined) return asked;
  if (total === 0) return { remark: nothingRemark(topic), isDoubtful: true };
  if (papers > 0 && total / papers >= muchShare) return { remark: muchRemark(topic), isDoubtful: true };
  return { isDoubtful: false };
}

/** What there is to say of the words of a topic. */
async function checkQuery(
  topic: Extract<Topic, { readonly kind: 'query' }>,
  total: number,
  index: Pick<PaperIndex, 'search' | 'size'>,
  typed: string,
): Promise<TopicCheck | undefined> {
  const query = topicQuery(topic);
  if (isEmptyOfMeaning(query)) return { remark: emptyRemark(topic), isDoubtful: true };
  const misread = misreadFilter(typed);
  if (misread !== undefined) return { remark: misreadRemark(misread), isDoubtful: true };
  const untold = total === 0 ? await filterRemark(query, index) : undefined;
  if (untold !== undefined)
    return { remark: [untold, text('You may hear nothing for a long time.')], isDoubtful: true };
  const without = await exclusionOf(typed, query, total, index);
  if (without !== undefined) return { remark: withoutRemark(without), isDoubtful: true };
  const choice = await choiceOf(typed, total, index);
  if (choice !== undefined) return { remark: choiceRemark(choice), isDoubtful: false };
  const corrected = total < fewPapers ? await correction(topic.query, query, total, index) : undefined;
  return corrected && { remark: correctedRemark(total, corrected), isDoubtful: true };
}

/** A subtopic is followed in other words, too, where its name is asked for. */
const meaningsOf = (topic: Topic): readonly (string | undefined)[] =>
  topic.kind === 'query'
    ? [topicMeaning(topic)]
    : [topicMeaning(topic), topicMeaning({ kind: 'query', query: topic.name, syntax: 2 })];

/** Words that every text has say nothing of what a paper is about. */
function isEmptyOfMeaning(query: Query): boolean {
  const words = atomsOf(query).flatMap(({ text: words }) => tokenize(words).map(({ surface }) => surface));
  return query.filters.length === 0 && words.length > 0 && words.every((word) => stopWords.has(word));
}

const emptyRemark = (topic: Topic): Content => [
  text('Nearly every paper has such words: they don’t say what it is about.'),
  buttons(change(topicText(topic))),
];

/** A word that looks like a filter, and the topic with the filter that was probably meant. */
function misreadFilter(typed: string) {
  for (const reading of parseQuery(typed).readings) {
    if (reading.kind !== 'no-filter' || reading.nearest === undefined) continue;
    const meant = typed.replace(reading.typed, reading.typed.replace(/^[^:]*/, reading.nearest));
    return { word: reading.typed, meant };
  }
  return undefined;
}

const misreadRemark = ({ word, meant }: { readonly word: string; readonly meant: string }): Content => [
  text(strong(word), ' isn’t a filter, so these are just words. Did you mean ', strong(meant), '?'),
  buttons(button(`Preview ${meant}`, 'follow', { topic: meant })),
];

/** Between commas, slashes, bars or semicolons people list things of which a paper may have any. */
const listed = /\s*[,;/|、，；]+\s*/u;
/** The same, and the `or` before the last of them. */
const listedOr = /\s*[,;/|、，；]+\s*(?:or\s+)?|\s+or\s+/iu;

/** The `and` before the last of them. */
const lastAnd = /\s*,?\s+and\s+(?=[^,;/|、，；]*$)/iu;

/** The topic for any of the things that were listed, if it finds far more than that for all of them. */
async function choiceOf(asked: string, total: number, index: Pick<PaperIndex, 'search'>) {
  const typed = listed.test(asked) ? asked.replace(lastAnd, ', ') : asked;
  const parts = typed.split(listedOr).filter((part) => part.trim() !== '');
  if (!listed.test(typed) || parts.length < 2 || /["()]|\b(?:and|not)\b|:/i.test(typed)) return undefined;
  const query = parts.map((part) => part.trim()).join(' OR ');
  const found = await index.search(parseQuery(query), { offset: 0, limit: 0 });
  return found.total.papers > total ? query : undefined;
}

const choiceRemark = (query: string): Content => [
  text('That asks for all of these words. Or any of them: ', strong(query), '?'),
  buttons(button('Preview any of them', 'follow', { topic: query })),
];

/** One or two words at the end that people do not want: `scaling laws not vision`, `scaling laws without image models`. */
const exclusion =
  /^(?<kept>.*?[^\s,;])[,;]?\s+(?:but\s+|and\s+)?(?:not|without|except(?:\s+for)?|excluding|exclude|excl\.?|minus|no)\s+(?<unwanted>[^\s"(),:;-][^\s"(),:;]*(?:\s+[^\s"(),:;]+)?)$/iu;

/** The topic without the words at its end, if they were read as words to look for and that finds far more. */
async function exclusionOf(typed: string, query: Query, total: number, index: Pick<PaperIndex, 'search'>) {
  const { kept = '', unwanted = '' } = exclusion.exec(typed.trim())?.groups ?? {};
  const isAsked = tokenize(unwanted).every(({ surface }) =>
    atomsOf(query).some(({ text: words }) => tokenize(words).some((word) => word.surface === surface)),
  );
  if (kept === '' || !isAsked) return undefined;
  const meant = `${kept} -${unwanted.includes(' ') ? `"${unwanted}"` : unwanted}`;
  const found = await index.search(parseQuery(meant), { offset: 0, limit: 0 });
  return found.total.papers > total ? { unwanted, meant } : undefined;
}

const withoutRemark = ({
  unwanted,
  meant,
}: {
  readonly unwanted: string;
  readonly meant: string;
}): Content => [
  text(
    'That asks for papers that say ',
    strong(unwanted),
    '. Or only those that don’t: ',
    strong(meant),
    '?',
  ),
  buttons(button(`Preview without ${unwanted}`, 'follow', { topic: meant })),
];

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
