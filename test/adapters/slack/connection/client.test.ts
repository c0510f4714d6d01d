import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSlackDouble, type SlackDouble } from '../../../support/doubles/slack/create-slack-double.ts';
import { type Started, startSlack } from '../../../support/doubles/slack/start-slack.ts';
import type { Args } from '../../../support/doubles/slack/world.ts';
import { until } from '../../../support/until.ts';

let double: SlackDouble;
let started: Started;
let now = Date.now();

beforeAll(async () => {
  double = await createSlackDouble({ now: () => now });
  started = await startSlack(double, {
    ports: {
      fieldsOf: async () => ({ at: '09:00', empty: 'archive' }),
      linkPreview: async (url) =>
        url.includes('2312.00752')
          ? {
              paperId: 'p1',
              entry: {
                title: [{ kind: 'link', text: 'Mamba <b>', url: 'https://arxiv.org/abs/2312.00752' }],
                body: [{ kind: 'text', text: '*State* spaces <!channel>' }],
                facts: [{ kind: 'text', text: 'Gu, Dao' }],
                buttons: [{ label: 'Save', line: 'save paper:p1' }],
              },
            }
          : undefined,
    },
  });
});
afterAll(async () => {
  expect(await started.slack.stop(60_000)).toBe(true);
  await double.close();
});
beforeEach(() => {
  now += 60_000;
});

const { stringify } = JSON;
const answers = (payload: Args) => double.payloads.answersTo(payload);
const answered = async (payload: Args, count = 1) => {
  await until(() => answers(payload).length >= count);
  return answers(payload) as readonly Record<string, never>[];
};
const command = async (text: string, who?: { user?: string; channel?: string }) => {
  const payload = double.payloads.command(text, who);
  const ack = await double.socket.send('slash_commands', payload);
  return { payload, ack };
};
const actionsOf = (body: Args): Args[] =>
  (body['blocks'] as { type: string; elements: Args[]; accessory?: Args }[]).flatMap(
    ({ type, elements, accessory }) =>
      type === 'actions' ? elements : accessory === undefined ? [] : [accessory],
  );
const buttonOf = (body: Args, label: string) =>
  actionsOf(body).find(({ text }) => (text as { text: string }).text === label) as Args;
const lastLine = () => started.router.asked.at(-1)?.line;

describe('/papers', () => {
  test('is acknowledged and answered in private, with a button to share', async () => {
    const { payload, ack } = await command('search mamba');
    const [body] = await answered(payload);
    expect(ack.body).toEqual({});
    expect(body).toMatchObject({ response_type: 'ephemeral', text: 'mamba 1.' });
    expect(buttonOf(body as Args, 'Share in channel')).toMatchObject({ value: 'search mamba' });
    expect(started.router.asked.at(-1)?.caller).toMatchObject({
      place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
      person: { id: 'U1', name: 'ada', zone: 'Europe/Berlin' },
    });
  });

  test('is acknowledged before slow work is done', async () => {
    const { payload } = await command('slow');
    expect(answers(payload)).toHaveLength(0);
    started.router.release();
    expect(await answered(payload)).toMatchObject([{ text: 'At last.' }]);
  });

  test('decodes Slack’s text', async () => {
    const { payload } = await command(
      'search “scaling &amp; laws” &lt;b&gt; <#C1|papers> <@U2|grace> <https://arxiv.org/abs/1|arxiv.org>',
    );
    await answered(payload);
    expect(lastLine()).toBe('search "scaling & laws" <b> #papers @U2 https://arxiv.org/abs/1');
  });

  test('a person’s mistake is shown with its suggestions', async () => {
    const { payload } = await command('folow mamba');
    const [body] = await answered(payload);
    expect(stringify(body)).toContain('There is no command “folow”.');
    expect(buttonOf(body as Args, 'follow mamba')).toMatchObject({ value: 'follow topic:mamba' });
    expect(started.bugs).toHaveLength(0);
  });

  test('a bug shows its incident, but not the error', async () => {
    const { payload } = await command('boom');
    const [body] = await answered(payload);
    expect(stringify(body)).toContain(`incident i${started.bugs.length}`);
    expect(stringify(body)).not.toContain('secret inside');
    started.bugs.length = 0;
  });

  test('answers for the place are posted in the channel; guests and outsiders may only look up', async () => {
    const { payload } = await command('digest at:10:00');
    expect(await answered(payload)).toMatchObject([{ response_type: 'in_channel' }]);
    for (const user of ['U3', 'U4']) {
      const { payload: refused } = await command('digest at:10:00', { user });
      expect(stringify(await answered(refused))).toContain('You may not.');
      const { payload: allowed } = await command('search a', { user });
      expect(stringify(await answered(allowed))).not.toContain('You may not.');
    }
  });

  test('a person whom Slack does not describe can look up, but not change anything', async () => {
    double.fault('users.info', { kind: 'rate-limited', retryAfter: 5 }, { kind: 'lost-answer' });
    const { payload } = await command('search a', { user: 'U9' });
    expect(await answered(payload)).toMatchObject([{ text: 'a 1.' }]);
    const { payload: refused } = await command('follow a', { user: 'U9' });
    expect(stringify(await answered(refused))).toContain('does not tell me who you are');
  });

  test('when Slack refuses the blocks, the card is posted once more as plain text', async () => {
    double.world.refusesBlocks = true;
    const { payload } = await command('search mamba');
    const [body] = await answered(payload);
    double.world.refusesBlocks = false;
    expect(body).toMatchObject({ response_type: 'ephemeral', mrkdwn: false });
    expect(body).not.toHaveProperty('blocks');
    expect((body as unknown as { text: string }).text).toContain(
      '1. Mamba &lt;!channel&gt; https://arxiv.org/abs/2312.00752',
    );
  });

  test('an expired response_url is not a bug', async () => {
    const payload = double.payloads.command('search late');
    now += 31 * 60_000;
    await double.socket.send('slash_commands', payload);
    await until(() => started.log.lines.some(({ fields }) => fields['status'] === 404));
    expect(started.bugs).toEqual([]);
  });

  test('a command that Slack sends twice is answered once', async () => {
    const payload = double.payloads.command('search twice');
    await double.socket.send('slash_commands', payload);
    await double.socket.send('slash_commands', payload);
    const { payload: other } = await command('search other');
    await answered(other);
    expect(answers(payload)).toHaveLength(1);
  });
});

