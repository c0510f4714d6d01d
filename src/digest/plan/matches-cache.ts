import type { Corpus } from '../../corpus/corpus.ts';
import type { Note } from '../../corpus/note.ts';
import type { Paper } from '../../corpus/paper.ts';
import type { PaperIndex } from '../../ports/index.ts';
import type { IntakeStore } from '../../ports/store/intake.ts';
import type { PaperStore } from '../../ports/store/papers.ts';
import { type Profile, sumProfiles } from '../../search/profile.ts';
import { type Topic, topicKey } from '../../topics/topic.ts';
import { type Arrivals, corpusMatches, createArrivals, type TopicMatch } from '../../topics/topic-matches.ts';

/** What many places need from the same papers and topics: computed once for all of them. */
export interface MatchesCache {
  /** All papers with `after < arrival <= upTo`, as they are stored now. */
  arrivalsBetween(after: number, upTo: number): Promise<NumberedArrivals>;
  /** What a subtopic is about; nothing when no page has it any more. */
  subtopicProfile(id: string): Promise<Profile | undefined>;
  paperProfile(paper: Paper): Promise<Profile>;
  /** A few research notes near a paper. */
  relatedNotes(paperId: string): Promise<readonly Note[]>;
  /** The best matches of a topic in the whole corpus. */
  archive(topic: Topic): Promise<readonly TopicMatch[]>;
  /** Empties the cache. To be called when papers were added to the index, changed, or removed from it. */
  forget(): void;
}

export interface NumberedArrivals extends Arrivals {
  /** The arrival number of one of these papers; 0 for other papers. */
  arrivalOf(paperId: string): number;
}

type ArrivalRange = readonly [after: number, upTo: number, revision: number];
/** Places with the same hour share one range of arrivals, and a few are behind. */
const arrivalRangesKept = 8;
/** Profiles, and lists of notes and matches: about 20 MB. */
const resultsKept = 2_000;
const notesPerPaper = 2;
/** Many, because a place may have been shown most of them. */
const archiveDepth = 200;

export function createMatchesCache(
  store: Pick<PaperStore, 'arrivals'> & Pick<IntakeStore, 'latestRevision'>,
  index: PaperIndex,
  { subtopics, notes }: Pick<Corpus, 'subtopics' | 'notes'>,
): MatchesCache {
  const paperProfile = remember(
    resultsKept,
    ({ title, abstract }: Paper) => `${title}\n${abstract}`,
    ({ title, abstract }) => index.profile(title, abstract),
  );
  const subtopicProfiles = remember(1, String, async (_all: 'all') => {
    const profiles = subtopics.map(async ({ id, name }) => {
      const own = notes.filter((note) => note.subtopic === id);
      const ofNotes = own.map((note) => index.profile(`${name}. ${note.title}`, note.description));
      return [id, sumProfiles(await Promise.all(ofNotes))] as const;
    });
    return new Map(await Promise.all(profiles));
  });
  const subtopicProfile = async (id: string) => (await subtopicProfiles('all')).get(id);
  const relatedNotes = remember(resultsKept, String, async (paperId: string) => {
    const similar = await index.similar(paperId, { papers: 0, notes: notesPerPaper });
    return similar.notes.map((hit) => hit.item);
  });
  const archive = remember(resultsKept, topicKey, async (topic: Topic) => {
    const profile = topic.kind === 'subtopic' ? await subtopicProfile(topic.subtopic) : undefined;
    return (await corpusMatches(topic, index, profile, archiveDepth)).matches;
  });
  const arrivalRanges = remember(
    arrivalRangesKept,
    String,
    async ([after, upTo]: ArrivalRange): Promise<NumberedArrivals> => {
      const stored = upTo > after ? await store.arrivals(after, upTo) : [];
      const papers = stored.map(({ paper }) => paper);
      const profiles = new Map(
        await Promise.all(papers.map(async (paper) => [paper.id, await paperProfile(paper)] as const)),
      );
      const ofSubtopics = await subtopicProfiles('all');
      const numbers = new Map(stored.map(({ paper, arrival }) => [paper.id, arrival]));
      const arrivals = createArrivals(papers, {
        ofPaper: ({ id }) => profiles.get(id) ?? new Map(),
        ofSubtopic: (id) => ofSubtopics.get(id),
      });
      return { ...arrivals, arrivalOf: (id) => numbers.get(id) ?? 0 };
    },
  );
  return {
    paperProfile,
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
