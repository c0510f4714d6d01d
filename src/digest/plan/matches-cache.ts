import type { Corpus } from '../../corpus/corpus.ts';
import type { Note } from '../../corpus/note.ts';
import type { Paper } from '../../corpus/paper.ts';
import { versionAt } from '../../corpus/paper-versions.ts';
import type { PaperIndex } from '../../ports/index.ts';
import type { IntakeStore } from '../../ports/store/intake.ts';
import type { Arrival, PaperStore } from '../../ports/store/papers.ts';
import { type Profile, sumProfiles } from '../../search/profile.ts';
import { createReference } from '../../search/reference.ts';
import { batchSteps } from '../../search/strict/batch.ts';
import { createGiveWay, createInOrder, inSteps } from '../../time/in-order.ts';
import { type Topic, topicKey } from '../../topics/topic.ts';
import { corpusMatches, createArrivals, type Profiles, type TopicMatch } from '../../topics/topic-matches.ts';

/** What many places need from the same papers and topics: computed once for all of them. */
export interface MatchesCache {
  /** What came or changed with `after < arrival <= upTo`. */
  arrivalsBetween(after: number, upTo: number): Promise<ArrivalRange>;
  /** What a subtopic is about; nothing when no page has it any more. */
  subtopicProfile(id: string): Promise<Profile | undefined>;
  /** By the frequencies of all papers here. */
  paperProfile(paper: Paper): Promise<Profile>;
  /** By fixed frequencies, to compare with a subtopic. */
  comparable(paper: Paper): Promise<Profile>;
  /** A few research notes near a paper. */
  relatedNotes(paperId: string): Promise<readonly Note[]>;
  /** The best matches of a topic in the whole corpus. */
  archive(topic: Topic): Promise<readonly TopicMatch[]>;
  /** Empties the cache. To be called when papers were added to the index, changed, or removed from it. */
  forget(): void;
}

/** The papers that came or changed between two arrival numbers. */
export interface ArrivalRange {
  /** How many papers came or changed in the range. */
  readonly size: number;
  /**
   * The papers that match a topic and did not when the range began, nor when the topic was followed: they came since, or
   * what they say changed. Best first; equal scores by id.
   * @param baseline the last arrival number given when the topic was followed
   */
  newMatches(topic: Topic, baseline: number): Promise<readonly TopicMatch[]>;
}

type RangeKey = readonly [after: number, upTo: number, revision: number];
/** Places with the same hour share one range of arrivals, and a few are behind. */
const arrivalRangesKept = 8;
/** Topics that were followed at different times in one range. */
const baselinesKept = 8;
/** Profiles, and lists of notes and matches: about 20 MB. */
const resultsKept = 2_000;
const notesPerPaper = 2;
/** Milliseconds for which texts are read in one go: people’s look-ups wait meanwhile. */
const busyMs = 15;
const noProfiles: Profiles = { ofPaper: () => new Map(), ofSubtopic: () => undefined };
/** Many, because a place may have been shown most of them. */
const archiveDepth = 200;

