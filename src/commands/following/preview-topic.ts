import { button, buttons, hint, primary, strong, text } from '../../cards/builders.ts';
import { plural } from '../../cards/text.ts';
import { describeSchedule } from '../../topics/calendar/schedule.ts';
import { corpusMatches } from '../../topics/corpus-matches.ts';
import { type Topic, topicText } from '../../topics/topic.ts';
import type { Answer, Caller } from '../command.ts';
import { answer, answerItem } from '../command.ts';
import { paperEntries } from '../look-up/entries.ts';
import { type Services, stateOf } from '../services.ts';

const papersShown = 5;
const weekMs = 7 * 24 * 60 * 60_000;
/** The weeks whose arrivals tell how many papers to expect. */
const weeksCounted = 4;

/** What a topic would bring to the caller's place. Nothing is saved. */
export async function previewTopic(topic: Topic, caller: Caller, services: Services): Promise<Answer> {
  const { index, matchesCache, messengerOf } = services;
  const profile = topic.kind === 'subtopic' ? await matchesCache.subtopicProfile(topic.subtopic) : undefined;
  const { total, matches } = await corpusMatches(topic, index, profile, papersShown);
  const { schedule } = await stateOf(caller, services);
  const problems = (await messengerOf(caller.place.platform)?.preflight(caller.place)) ?? [];
  const name = topicText(topic);
  return answer(
    {
      title: `Preview: ${name}`,
      summary: `${plural(total, 'paper')} of “${name}” so far`,
      blocks: [
        text(`The corpus holds ${plural(total, 'paper')} of it. ${await expectation(total, services)}`),
        paperEntries(matches.map(({ paper }) => paper)),
        problems.map((problem) => text(strong('Before it can post: '), problem)),
        buttons(
          primary(button('Follow', 'follow', { topic: name, confirm: 'yes' })),
          button('Change', 'search', { query: name }),
        ),
        hint(
          `The digest comes at ${describeSchedule(schedule)}. Papers that are here already will not be posted as new.`,
        ),
      ],
    },
    { papers: matches.map(({ paper, score }) => answerItem(paper, score)) },
  );
}

/** How many papers to expect: the matching share of the corpus, applied to the papers that arrive in a week. */
async function expectation(matching: number, { store, index, clock }: Services): Promise<string> {
  const { papers } = await index.size();
  const arrived = await store.countArrivalsSince(clock.now() - weeksCounted * weekMs);
  const share = matching / Math.max(papers, 1);
  // When all papers arrived at once, with the corpus, their number says nothing about a week.
  if (arrived === 0 || arrived >= papers)
    return `Of a hundred new papers, expect about ${Math.round(share * 100)}.`;
  const perWeek = (share * arrived) / weeksCounted;
  return perWeek < 1
    ? 'Expect less than one new paper a week.'
    : `Expect about ${Math.round(perWeek)} new papers a week.`;
}