describe('buttons', () => {
  test('to another page replace the message', async () => {
    const { payload } = await command('search mamba');
    const [body = {}] = await answered(payload);
    const action = buttonOf(body, 'Next page');
    const blocks = (body as Args)['blocks'] as Args[];
    const blockId = blocks.find((block) => stringify(block).includes('Next page'))?.['block_id'];
    const press = double.payloads.press({ ...action, block_id: blockId });
    await double.socket.send('interactive', press);
    expect(await answered(press)).toMatchObject([{ replace_original: true, text: 'mamba 2.' }]);
  });

  test('of another command, or in the channel, answer in a private message', async () => {
    const press = double.payloads.press({
      action_id: 'run:1',
      block_id: 'search.x:1',
      value: 'similar to:p1',
    });
    await double.socket.send('interactive', press);
    expect(await answered(press)).toMatchObject([{ replace_original: false, response_type: 'ephemeral' }]);
    const inThread = double.payloads.press(
      { action_id: 'run:1', block_id: 'post:1', value: 'search a page:2' },
      { ephemeral: false, thread: '9.9' },
    );
    await double.socket.send('interactive', inThread);
    expect(await answered(inThread)).toMatchObject([{ replace_original: false, thread_ts: '9.9' }]);
  });

  test('share an answer with everyone, and delete the private one', async () => {
    const { payload } = await command('search mamba');
    const [own] = await answered(payload);
    const row = ((own as Args)['blocks'] as { block_id: string; elements?: { action_id?: string }[] }[]).find(
      ({ elements }) => elements?.some(({ action_id }) => action_id?.startsWith('share:')),
    );
    const asked = started.router.asked.length;
    // What the button carries does not matter: nothing is run.
    const press = double.payloads.press({
      action_id: 'share:3',
      block_id: row?.block_id ?? '',
      value: 'digest pause',
    });
    await double.socket.send('interactive', press);
    const [shared, gone] = await answered(press, 2);
    expect(started.router.asked).toHaveLength(asked);
    expect(stringify(shared)).toContain('mamba 1.');
    expect(shared).toMatchObject({ response_type: 'in_channel', replace_original: false });
    expect(stringify(shared)).toContain('Shared by <@U1>');
    expect(stringify(shared)).not.toContain('Share in channel');
    expect(gone).toMatchObject({ delete_original: true });
  });

  test('an answer that is not kept any more is not shared, and the person is told', async () => {
    const asked = started.router.asked.length;
    const press = double.payloads.press({
      action_id: 'share:3',
      block_id: 'search.old:9',
      value: 'search mamba',
    });
    await double.socket.send('interactive', press);
    const [told] = await answered(press);
    expect(told).toMatchObject({ response_type: 'ephemeral' });
    expect(stringify(told)).toContain('too old to be shared');
    expect(started.router.asked).toHaveLength(asked);
  });

  test('with an address are only acknowledged', async () => {
    const press = double.payloads.press({ action_id: 'open:1', url: 'https://arxiv.org' });
    await double.socket.send('interactive', press);
    expect(answers(press)).toEqual([]);
  });
});

