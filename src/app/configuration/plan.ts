import { reviewName, withReview } from '../../commands/digests/review-setting.ts';
import { firstState, settled } from '../../commands/services.ts';
import { defined } from '../../defined.ts';
import type { ChangeRule } from '../../ports/store/places.ts';
import { rangeInWords } from '../../topics/calendar/in-words.ts';
import { dateAt } from '../../topics/calendar/local-date.ts';
import { formatDays, inForce } from '../../topics/calendar/schedule.ts';
import { type Place, type PlaceState, placeKey, type Subscription } from '../../topics/place.ts';
import { type Topic, topicKey, topicText } from '../../topics/topic.ts';
import { topicMeaning } from '../../topics/topic-meaning.ts';
import type { Configuration, PlaceSettings } from './configuration.ts';

/** What the store says now. */
export interface Current {
  readonly places: readonly { readonly state: PlaceState; readonly followed: readonly Subscription[] }[];
  readonly rules: Configuration['rules'];
}

/** What has to be done to a place or workspace, and what that changes, in words. */
export type Step = { readonly says: readonly string[] } & (
  | {
      readonly kind: 'place';
      readonly place: Place;
      readonly isNew: boolean;
      /** Gives the place the settings of the file. */
      readonly change: (state: PlaceState, now: number) => PlaceState;
      readonly follow: readonly Topic[];
      readonly unfollow: readonly Topic[];
      readonly replace: readonly { readonly from: Topic; readonly to: Topic }[];
    }
  | { readonly kind: 'remove'; readonly place: Place }
  | {
      readonly kind: 'rule';
      readonly platform: string;
      readonly workspace: string;
      readonly rule: ChangeRule;
    }
);

/** The steps from what is stored to what the file says; none where both are the same. */
export function planSteps(
  { places, rules }: Configuration,
  current: Current,
  { prune, now }: { readonly prune: boolean; readonly now: number },
): readonly Step[] {
  const known = new Map(current.places.map((each) => [placeKey(each.state.place), each]));
  const named = new Set(places.map(({ place }) => placeKey(place)));
  const ruleOf = (platform: string, workspace: string, among: Configuration['rules']) =>
    among.find((each) => each.platform === platform && each.workspace === workspace);
  const unnamed = prune ? current.places.filter(({ state }) => !named.has(placeKey(state.place))) : [];
  const unnamedRules = prune
    ? current.rules.filter(
        ({ platform, workspace, rule }) =>
          rule !== 'anyone' && ruleOf(platform, workspace, rules) === undefined,
      )
    : [];
  return [
    ...places.flatMap((wanted) => planPlace(wanted, known.get(placeKey(wanted.place)), now)),
    ...rules.flatMap((wanted) => {
      const before = ruleOf(wanted.platform, wanted.workspace, current.rules)?.rule ?? 'anyone';
      return ruleInWords(before) === ruleInWords(wanted.rule) ? [] : [ruleStep(wanted, before)];
    }),
    ...unnamed.map(({ state, followed }): Step => {
      const topics = followed.map(({ topic }) => `“${topicText(topic)}”`).join(', ');
      return { kind: 'remove', place: state.place, says: [`removed, with its topics: ${topics || 'none'}`] };
    }),
    ...unnamedRules.map((each) => ruleStep({ ...each, rule: 'anyone' }, each.rule)),
  ];
}

const ruleInWords = (rule: ChangeRule): string => (typeof rule === 'string' ? rule : rule.join(', '));

const ruleStep = (wanted: Configuration['rules'][number], before: ChangeRule): Step => ({
  kind: 'rule',
  ...wanted,
  says: [`who may change things: ${ruleInWords(wanted.rule)} instead of ${ruleInWords(before)}`],
});

