import { expect, test } from 'vitest';
import { inTurns } from '../../../../src/commands/turns.ts';
import { createSlackDouble } from '../../../support/doubles/slack/create-slack-double.ts';
import { createSampleRouter } from '../../../support/doubles/slack/sample-router.ts';
import { asForm, sendSigned } from '../../../support/doubles/slack/send-signed.ts';
import { startSlack } from '../../../support/doubles/slack/start-slack.ts';
import { freePort } from '../../../support/free-port.ts';
import { until } from '../../../support/until.ts';

const secret = 'a-signing-secret';

test('a person who asks two hundred things at once over HTTP delays neither the ack nor the answer of another', async () => {
  const double = await createSlackDouble();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/slack/events`;
  const sample = createSampleRouter();
  const ran: string[] = [];
  const router = inTurns({
    ...sample,
    answer(line, caller) {
      ran.push(caller.person.id);
      for (const end = performance.now() + 5; performance.now() < end; );
      return sample.answer(line, caller);
    },
  });
  const { slack } = await startSlack(double, {
    router,
    connection: { mode: 'http', botToken: 'xoxb-good', signingSecret: secret, port },
  });
  const send = (text: string, user: string) => {
    const payload = double.payloads.command(text, { user });
    return { payload, sent: sendSigned({ url, secret }, asForm(payload)) };
  };
  try {
    const flood = Array.from({ length: 200 }, (_, i) => send(`search flood ${i}`, 'U1'));
    await until(() => ran.length > 0);
    const one = send('search calm', 'U2');
    expect(await one.sent).toMatchObject({ status: 200, body: '' });
    const answered = (payload: (typeof one)['payload']) => double.payloads.answersTo(payload);
    await until(() => answered(one.payload).length === 1);
    expect(ran.filter((person) => person === 'U2')).toHaveLength(1);
    expect(ran.length).toBeLessThan(200);
    for (const { sent } of flood) expect((await sent).status).toBe(200);
    await until(() => flood.every(({ payload }) => answered(payload).length === 1));
    const refused = flood.filter(({ payload }) =>
      JSON.stringify(answered(payload)).includes('still working'),
    );
    expect(ran.filter((person) => person === 'U1')).toHaveLength(200 - refused.length);
  } finally {
    await slack.stop(60_000);
    await double.close();
  }
});
