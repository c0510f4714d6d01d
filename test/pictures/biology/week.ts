import { runFeed } from '../../../src/intake/rounds/run-feed.ts';
import type { Payload } from '../platform.ts';
import type { World } from '../world.ts';
import { type BiologyPaper, biologyFeeds, biologyMonday } from './feeds.ts';

/** Made papers; names, findings and numbers are nobody's. */
const papers: readonly BiologyPaper[] = [
  {
    from: 'nature',
    day: 1,
    title: 'Gut bacteria that outlive a course of antibiotics',
    authors: ['Ada Lin', 'Bo Ek', 'Carla de Souza'],
    abstract:
      'Some gut bacteria outlive every course of antibiotics. We follow eleven strains over three years and show that nine of them hide in the mucus of the small intestine.',
  },
  {
    from: 'nature',
    day: 2,
    title: 'A gut microbiome that repairs itself after infection',
    authors: ['Ines Moreau', 'Tomas Berg', 'Wen Zhao', 'Ruth Adler'],
    abstract:
      'How a gut microbiome recovers from infection is largely unknown. Here we show that three species of Bacteroides rebuild the mucus layer within nine days, and that mice without them stay ill for a month.',
  },
  {
    from: 'nature',
    day: 2,
    title: 'Sleep consolidates place cells of the hippocampus in two waves',
    authors: ['Marta Silva', 'Jon Aas'],
    abstract:
      'Place cells replay the day during sleep. We find that replay comes in two waves ninety minutes apart, and that only the second wave predicts what is remembered a week later.',
  },
  {
    from: 'plos',
    day: 2,
    title: 'Base editing of liver cells without a break of both strands',
    authors: ['Nils Holm', 'Priya Nair', 'Sam Okoro'],
    abstract:
      'Gene editing by CRISPR leaves deletions where both strands break. We present a base editor that nicks one strand only and corrects 71% of liver cells in mice, with fewer than one deletion in ten thousand cells.',
  },
  {
    from: 'plos',
    day: 2,
    title: 'Sea urchins choose their gut bacteria by light',
    authors: ['Hana Sato', 'Lars Vik'],
    abstract:
      'Sea urchins house a gut microbiome that changes with the season. We show that light and not food decides which bacteria settle, by an opsin in the wall of the gut.',
  },
  {
    from: 'biorxiv',
    day: 2,
    title: 'Phages carry a CRISPR array against their rivals',
    authors: ['Yusuf Demir', 'Klara Novak', 'Peter Stone', 'Mei Chen', 'Olu Ade'],
    abstract:
      'CRISPR arrays defend bacteria against phages. We describe 214 phages that carry arrays of their own, and show in Pseudomonas that these arrays cut the genomes of rival phages.',
  },
  {
    from: 'biorxiv',
    day: 2,
    title: 'A small RNA lets cheaters spread in biofilms',
    authors: ['Ewa Gorski', 'Dan Moss'],
    abstract:
      'Cheaters use what other bacteria of a biofilm secrete. We show that one mutation in a small RNA is enough to cheat, and that biofilms with more than 12% cheaters collapse.',
  },
  {
    from: 'pubmed',
    day: 2,
    title: 'Hedgehogs on warm roads',
    authors: ['Ada Lin', 'Bo Ek'],
    abstract:
      'Hedgehogs cross roads more often on warm nights. We followed forty animals over two summers and found that each degree adds three crossings a night.',
  },
  {
    from: 'biorxiv',
    day: 4,
    title: 'Bile acids decide which gut bacteria sporulate',
    authors: ['Tara Quinn', 'Ole Jensen', 'Ana Ruiz'],
    abstract:
      'Spores carry gut bacteria from host to host. We screened 96 bile acids and find that four of them start sporulation in Clostridia within two hours.',
  },
  {
    from: 'plos',
    day: 4,
    title: 'Prime editing reaches resting neurons',
    authors: ['Gita Rao', 'Finn Dahl'],
    abstract:
      'Prime editing needs cells that divide, or so it seemed. We show gene editing in 38% of resting neurons of adult mice by a smaller reverse transcriptase.',
  },
  {
    from: 'pubmed',
    day: 4,
    title: 'Probiotics after antibiotics: a randomised trial of 412 adults',
    authors: ['Lea Brandt', 'Omar Haddad', 'Kim Lee'],
    abstract:
      'Whether probiotics help the gut microbiome after antibiotics is disputed. In this trial of 412 adults, probiotics delayed the return of the former microbiome by five weeks.',
  },
];

const topics = [
  'gut (microbiome OR bacteria)',
  '(CRISPR OR "gene editing") venue:"plos biology"',
  'bacteria source:biorxiv',
];

/**
 * A biologist's week: on the first morning the feeds have only been read for the first time, then come a full day, an empty one, a
 * late digest and the review.
 */
export async function drawBiologyWeek(world: World, channel: string): Promise<readonly Payload[]> {
  const { store, index, matchesCache, clock, logger } = world.services;
  const days: Payload[] = [];
  const at = (day: number, time: string): string =>
    `${new Date(Date.parse(biologyMonday) + (day - 1) * 86_400_000).toISOString().slice(0, 11)}${time}Z`;
  const read = async (day: number) => {
    world.clock.at = Date.parse(at(day, '06:30:00'));
    const before = await store.latestArrival();
    for (const feed of biologyFeeds(papers, day)) await runFeed(feed, { store, clock, logger });
    const arrived = (await store.arrivals(before, await store.latestArrival())).map(({ paper }) => paper);
    await index.put(arrived);
    matchesCache.forget();
    return arrived;
  };
  const digest = async (day: number, time: string) => {
    const posted = await world.digestAt(channel, at(day, time));
    days.push(...posted.filter(({ surface }) => surface === 'message'));
  };
  await read(1);
  world.clock.at = Date.parse(at(1, '06:00:00'));
  await world.follow(channel, topics, { whenEmpty: 'note', review: 5 });
  await digest(1, '09:00:10');
  const arrived = await read(2);
  await digest(2, '09:00:10');
  await digest(3, '09:00:10');
  await read(4);
  await digest(4, '12:30:00');
  const cared = arrived.filter(({ title }) => /microbiome|Base editing/.test(title));
  for (const [i, paper] of cared.entries())
    for (const person of ['U0ADA', 'U0BOB'].slice(i))
      await store.mark(world.placeOf(channel), { paperId: paper.id, kind: 'saved', person, at: clock.now() });
  await digest(5, '09:00:10');
  return days;
}