function planPlace(wanted: PlaceSettings, known: Current['places'][number] | undefined, now: number): Step[] {
  const { place, topics } = wanted;
  const followed = (known?.followed ?? []).map(({ topic }) => topic);
  const { add, remove, replace } = planTopics(followed, topics ?? followed);
  // Of a new channel: how it differs from one that has chosen nothing.
  const before = known?.state ?? firstState(place, { owner: wanted.owner, since: now, seen: 0 });
  const settings = settingsInWords(before, changed(before, wanted, now), now);
  const quoted = (topic: Topic) => `“${topicText(topic)}”`;
  const says = [
    ...(known === undefined ? ['a new channel here'] : []),
    ...settings,
    ...replace.map(
      ({ from, to }) => `topic ${quoted(to)} instead of ${quoted(from)}, going on from where that was`,
    ),
    ...add.map((topic) => `topic ${quoted(topic)} added`),
    ...remove.map((topic) => `topic ${quoted(topic)} removed`),
  ];
  if (says.length === 0) return [];
  // A place that followed nothing gets digests from now on, not for the days before.
  const begins = followed.length === 0 && add.length > 0;
  const change = (state: PlaceState, at: number) =>
    settled(begins ? { ...state, since: at } : state, changed(state, wanted, at), at);
  return [
    {
      kind: 'place',
      place,
      isNew: known === undefined,
      change,
      follow: add,
      unfollow: remove,
      replace,
      says,
    },
  ];
}

/** The topics that are new, those that are gone, and those that are others in the place of one. */
function planTopics(followed: readonly Topic[], wanted: readonly Topic[]) {
  const keys = new Set(followed.map(topicKey));
  const wantedKeys = new Set(wanted.map(topicKey));
  let add = wanted.filter((topic) => !keys.has(topicKey(topic)));
  let remove = followed.filter((topic) => !wantedKeys.has(topicKey(topic)));
  // The same topic, written in another way.
  const respelled = wanted.flatMap((to) => {
    const from = followed.find((each) => topicKey(each) === topicKey(to));
    return from !== undefined && topicText(from) !== topicText(to) ? [{ from, to }] : [];
  });
  const reworded = add.flatMap((to) => {
    const meaning = topicMeaning(to);
    const from = remove.find((each) => meaning !== undefined && topicMeaning(each) === meaning);
    if (from === undefined) return [];
    remove = remove.filter((each) => each !== from);
    return [{ from, to }];
  });
  add = add.filter((each) => !reworded.some(({ to }) => to === each));
  // One gone and one new: the line of the file was changed.
  const [from, to] = [remove[0], add[0]];
  const isOne = remove.length === 1 && add.length === 1 && from !== undefined && to !== undefined;
  if (!isOne) return { add, remove, replace: [...respelled, ...reworded] };
  return { add: [], remove: [], replace: [...respelled, ...reworded, { from, to }] };
}

/** The settings of the place as the file has them. What the file does not name stays. */
function changed(
  state: PlaceState,
  { owner, settings, paused, skips }: PlaceSettings,
  now: number,
): PlaceState {
  const { time, zone, days, size, whenEmpty, mode, review } = settings;
  const { paused: before, ...active } = state.schedule;
  const next = { ...active, ...defined({ time, zone, days }) };
  const today = dateAt(next.zone, now);
  const pause = paused === undefined ? before : (paused ?? undefined);
  const wantedSkips = skips?.filter(({ last }) => last >= today);
  const kept = inForce(state.schedule, today).skips;
  const isSame = wantedSkips !== undefined && JSON.stringify(wantedSkips) === JSON.stringify(kept);
  return {
    ...withReview(state, review),
    owner,
    // Skips that are over stay: a digest that is late does not come in the night after one.
    schedule: {
      ...next,
      ...defined({ paused: pause }),
      skips:
        wantedSkips === undefined || isSame
          ? active.skips
          : [...active.skips.filter(({ last }) => last < today), ...wantedSkips],
    },
    ...defined({ size, whenEmpty, mode }),
  };
}

function settingsInWords(before: PlaceState, after: PlaceState, now: number): string[] {
  const words = (state: PlaceState) => {
    const { schedule, size, whenEmpty, mode = 'short', review, owner } = state;
    const today = dateAt(schedule.zone, now);
    const { paused, skips } = inForce(schedule, today);
    return {
      time: schedule.time,
      zone: schedule.zone,
      days: formatDays(schedule.days),
      size: `at most ${size}`,
      'nothing new': whenEmpty,
      mode,
      review: reviewName(review),
      paused:
        paused === undefined ? 'no' : paused.until === undefined ? 'until resumed' : `until ${paused.until}`,
      skipped: skips.map((skip) => rangeInWords(skip, today)).join(', ') || 'no date',
      owner,
    };
  };
  const old: Readonly<Record<string, string>> = words(before);
  return Object.entries(words(after)).flatMap(([name, value]) =>
    old[name] === value ? [] : [`${name}: ${value} instead of ${old[name]}`],
  );
}
