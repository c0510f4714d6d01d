import { plural } from '../../cards/text.ts';
import { type Topic, topicQuery } from '../../topics/topic.ts';
import { tellingPapers } from '../look-up/nothing-found.ts';
import type { ReadingServices } from '../services.ts';

const weekMs = 7 * 24 * 60 * 60_000;
const weeksCounted = 4;

/** Of fewer papers, a share says too little. */
const fewestTelling = 20;

/** How many papers here match, and how many to expect of those to come. */
export async function countInWords(
  topic: Topic,
  matching: number,
  services: ReadingServices,
): Promise<string> {
  const { index } = services;
  const match = `${plural(matching, 'paper')} here ${matching === 1 ? 'matches' : 'match'}`;
  const { papers: all } = await index.size();
  const telling = topic.kind === 'query' ? await tellingPapers(topicQuery(topic), index) : undefined;
  if (telling === undefined || telling.papers >= all)
    return `${match}. ${await expectation(matching / Math.max(all, 1), services)}`;
  const of = `${match}, of ${plural(telling.papers, 'paper')} that ${telling.words}.`;
  if (telling.papers < fewestTelling) return `${of} They are too few to say how many to expect.`;
  return `${of} ${await expectation(matching / telling.papers, services)}`;
}

/** @param share of the papers here that match, applied to the papers that arrive in a week */
async function expectation(share: number, { store, index, clock }: ReadingServices): Promise<string> {
  const { papers } = await index.size();
  const arrived = await store.countArrivalsSince(clock.now() - weeksCounted * weekMs);
  // When all papers arrived at once, with the corpus, their number says nothing about a week.
  if (arrived === 0 || arrived >= papers)
    return share < 0.005
      ? 'Expect fewer than 1 in every 100 new ones.'
      : `Expect about ${Math.round(share * 100)} in every 100 new ones.`;
  const perWeek = (share * arrived) / weeksCounted;
  return perWeek < 1
    ? 'Expect less than one new paper a week.'
    : `Expect about ${Math.round(perWeek)} new papers a week.`;
}