describe('modals', () => {
  const lastView = () => double.world.views.at(-1) as unknown as Args;

  test('a bare follow asks for its topic', async () => {
    const before = double.world.views.length;
    await command('follow');
    await until(() => double.world.views.length > before);
    const view = lastView();
    expect(view).toMatchObject({ type: 'modal', title: { text: 'Follow a topic' } });
    expect((view['blocks'] as Args[]).map(({ block_id }) => block_id)).toEqual(['topic', 'topic+words']);
  });

  test('its list shows the typed words first, then the router’s suggestions', async () => {
    const ack = await double.socket.send('interactive', double.payloads.suggest('field:follow:topic', 'mam'));
    expect(ack.body).toMatchObject({ options: [{ value: 'mam' }, { value: 'topic mam' }] });
    expect((ack.body as { options: unknown[] }).options).toHaveLength(2);
  });

  test('submitting runs the line and answers where the command was typed', async () => {
    const { payload } = await command('follow');
    await until(() =>
      double.callsOf('views.open').some(({ trigger_id }) => trigger_id === payload['trigger_id']),
    );
    const values = {
      topic: { 'field:follow:topic': { selected_option: { value: 'state spaces' } } },
      'topic+words': { words: { value: null } },
    };
    const ack = await double.socket.send('interactive', double.payloads.submit(lastView(), values));
    expect(ack.body).toEqual({});
    expect(await answered(payload)).toMatchObject([
      { text: 'Preview of state spaces.', response_type: 'ephemeral' },
    ]);
    expect(lastLine()).toBe('follow topic:"state spaces"');
  });

  test('a mistake is shown beside its field', async () => {
    await command('follow');
    const submit = async (values: Args) =>
      (await double.socket.send('interactive', double.payloads.submit(lastView(), values))).body;
    expect(
      await submit({ topic: { a: { selected_option: null } }, 'topic+words': { words: { value: ' ' } } }),
    ).toMatchObject({
      response_action: 'errors',
      errors: { topic: 'Choose or type something.' },
    });
    expect(await submit({ topic: { a: {} }, 'topic+words': { words: { value: 'nothing' } } })).toMatchObject({
      errors: { topic: 'topic:nothing finds nothing. Use other words.' },
    });
  });

  test('a button for a form opens it filled with its line, by the list or, when it is longer, by the field for words', async () => {
    const fieldsOf = async (topic: string) => {
      const before = double.world.views.length;
      const value = `follow topic:"${topic}"`;
      await double.socket.send('interactive', double.payloads.press({ action_id: 'form:2', value }));
      await until(() => double.world.views.length > before);
      return lastView()['blocks'] as { block_id: string; element: Args }[];
    };
    const [list, words] = await fieldsOf('state spaces -vision');
    expect(list?.element).toMatchObject({ initial_option: { value: 'state spaces -vision' } });
    expect(words?.element).not.toHaveProperty('initial_value');
    const long = 'mamba '.repeat(20).trim();
    const [emptyList, longWords] = await fieldsOf(long);
    expect(emptyList?.element).not.toHaveProperty('initial_option');
    expect(longWords?.element).toMatchObject({ initial_value: long });
  });

  test('a bare digest is filled with the present settings and the person’s zone', async () => {
    const before = double.world.views.length;
    const { payload } = await command('digest', { user: 'U2' });
    await until(() => double.world.views.length > before);
    const elements = (lastView()['blocks'] as { block_id: string; element: Args }[]).map(
      ({ block_id, element }) => [block_id, element],
    );
    expect(Object.fromEntries(elements)).toMatchObject({
      at: { type: 'timepicker', initial_time: '09:00' },
      zone: { type: 'external_select', initial_option: { value: 'America/New_York' } },
      days: { type: 'plain_text_input' },
      size: { type: 'number_input', min_value: '1', max_value: '25' },
      empty: { type: 'static_select', initial_option: { value: 'archive' } },
    });
    const values = {
      at: { x: { selected_time: '09:30' } },
      zone: { x: { selected_option: { value: 'Mars' } } },
      size: { x: { value: '10' } },
    };
    const ack = await double.socket.send(
      'interactive',
      double.payloads.submit(lastView(), values, { user: 'U2' }),
    );
    expect(ack.body).toMatchObject({ errors: { zone: 'zone:Mars is no zone. Use Europe/Berlin.' } });
    const good = {
      ...values,
      zone: { x: { selected_option: { value: 'Europe/Berlin' } } },
      days: { x: { value: 'mon-fri' } },
    };
    await double.socket.send('interactive', double.payloads.submit(lastView(), good, { user: 'U2' }));
    await answered(payload);
    expect(lastLine()).toBe('digest at:"09:30" zone:"Europe/Berlin" size:10 days:mon-fri');
  });
});

