import { commandLine } from '../../cards/builders.ts';
import { UserError } from '../../errors.ts';
import { nearestNames } from '../../search/suggest/nearest-names.ts';
import { parseDate } from '../../topics/calendar/parse-schedule.ts';
import { type Place, parsePlace, whenEmptyChoices } from '../../topics/place.ts';
import { type Answer, type Caller, defineCommand, listStart } from '../command.ts';
import { changeable, readable, unreadable } from '../place-handle.ts';
import { type ChangingServices, type ServiceAccess, stateOf } from '../services.ts';
import {
  changeSettings,
  hasSettings,
  type Verb,
  verbNames,
  verbOf,
  verbs,
  type WantedSettings,
} from './digest-settings.ts';
import { moreOfIssue, postNow, previewIssue } from './issue.ts';
import { settingsAnswer } from './settings-card.ts';

export const digestCommand = (access: ServiceAccess) =>
  defineCommand({
    name: 'digest',
    summary: 'The daily digest: preview it, post it now, set hour and days, pause it',
    changes: 'channel',
    onlyShows: (texts) => shownBy(texts) !== undefined,
    options: {
      do: {
        type: 'text',
        rest: true,
        help: 'preview, now, at 09:00, size 10, when-empty note, pause, resume, skip 2026-12-24, unskip 2026-12-24',
        verbs: {
          choices: ['preview', 'now', 'pause', 'resume', 'skip', 'unskip'],
          rest: { name: 'dates', help: 'with skip and unskip: which days, like 2026-12-24' },
        },
      },
      at: { type: 'text', help: 'the hour, like 09:00 or 9:30pm' },
      zone: { type: 'text', suggests: 'zone', help: 'the time zone, like Europe/Berlin' },
      days: { type: 'text', help: 'the days, like mon-fri or daily' },
      size: { type: 'integer', min: 1, max: 50, help: 'papers in one digest' },
      empty: { type: 'choice', choices: whenEmptyChoices, help: 'what to post on a day without new papers' },
      until: { type: 'text', help: 'with pause: the date on which it resumes' },
      more: { type: 'text', inner: true, help: 'papers of that date which had no room' },
      start: listStart,
      place: {
        type: 'text',
        inner: true,
        help: 'for the button in a message about a digest that has stopped',
      },
    },
    form: ['at', 'zone', 'days', 'size', 'empty'],
    examples: [
      'digest preview',
      'digest now',
      'digest at 09:00 zone:Europe/Berlin days:mon-fri',
      'digest size 5',
      'digest when-empty note',
      'digest pause until:2027-01-04',
      'digest resume',
      'digest skip 2026-12-24..2027-01-02',
      'digest unskip 2026-12-24..2027-01-02',
    ],
    async run({ do: words, place, more, start = 1, ...settings }, caller, openIndex) {
      const services = await access.open();
      const wanted = { ...readVerb(words), ...settings };
      if (place !== undefined) return resumeIn(place, wanted, caller, services);
      if (more !== undefined) return moreOfIssue(parseDate(more), start, await readable(caller), services);
      const shown = shownBy({ do: words, ...settings });
      if (shown === 'preview')
        return previewIssue(start, await readable(caller), caller, services, openIndex);
      if (shown === 'settings')
        return settingsAnswer(await stateOf(await readable(caller), caller, services), services);
      if (wanted.verb === 'now')
        return postNow(await changeable(caller, 'post the digest'), caller, services, openIndex);
      const here = await changeable(caller, whatIsChanged(wanted.verb));
      return changeSettings(wanted, here, caller, services);
    },
  });

/** What the options of a line show; undefined where they change something. */
function shownBy(texts: Partial<Record<string, unknown>>): 'more' | 'preview' | 'settings' | undefined {
  const { do: words, place, more } = texts;
  if (place !== undefined) return undefined;
  if (more !== undefined) return 'more';
  if (words === undefined) return hasSettings(texts) ? undefined : 'settings';
  const verb = verbOf(String(words));
  return verb !== undefined && verbs[verb].effect === 'shows' ? 'preview' : undefined;
}

const whatIsChanged = (verb: Verb | undefined): string =>
  verb === 'pause' || verb === 'resume' || verb === 'skip'
    ? `${verb} the digest`
    : 'change the settings of the digest';

/**
 * The private message about a stopped digest has a button that resumes it from there. Nothing else can be done from
 * another place.
 * @throws UserError for a place that the caller may not see or change, or that has no digest
 */
async function resumeIn(
  key: string,
  wanted: WantedSettings,
  caller: Caller,
  services: ChangingServices,
): Promise<Answer> {
  const place = readPlace(key);
  if (place === undefined || place.platform !== caller.place.platform) throw unreadable();
  const seen = await readable(caller, place);
  if (wanted.verb !== 'resume' || hasSettings(wanted))
    throw new UserError(
      'elsewhere',
      'From here a digest can only be resumed.',
      'For anything else, type the command in the channel itself.',
    );
  if ((await services.store.place(seen)) === undefined) throw unreadable();
  return changeSettings(wanted, await changeable(caller, 'resume the digest', place), caller, services);
}

function readPlace(key: string): Place | undefined {
  try {
    return parsePlace(key);
  } catch {
    return undefined;
  }
}

/** `skip 2026-12-24` as the verb and the words after it. @throws UserError for another verb; it names the nearest. */
function readVerb(text = ''): { readonly verb?: Verb; readonly rest: string } {
  if (text === '') return { rest: '' };
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/su.exec(text) ?? [];
  const verb = verbOf(text);
  if (verb !== undefined && (rest === '' || verbs[verb].takes)) return { verb, rest };
  if (verb !== undefined)
    throw new UserError(
      'unknown-digest-word',
      `“digest ${verb}” takes nothing more, so not “${rest.slice(0, 60)}”.`,
      '',
    );
  const nearest = nearestNames(word, verbNames, 2);
  throw new UserError(
    'unknown-digest-word',
    `digest does not know “${word}”.`,
    nearest.length > 0
      ? `Did you mean digest ${nearest.join(' or digest ')}?`
      : `It knows ${verbNames.join(', ')}.`,
    nearest.map((each) => commandLine('digest', { do: `${each} ${rest}`.trim() })),
  );
}