/** Computes matches once for all places that ask. Every method throws what the store or the index throws. */
export function createMatchesCache(
  store: Pick<PaperStore, 'arrivals'> & Pick<IntakeStore, 'latestRevision'>,
  index: PaperIndex,
  { papers, subtopics, notes }: Pick<Corpus, 'papers' | 'subtopics' | 'notes'>,
): MatchesCache {
  const giveWay = createGiveWay(busyMs);
  const inOrder = createInOrder();
  const paperProfile = remember(
    resultsKept,
    ({ title, abstract }: Paper) => `${title}\n${abstract}`,
    ({ title, abstract }) => index.profile(title, abstract),
  );
  // By the saved pages alone: what a subtopic matches may not depend on what else is stored.
  const reference = createReference({ papers, notes }, giveWay);
  const comparable = remember(
    resultsKept,
    ({ title, abstract }: Paper) => `${title}\n${abstract}`,
    async ({ title, abstract }) => reference.profile(title, abstract),
  );
  const subtopicProfiles = remember(1, String, async (_all: 'all') => {
    const profiles = new Map<string, Profile>();
    for (const { id, name } of subtopics) {
      const ofNotes: Profile[] = [];
      for (const note of notes.filter(({ subtopic }) => subtopic === id)) {
        ofNotes.push(await reference.profile(`${name}. ${note.title}`, note.description));
        await giveWay();
      }
      profiles.set(id, sumProfiles(ofNotes));
    }
    return profiles;
  });
  const subtopicProfile = async (id: string) => (await subtopicProfiles('all')).get(id);
  // One paper after another: the digests of many places ask for hundreds at the same time.
  const relatedNotes = remember(resultsKept, String, (paperId: string) =>
    inOrder(async () => {
      await giveWay();
      const similar = await index.similar(paperId, { papers: 0, notes: notesPerPaper });
      return similar.notes.map((hit) => hit.item);
    }),
  );
  const archive = remember(resultsKept, topicKey, async (topic: Topic) => {
    const profile = topic.kind === 'subtopic' ? await subtopicProfile(topic.subtopic) : undefined;
    return (await corpusMatches(topic, index, profile, comparable, archiveDepth)).matches;
  });
  const profilesOf = async (papers: readonly Paper[]): Promise<Profiles> => {
    const profiles = new Map<string, Profile>();
    for (const paper of papers) {
      profiles.set(paper.id, await comparable(paper));
      await giveWay();
    }
    const ofSubtopics = await subtopicProfiles('all');
    return { ofPaper: ({ id }) => profiles.get(id) ?? new Map(), ofSubtopic: (id) => ofSubtopics.get(id) };
  };
  const readyToMatch = async (papers: readonly Paper[]) => {
    const batch = await inSteps(batchSteps(papers), giveWay);
    const queries = createArrivals(papers, noProfiles, batch);
    // Few places follow a subtopic, and profiles take as long as all the rest.
    const all = remember(1, String, async (_: 'all') =>
      createArrivals(papers, await profilesOf(papers), batch),
    );
    return async (topic: Topic) => (topic.kind === 'query' ? queries : await all('all')).match(topic);
  };
  const matchesWithin = async (stored: readonly Arrival[], after: number): Promise<ArrivalRange> => {
    const present = await readyToMatch(stored.map(({ paper }) => paper));
    const asOf = remember(baselinesKept, String, (number: number) =>
      readyToMatch(stored.flatMap((each) => versionAt([...(each.earlier ?? []), each], number)?.paper ?? [])),
    );
    return {
      size: stored.length,
      async newMatches(topic, baseline) {
        const before = await (await asOf(Math.max(after, baseline)))(topic);
        const known = new Set(before.flatMap(({ paper }) => (paper.withdrawn ? [] : [paper.id])));
        return (await present(topic)).filter(({ paper }) => !known.has(paper.id));
      },
    };
  };
  const arrivalRanges = remember(arrivalRangesKept, String, async ([after, upTo]: RangeKey) =>
    matchesWithin(upTo > after ? await store.arrivals(after, upTo) : [], after),
  );
  return {
    paperProfile,
    comparable,
    subtopicProfile,
    relatedNotes,
    archive,
    // The revision is in the key, because the store changes a little before `forget` is called.
    arrivalsBetween: async (after, upTo) => arrivalRanges([after, upTo, await store.latestRevision()]),
    // Everything: any paper may be in any result, or change the term frequencies behind it.
    forget() {
      for (const each of [paperProfile, subtopicProfiles, relatedNotes, archive, arrivalRanges])
        each.forget();
    },
  };
}

/** Calls `compute` once for inputs with the same key. Keeps the last `limit` results, and no failed ones. */
function remember<Input, Result>(
  limit: number,
  keyOf: (input: Input) => string,
  compute: (input: Input) => Promise<Result>,
) {
  const results = new Map<string, Promise<Result>>();
  const recall = (input: Input) => {
    const key = keyOf(input);
    const known = results.get(key);
    if (known !== undefined) return known;
    const result = compute(input);
    results.set(key, result);
    result.catch(() => results.delete(key));
    const [oldest] = results.keys();
    if (results.size > limit && oldest !== undefined) results.delete(oldest);
    return result;
  };
  return Object.assign(recall, { forget: () => results.clear() });
}
