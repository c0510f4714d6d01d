import { UserError } from '../../errors.ts';
import { dateAt, type LocalDate } from '../../topics/calendar/local-date.ts';
import { parseDate } from '../../topics/calendar/parse-schedule.ts';
import { digestModes, type PlaceState, readPlaceKey, whenEmptyChoices } from '../../topics/place.ts';
import { type Answer, type Caller, defineCommand, listStart } from '../command.ts';
import { changeable, readable, unreadable } from '../place-handle.ts';
import { type ChangingServices, type ServiceAccess, stateOf } from '../services.ts';
import { changeSettings } from './digest-settings.ts';
import { moreOfIssue, postNow, previewIssue } from './issue.ts';
import { settingsAnswer } from './settings-card.ts';
import { readWords, verbOf, type Wanted } from './words.ts';

/** Shows and changes when a place's digest comes; changes need the right to change the place. */
export const digestCommand = (access: ServiceAccess) =>
  defineCommand({
    name: 'digest',
    summary: 'See and change when the digest comes; preview, post, pause or skip it',
    changes: 'channel',
    onlyShows,
    options: {
      do: {
        type: 'text',
        rest: true,
        help: 'preview, now, 9:30, weekly, max 5, pause until monday, resume, skip tomorrow, unskip',
        verbs: {
          choices: ['preview', 'now', 'pause', 'resume', 'skip', 'unskip'],
          rest: { name: 'dates', help: 'with skip and unskip: which days, like tomorrow or 24 Dec to 2 Jan' },
        },
      },
      at: { type: 'text', blanks: true, help: 'the hour, like 09:00 or 9:30pm' },
      zone: {
        type: 'text',
        blanks: true,
        suggests: 'zone',
        help: 'a city, a country or a zone, like New York',
      },
      days: { type: 'text', blanks: true, help: 'the days, like mon-fri, daily or weekly' },
      size: { type: 'integer', min: 1, max: 50, help: 'papers in one digest' },
      empty: { type: 'choice', choices: whenEmptyChoices, help: 'what to post on a day without new papers' },
      mode: { type: 'choice', choices: digestModes, help: 'how much a digest says of each paper' },
      review: {
        type: 'text',
        blanks: true,
        help: 'a review of the week with the digest of a day: friday, or off',
      },
      until: { type: 'text', blanks: true, help: 'with pause: when it resumes, like next monday or 4 Jan' },
      more: { type: 'text', inner: true, help: 'papers of that date which had no room' },
      start: listStart,
      place: {
        type: 'text',
        inner: true,
        help: 'for the button in a message about a digest that has stopped',
      },
    },
    form: ['at', 'zone', 'days', 'size', 'empty', 'mode', 'review'],
    examples: [
      'digest preview',
      'digest now',
      'digest at 9:30 zone Berlin days mon-fri',
      'digest weekly on friday',
      'digest max 5',
      'digest empty note',
      'digest mode headline',
      'digest review friday',
      'digest pause until next monday',
      'digest resume',
      'digest skip tomorrow',
      'digest unskip all',
    ],
    async run({ do: words, place, more, start = 1, ...options }, caller, openIndex) {
      const services = await access.open();
      const text = textOf({ do: words, ...options });
      if (place !== undefined) return resumeIn(place, more === undefined ? text : 'more', caller, services);
      if (more !== undefined)
        return moreOfIssue(dateAlone(more, text), start, await readable(caller), services);
      const todayIn = ({ schedule }: PlaceState) => dateAt(schedule.zone, services.clock.now());
      const verb = verbOf(text);
      if (text === '' || verb === 'preview') {
        const state = await stateOf(await readable(caller), caller, services);
        readWords(text, todayIn(state));
        if (text === '') return settingsAnswer(state, services);
        return previewIssue(start, state.place, caller, services, openIndex);
      }
      const here = await changeable(caller, whatIsChanged(verb));
      const wanted = readWords(text, todayIn(await stateOf(here, caller, services)));
      if (wanted.verb === 'now') return postNow(here, caller, services, openIndex);
      return changeSettings(wanted, here, caller, services);
    },
  });

/** @throws UserError where something else is asked for with `more` */
function dateAlone(more: string, text: string): LocalDate {
  if (text === '') return parseDate(more);
  throw new UserError(
    'bad-value',
    '“more” shows the papers of a day that had no room, and does nothing else.',
    'Leave it out, or type it alone.',
  );
}

function whatIsChanged(verb: Wanted['verb']): string {
  if (verb === 'now') return 'post the digest';
  return verb === 'pause' || verb === 'resume' || verb === 'skip'
    ? `${verb} the digest`
    : 'change the settings of the digest';
}

/** What was typed after `digest`, with the options in their places. */
const textOf = ({ do: words, ...options }: Readonly<Record<string, string | number | undefined>>): string =>
  [
    words,
    ...Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`])),
  ]
    .join(' ')
    .trim();

/** Whether the options of a line only show something. */
function onlyShows({ place, more, start: _, ...texts }: Readonly<Record<string, string>>): boolean {
  const text = textOf(texts);
  return place === undefined && (text === '' || (more === undefined && verbOf(text) === 'preview'));
}

/**
 * The private message about a stopped digest has a button that resumes it from there. Nothing else can be done from
 * another place.
 * @throws UserError for a place that the caller may not see or change, or that has no digest
 */
async function resumeIn(
  key: string,
  text: string,
  caller: Caller,
  services: ChangingServices,
): Promise<Answer> {
  const place = readPlaceKey(key);
  if (place === undefined || place.platform !== caller.place.platform) throw unreadable();
  const seen = await readable(caller, place);
  if (text.trim() !== 'resume')
    throw new UserError(
      'elsewhere',
      'From here I can only resume a digest.',
      'For anything else, type the command in the channel itself.',
    );
  if ((await services.store.place(seen)) === undefined) throw unreadable();
  return changeSettings(
    { verb: 'resume' },
    await changeable(caller, 'resume the digest', place),
    caller,
    services,
  );
}
