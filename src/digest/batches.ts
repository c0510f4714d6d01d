import type { Corpus, Paper } from '../corpus/paper.ts';
import type { PaperIndex, PaperStore } from '../ports.ts';
import { type Profile, sumProfiles } from '../search/profile.ts';
import { type Batch, createBatch } from '../topics/batch.ts';

/** New papers of a stretch of arrivals, made ready once for all places that look through the same stretch. */
export interface Batches {
  /** All papers with `after < arrival <= upTo`, and each one's arrival number. */
  load(after: number, upTo: number): Promise<ArrivedBatch>;
  /** What a subtopic is about; nothing when no page has it any more. */
  subtopicProfile(id: string): Promise<Profile | undefined>;
  paperProfile(paper: Paper): Promise<Profile>;
}

export interface ArrivedBatch extends Batch {
  arrivalOf(paperId: string): number;
}

/** Stretches kept: places of one hour share one, and a few lag behind. */
const batchesKept = 8;

export function createBatches(
  store: Pick<PaperStore, 'arrivals'>,
  index: Pick<PaperIndex, 'profile'>,
  { subtopics, notes }: Pick<Corpus, 'subtopics' | 'notes'>,
): Batches {
  const kept = new Map<string, Promise<ArrivedBatch>>();
  let ofSubtopics: Promise<ReadonlyMap<string, Profile>> | undefined;
  const paperProfile = (paper: Paper) => index.profile(paper.title, paper.abstract);

  async function subtopicProfiles(): Promise<ReadonlyMap<string, Profile>> {
    const entries = subtopics.map(async ({ id, name }) => {
      const own = notes.filter((note) => note.subtopic === id);
      const profiles = own.map((note) => index.profile(`${name}. ${note.title}`, note.description));
      return [id, sumProfiles(await Promise.all(profiles))] as const;
    });
    return new Map(await Promise.all(entries));
  }

  async function build(after: number, upTo: number): Promise<ArrivedBatch> {
    const arrivals = upTo > after ? await store.arrivals(after, upTo) : [];
    const papers = arrivals.map(({ paper }) => paper);
    const profiles = new Map(
      await Promise.all(papers.map(async (paper) => [paper.id, await paperProfile(paper)] as const)),
    );
    ofSubtopics ??= subtopicProfiles();
    const known = await ofSubtopics;
    const numbers = new Map(arrivals.map(({ paper, arrival }) => [paper.id, arrival]));
    const batch = createBatch(papers, {
      ofPaper: (paper) => profiles.get(paper.id) ?? new Map(),
      ofSubtopic: (id) => known.get(id),
    });
    return { ...batch, arrivalOf: (id) => numbers.get(id) ?? 0 };
  }

  return {
    paperProfile,
    async subtopicProfile(id) {
      ofSubtopics ??= subtopicProfiles();
      return (await ofSubtopics).get(id);
    },
    load(after, upTo) {
      const key = `${after}..${upTo}`;
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