describe('App Home', () => {
  test('is published when it is opened, and once more when something changes', async () => {
    await double.socket.send(
      'events_api',
      double.payloads.event({ type: 'app_home_opened', user: 'U1', tab: 'home', channel: 'DU1' }),
    );
    await until(() => double.world.homes.has('U1'));
    const first = double.world.homes.get('U1');
    expect(first?.blocks[0]).toMatchObject({ type: 'input', dispatch_action: true });
    const published = double.callsOf('views.publish').length;
    const { payload } = await command('follow mamba confirm:yes');
    await answered(payload);
    await until(() => double.world.homes.get('U1') !== first);
    const { payload: lookUp } = await command('search mamba');
    await answered(lookUp);
    expect(double.callsOf('views.publish')).toHaveLength(published + 1);
  });

  test('its buttons and its search box act where direct messages do', async () => {
    const home = () => ({ id: 'V0', ...double.world.homes.get('U1') });
    await double.socket.send(
      'interactive',
      double.payloads.pressInView(home(), { action_id: 'run:1', type: 'button', value: 'search mine' }),
    );
    await until(() => lastLine() === 'search mine');
    expect(started.router.asked.at(-1)?.caller.place.channel).toBe('DU1');
    await double.socket.send(
      'interactive',
      double.payloads.pressInView(home(), {
        action_id: 'home:search',
        type: 'plain_text_input',
        value: 'ours',
      }),
    );
    await until(() => lastLine() === 'search query:ours');
    expect(started.router.asked.at(-1)?.caller.place.channel).toBe('DU1');
  });

  test('is published once more when one of its own buttons changes something', async () => {
    const published = double.callsOf('views.publish').length;
    await double.socket.send(
      'interactive',
      double.payloads.pressInView(
        { id: 'V0', type: 'home' },
        { action_id: 'run:1', type: 'button', value: 'digest at:10:00' },
      ),
    );
    await until(() => double.callsOf('views.publish').length === published + 1);
  });

  test('the search box answers in a modal that opens at once', async () => {
    const press = double.payloads.pressInView(
      { id: 'V0', type: 'home' },
      { action_id: 'home:search', type: 'plain_text_input', value: 'state spaces' },
    );
    await double.socket.send('interactive', press);
    await until(() => stringify(double.world.views.at(-1)).includes('state spaces 1'));
    expect(lastLine()).toBe('search query:"state spaces"');
  });

  test('buttons in a modal open the next one', async () => {
    const view = { id: 'V0', type: 'modal', private_metadata: '{"channel":"C1"}' };
    await double.socket.send(
      'interactive',
      double.payloads.pressInView(view, { action_id: 'run:1', type: 'button', value: 'similar to:p7' }),
    );
    await until(() => stringify(double.world.views.at(-1)).includes('Similar to p7'));
    expect(double.callsOf('views.push')).toHaveLength(1);
    expect(started.router.asked.at(-1)?.caller.place.channel).toBe('C1');
  });
});

