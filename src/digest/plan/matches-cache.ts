import type { Corpus } from '../../corpus/corpus.ts';
import type { Note } from '../../corpus/note.ts';
import type { Paper } from '../../corpus/paper.ts';
import type { PaperIndex } from '../../ports/index.ts';
import type { IntakeStore } from '../../ports/store/intake.ts';
import type { PaperStore } from '../../ports/store/papers.ts';
import { type Profile, sumProfiles } from '../../search/profile.ts';
import { type Arrivals, createArrivals, type TopicMatch } from '../../topics/arrivals.ts';
import { corpusMatches } from '../../topics/corpus-matches.ts';
import { type Topic, topicKey } from '../../topics/topic.ts';

/** What many places need of the same papers and topics, worked out once for all; anew when papers have arrived. */
export interface MatchesCache {
  /** All papers with `after < arrival <= upTo`, as they are stored now, and each one's arrival number. */
  load(after: number, upTo: number): Promise<NumberedArrivals>;
  /** What a subtopic is about; nothing when no page has it any more. */
  subtopicProfile(id: string): Promise<Profile | undefined>;
  paperProfile(paper: Paper): Promise<Profile>;
  /** A few research notes near a paper. */
  relatedNotes(paperId: string): Promise<readonly Note[]>;
  /** The best matches of a topic in the whole corpus. */
  archive(topic: Topic): Promise<readonly TopicMatch[]>;
  /** Papers have come, changed or gone in the index: all that was made of them is made anew when it is asked for. */
  forget(): void;
}

export interface NumberedArrivals extends Arrivals {
  arrivalOf(paperId: string): number;
}

/** Stretches kept: places of one hour share one, and a few lag behind. */
const batchesKept = 8;
const notesPerPaper = 2;
/** Things of one kind remembered at a time: of profiles and lists of matches, about 20 MB. */
const remembered = 2_000;
/** Deep enough for a place that has been shown most of them. */
const archiveDepth = 200;

export function createMatchesCache(
  store: Pick<PaperStore, 'arrivals'> & Pick<IntakeStore, 'latestRevision'>,
  index: PaperIndex,
  { subtopics, notes }: Pick<Corpus, 'subtopics' | 'notes'>,
): MatchesCache {
  const kept = new Map<string, Promise<NumberedArrivals>>();
  let ofSubtopics: Promise<ReadonlyMap<string, Profile>> | undefined;
  const profiles = createMemory(
    ({ title, abstract }: Paper) => `${title}\n${abstract}`,
    (paper) => index.profile(paper.title, paper.abstract),
  );
  const relatedNotes = createMemory(String, async (paperId: string) => {
    const { notes } = await index.similar(paperId, { papers: 0, notes: notesPerPaper });
    return notes.map((hit) => hit.item);
  });
  const archive = createMemory(topicKey, async (topic: Topic) => {
    const profile = topic.kind === 'subtopic' ? await subtopicProfile(topic.subtopic) : undefined;
    return (await corpusMatches(topic, index, profile, archiveDepth)).matches;
  });

  async function subtopicProfiles(): Promise<ReadonlyMap<string, Profile>> {
    const entries = subtopics.map(async ({ id, name }) => {
      const own = notes.filter((note) => note.subtopic === id);
      const profiles = own.map((note) => index.profile(`${name}. ${note.title}`, note.description));
      return [id, sumProfiles(await Promise.all(profiles))] as const;
    });
    return new Map(await Promise.all(entries));
  }

  async function subtopicProfile(id: string): Promise<Profile | undefined> {
    ofSubtopics ??= subtopicProfiles();
    return (await ofSubtopics).get(id);
  }

  async function build(after: number, upTo: number): Promise<NumberedArrivals> {
    const arrivals = upTo > after ? await store.arrivals(after, upTo) : [];
    const papers = arrivals.map(({ paper }) => paper);
    const ofPapers = new Map(
      await Promise.all(papers.map(async (paper) => [paper.id, await profiles.of(paper)] as const)),
    );
    ofSubtopics ??= subtopicProfiles();
    const known = await ofSubtopics;
    const numbers = new Map(arrivals.map(({ paper, arrival }) => [paper.id, arrival]));
    const batch = createArrivals(papers, {
      ofPaper: (paper) => ofPapers.get(paper.id) ?? new Map(),
      ofSubtopic: (id) => known.get(id),
    });
    return { ...batch, arrivalOf: (id) => numbers.get(id) ?? 0 };
  }

  return {
    paperProfile: profiles.of,
    relatedNotes: relatedNotes.of,
    archive: archive.of,
    subtopicProfile,
    /** Any paper may stand in any of these, or change the frequencies that they are measured by. */
    forget() {
      for (const memory of [profiles, relatedNotes, archive]) memory.clear();
      kept.clear();
      ofSubtopics = undefined;
    },
    async load(after, upTo) {
      // The index is told of a change a little later than the store.
      const key = `${after}..${upTo} at ${await store.latestRevision()}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      const made = build(after, upTo);
      kept.set(key, made);
      made.catch(() => kept.delete(key));
      const [oldest] = kept.keys();
      if (kept.size > batchesKept && oldest !== undefined) kept.delete(oldest);
      return made;
    },
  };
}

interface Memory<Key, Made> {
  of(key: Key): Promise<Made>;
  clear(): void;
}

function createMemory<Key, Made>(
  nameOf: (key: Key) => string,
  make: (key: Key) => Promise<Made>,
): Memory<Key, Made> {
  const known = new Map<string, Promise<Made>>();
  return {
    of(key) {
      const name = nameOf(key);
      const found = known.get(name);
      if (found !== undefined) return found;
      if (known.size >= remembered) known.clear();
      const made = make(key);
      known.set(name, made);
      made.catch(() => known.delete(name));
      return made;
    },
    clear: () => known.clear(),
  };
}
