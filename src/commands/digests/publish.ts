import { createHash, randomBytes } from 'node:crypto';
import {
  button,
  buttons,
  code,
  hint,
  line,
  list,
  moment,
  primary,
  text,
  typed,
} from '../../cards/builders.ts';
import { UserError } from '../../errors.ts';
import { type Answer, answer, type Caller, defineCommand, shortAnswer, timesIn } from '../command.ts';
import { changeable, readable } from '../place-handle.ts';
import { type ChangingServices, recordChange, type ServiceAccess } from '../services.ts';

const doings = ['on', 'off'] as const;

/** Makes, shows and ends the secret link to what is posted in a place. */
export const publishCommand = (access: ServiceAccess) =>
  defineCommand({
    name: 'publish',
    summary: 'A secret link by which people outside this chat read what was posted here',
    isPersonal: true,
    changes: 'channel',
    onlyShows: ({ do: doing }) => doing === undefined,
    options: {
      do: { type: 'text', rest: true, help: 'on makes a new link, and ends the old one; off ends it' },
    },
    examples: ['publish'],
    async run({ do: doing }, caller) {
      const services = await access.open();
      if (doing === undefined) return stateAnswer(caller, services);
      const wanted = doing.trim().toLowerCase();
      if (wanted === 'off') return end(caller, services);
      if (wanted === 'on' || wanted === 'new') return begin(caller, services);
      throw new UserError(
        'bad-choice',
        `I don’t know what to do with “${doing.slice(0, 60)}”.`,
        'Say `publish on` or `publish off`.',
        doings.map((each) => `publish ${each}`),
      );
    },
  });

async function stateAnswer(caller: Caller, { store, publicUrl }: ChangingServices): Promise<Answer> {
  const made = await store.publication(await readable(caller));
  if (made === undefined && publicUrl === undefined) throw noAddress();
  return timesIn(
    caller.person.zone ?? 'UTC',
    made === undefined
      ? shortAnswer('Link', 'Nothing posted here can be read outside this chat.', [
          hint(
            'With a link, feed readers and calendars can follow it. Anybody who has the link can read it.',
          ),
          buttons(primary(button('Make a link', 'publish on'))),
        ])
      : shortAnswer(
          'Link',
          line('What I post here can be read outside this chat, by a link made ', moment(made.at), '.'),
          [
            hint('I can’t show the link again. A new one ends it.'),
            buttons(button('New link', 'publish on'), button('End it', 'publish off')),
          ],
        ),
  );
}

async function begin(caller: Caller, services: ChangingServices): Promise<Answer> {
  const { store, clock, publicUrl } = services;
  const place = await changeable(caller, 'publish what is posted');
  if (publicUrl === undefined) throw noAddress();
  if ((await store.place(place)) === undefined)
    throw new UserError(
      'no-topics',
      'I follow nothing here yet, so there is nothing to publish.',
      'Begin with `follow mixture of experts`.',
      ['topics'],
    );
  const secret = randomBytes(32).toString('base64url');
  await store.setPublication(place, { hash: hashOfLink(secret), at: clock.now() });
  await recordChange(place, caller, 'made a link by which people outside can read what is posted', services);
  const address = `${publicUrl}/feeds/${secret}`;
  return answer({
    title: 'Link',
    summary: 'The link is made.',
    blocks: [
      text('Anybody who has one of these addresses can read what I post here:'),
      list([
        line('feed readers: ', code(`${address}.xml`)),
        line('as JSON Feed: ', code(`${address}.json`)),
        line('calendars: ', code(`${address}.ics`)),
      ]),
      hint('Keep them: I can’t show them again. They end with ', typed('publish off'), ' or a new link.'),
    ],
  });
}

async function end(caller: Caller, services: ChangingServices): Promise<Answer> {
  const place = await changeable(caller, 'end the link');
  if ((await services.store.publication(place)) === undefined)
    return shortAnswer('Link', 'There is no link, so there is nothing to end.');
  await services.store.setPublication(place, undefined);
  await recordChange(
    place,
    caller,
    'ended the link by which people outside could read what is posted',
    services,
  );
  return shortAnswer('Link', 'The link has ended. Nobody can read what I post here by it any more.');
}

const noAddress = () =>
  new UserError(
    'no-address',
    'I have no web address that people outside could open.',
    'Ask the person who runs me: the settings say how I get one.',
  );

/** What is kept of a link's secret: it has 256 random bits, so that a plain hash tells nothing about it. */
export const hashOfLink = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Whether a text can be the secret of a link: 32 bytes in base64url. */
export const isLinkSecret = (text: string): boolean => /^[\w-]{43}$/.test(text);
