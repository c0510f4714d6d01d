import { firstState } from '../../commands/services.ts';
import { defined } from '../../defined.ts';
import type { ConfigurationStore } from '../../ports/store/configuration.ts';
import type { Store } from '../../ports/store/store.ts';
import { dateAt } from '../../topics/calendar/local-date.ts';
import { inForce } from '../../topics/calendar/schedule.ts';
import type { PlaceState } from '../../topics/place.ts';
import { topicKey, topicText } from '../../topics/topic.ts';
import { type Configuration, type PlaceSettings, placeName } from './configuration.ts';
import type { Current, Step } from './plan.ts';

type PlaceStep = Extract<Step, { readonly kind: 'place' }>;

/** What the store says of all places and workspaces. */
export async function readCurrent(
  store: Pick<Store, 'place' | 'subscriptions'>,
  configuration: Pick<ConfigurationStore, 'places' | 'rules'>,
): Promise<Current> {
  const places: Current['places'][number][] = [];
  for (const place of await configuration.places()) {
    const state = await store.place(place);
    if (state !== undefined) places.push({ state, followed: await store.subscriptions(place) });
  }
  return { places, rules: await configuration.rules() };
}

/** What is stored, as a configuration: without what is over, and topics by their texts. */
export const configurationOf = ({ places, rules }: Current, now: number): Configuration => ({
  places: places.map(({ state, followed }): PlaceSettings => {
    const { place, owner, size, whenEmpty, mode = 'short', review } = state;
    const { time, zone, days, paused, skips } = inForce(state.schedule, dateAt(state.schedule.zone, now));
    const topics = followed
      .map(({ topic }) => topic)
      .toSorted((a, b) => compare(topicText(a), topicText(b)) || compare(topicKey(a), topicKey(b)));
    const settings = { time, zone, days, size, whenEmpty, mode, ...defined({ review }) };
    return { place, owner, settings, paused: paused ?? null, skips, topics };
  }),
  rules: rules.filter(({ rule }) => rule !== 'anyone'),
});

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

interface ApplyDeps {
  /** Inside one transaction. */
  readonly store: Store;
  readonly configuration: ConfigurationStore;
  readonly now: number;
}

/** Takes the steps of a plan. */
export async function applySteps(steps: readonly Step[], deps: ApplyDeps): Promise<void> {
  for (const step of steps) {
    if (step.kind === 'rule') await deps.store.setChangeRule(step.platform, step.workspace, step.rule);
    else if (step.kind === 'remove') await deps.configuration.removePlace(step.place);
    else await applyPlace(step, deps);
  }
}

async function applyPlace(step: PlaceStep, { store, configuration, now }: ApplyDeps): Promise<void> {
  const { place } = step;
  // Unused where the place is stored.
  const first: PlaceState = firstState(place, { owner: '', since: now, seen: await store.latestArrival() });
  const { owner } = await store.changePlace(first, (state) => step.change(state, now));
  for (const { from, to } of step.replace) await configuration.replaceTopic(place, topicKey(from), to);
  for (const topic of step.unfollow) await store.unfollow(place, topicKey(topic), now);
  for (const topic of step.follow)
    await store.follow({
      place,
      topic,
      addedBy: owner,
      addedByName: 'the configuration file',
      addedAt: now,
      baseline: first.seen,
    });
  await store.recordChange(place, {
    at: now,
    person: 'The configuration file',
    what: `set ${step.says.join('; ')}`,
  });
}

/** Steps in words, a paragraph for each place or workspace. */
export const stepsInWords = (steps: readonly Step[]): string =>
  steps
    .map((step) => {
      const name =
        step.kind === 'rule' ? `${step.platform} ${step.workspace}, all channels` : placeName(step.place);
      return [name, ...step.says.map((each) => `  ${each}`)].join('\n');
    })
    .join('\n');