describe('mentions and messages', () => {
  const said = () =>
    double.world.messages.filter(({ ephemeral, user }) => ephemeral === undefined && user === 'UBOT');
  const event = (fields: Args, id?: string) =>
    double.socket.send('events_api', double.payloads.event(fields, id));

  test('a mention is answered in its thread', async () => {
    await event({ type: 'app_mention', channel: 'C1', user: 'U1', text: '<@UBOT> search mamba', ts: '5.5' });
    await until(() => said().some(({ thread_ts }) => thread_ts === '5.5'));
    expect(lastLine()).toBe('search mamba');
    expect(started.router.asked.at(-1)?.caller.isOverheard).toBe(true);
    await answered((await command('search mamba')).payload);
    expect(started.router.asked.at(-1)?.caller.isOverheard).toBeUndefined();
  });

  test('a direct message is answered below it', async () => {
    double.world.channels.set('D1', {
      id: 'D1',
      name: 'ada',
      is_private: true,
      is_archived: false,
      is_member: true,
      creator: 'U1',
    });
    await event({
      type: 'message',
      channel_type: 'im',
      channel: 'D1',
      user: 'U1',
      text: 'search direct',
      ts: '6.6',
    });
    await until(() => said().some(({ channel, text }) => channel === 'D1' && text === 'direct 1.'));
    expect(said().find(({ channel }) => channel === 'D1')?.thread_ts).toBeUndefined();
  });

  test('a repeated event has one effect; bots, edits and other messages have none', async () => {
    const before = started.router.asked.length;
    const mention = {
      type: 'app_mention',
      channel: 'C1',
      user: 'U1',
      text: '<@UBOT> search once',
      ts: '7.7',
    };
    await event(mention, 'Ev-same');
    await event(mention, 'Ev-same');
    await event({
      type: 'message',
      channel_type: 'im',
      channel: 'D1',
      user: 'U1',
      subtype: 'message_changed',
      ts: '7.8',
    });
    await event({
      type: 'message',
      channel_type: 'im',
      channel: 'D1',
      bot_id: 'B7',
      user: 'U7',
      text: 'search bot',
      ts: '7.9',
    });
    await event({
      type: 'message',
      channel_type: 'channel',
      channel: 'C1',
      user: 'U1',
      text: 'search chat',
      ts: '8.0',
    });
    await event({ type: 'app_mention', channel: 'C1', user: 'U1', text: '<@UBOT> search last', ts: '8.1' });
    await until(() => lastLine() === 'search last');
    expect(started.router.asked.slice(before).map(({ line }) => line)).toEqual([
      'search once',
      'search last',
    ]);
  });
});

test('the shortcut of a message finds papers related to its link or its words', async () => {
  const press = double.payloads.shortcut('related_papers', {
    text: 'Look: <https://arxiv.org/abs/2312.00752v2> nice',
  });
  await double.socket.send('interactive', press);
  await answered(press);
  expect(lastLine()).toBe('similar to:2312.00752');
  const words = double.payloads.shortcut('related_papers', {
    text: 'Does “selective state space” -work &amp; why:not?',
  });
  await double.socket.send('interactive', words);
  await answered(words);
  expect(lastLine()).toBe('search query:"Does selective state space work why not"');
});

describe('links', () => {
  const share = (urls: readonly string[], more: Args = {}) =>
    double.socket.send(
      'events_api',
      double.payloads.event({
        type: 'link_shared',
        channel: 'C1',
        user: 'U1',
        message_ts: '3.3',
        links: urls.map((url) => ({ url })),
        ...more,
      }),
    );
  const url = 'https://arxiv.org/abs/2312.00752';

  test('to stored papers are previewed, but not when there are many', async () => {
    await share([url, 'https://arxiv.org/abs/9999.99999']);
    await until(() => double.world.unfurls.length === 1);
    expect(double.world.unfurls[0]).toMatchObject({
      channel: 'C1',
      ts: '3.3',
      unfurls: {
        [url]: {
          blocks: [
            {
              type: 'section',
              text: {
                type: 'mrkdwn',
                text: `*<${url}|Mamba &lt;b&gt;>*\n∗State∗ spaces &lt;!channel&gt;`,
              },
              accessory: { type: 'button', value: 'save paper:p1', action_id: 'run:1' },
            },
            { type: 'context', elements: [{ text: 'Gu, Dao' }] },
          ],
        },
      },
    });
    await share([`${url}?a`, `${url}?b`, `${url}?c`]);
    await share(['https://huggingface.co/papers/2312.00752']);
    await until(() => double.world.unfurls.length === 2);
    expect(JSON.stringify(double.world.unfurls[1])).not.toContain('?a');
  });

  test('are previewed while a message is written', async () => {
    await share([url], { channel: 'COMPOSER', unfurl_id: 'u1', source: 'composer' });
    await until(() => double.world.unfurls.some(({ unfurl_id }) => unfurl_id === 'u1'));
  });
});

test('no listener failed in these tests', () => {
  expect(started.bugs).toEqual([]);
  expect(started.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});
