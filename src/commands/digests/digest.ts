import { UserError } from '../../errors.ts';
import { nearestNames } from '../../search/suggest/nearest-names.ts';
import { parseDate } from '../../topics/calendar/parse-schedule.ts';
import { type Place, parsePlace, whenEmptyChoices } from '../../topics/place.ts';
import { type Caller, defineCommand } from '../command.ts';
import { requireChange, type ServiceAccess, type Services, stateOf } from '../services.ts';
import { changeSettings, hasSettings, settingsAnswer, type Verb, verbs } from './digest-settings.ts';
import { moreOfIssue, postNow, previewIssue } from './issue.ts';

export const digestCommand = (access: ServiceAccess) =>
  defineCommand({
    name: 'digest',
    summary: 'The daily digest: preview it, post it now, set hour and days, pause it',
    changes: true,
    options: {
      do: {
        type: 'text',
        rest: true,
        help: 'preview, now, at 09:00, size 10, when-empty note, pause, resume, skip 2026-12-24',
      },
      at: { type: 'text', help: 'the hour, like 09:00 or 9:30pm' },
      zone: { type: 'text', suggests: 'zone', help: 'the time zone, like Europe/Berlin' },
      days: { type: 'text', help: 'the days, like mon-fri or daily' },
      size: { type: 'integer', min: 1, max: 50, help: 'papers in one digest' },
      empty: { type: 'choice', choices: whenEmptyChoices, help: 'what to post on a day without new papers' },
      until: { type: 'text', help: 'with pause: the date on which it resumes' },
      more: { type: 'text', help: 'papers of that date which had no room' },
      place: { type: 'text', help: 'another channel of this workspace, as a button of mine names it' },
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
    ],
    async run({ do: words, place, more, ...settings }, person, openIndex) {
      const services = await access.open();
      const caller = place === undefined ? person : await inPlace(place, person, services);
      const wanted = { ...readVerb(words), ...settings };
      if (more !== undefined) return moreOfIssue(parseDate(more), caller, services);
      if (wanted.verb === 'preview') return previewIssue(caller, services, openIndex);
      if (wanted.verb === undefined && !hasSettings(wanted))
        return settingsAnswer(await stateOf(caller, services));
      await requireChange(caller);
      if (wanted.verb === 'now') return postNow(caller, services, openIndex);
      return changeSettings(wanted, caller, services);
    },
  });

/**
 * The caller as if in another channel: the private message about a stopped digest has a button that resumes it. The owner
 * of the digest may change it there.
 * @throws UserError for a place without a digest, or of another workspace
 */
async function inPlace(key: string, caller: Caller, { store }: Services): Promise<Caller> {
  const place = readPlace(key);
  const state = place && (await store.place(place));
  const isNear = place?.platform === caller.place.platform && place.workspace === caller.place.workspace;
  if (state === undefined || !isNear)
    throw new UserError(
      'unknown-place',
      'There is no such channel with a digest here.',
      'Type the command in the channel itself.',
    );
  return {
    ...caller,
    place: state.place,
    mayChange: async () => state.owner === caller.person.id || caller.mayChange(),
  };
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
  const verb = verbs.find((each) => each === word.toLowerCase());
  if (verb !== undefined) return { verb, rest };
  const nearest = nearestNames(word, verbs, 2);
  throw new UserError(
    'unknown-digest-word',
    `digest does not know “${word}”.`,
    nearest.length > 0
      ? `Did you mean digest ${nearest.join(' or digest ')}?`
      : `It knows ${verbs.join(', ')}.`,
    nearest.map((each) => `digest ${each} ${rest}`.trim()),
  );
}
