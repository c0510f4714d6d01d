import { defined } from '../../../../src/defined.ts';
import { type Call, validate, view } from './channel-routes.ts';
import type { MessageBody } from './check-message.ts';
import { refuse } from './refusal.ts';
import type { Message, World } from './world.ts';

/** An interaction, and how it was answered. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly channel: string;
  readonly sentAt: number;
  /** The first response. `after`: milliseconds since the interaction was sent. */
  response?: { readonly type: number; readonly data?: Record<string, unknown>; readonly after: number };
  /** Milliseconds until the answer could be read: at once, or after the edit of a deferred one. */
  answeredAfter?: number;
  /** The answer, once it is there. */
  message?: Message;
  source?: Message;
  deferredFlags?: number;
  readonly followUps: Message[];
}

const firstMs = 3_000;
const tokenMs = 15 * 60_000;
const ephemeral = 64;

/** One first response within 3 seconds, then edits and follow-ups for 15 minutes. */
export function createInteractions(world: World, now: () => number, settled: () => void) {
  const all = new Map<string, Interaction>();

  function open(channel: string, source?: Message): Interaction {
    const id = world.snowflake();
    const token = `token-${id}`;
    const interaction: Interaction = {
      id,
      token,
      channel,
      sentAt: now(),
      followUps: [],
      ...defined({ source }),
    };
    all.set(token, interaction);
    return interaction;
  }

  const find = (token: string): Interaction => {
    const found = all.get(token);
    if (found === undefined) throw refuse.unknownWebhook();
    return found;
  };

  function acknowledge(token: string, call: Call): void {
    const found = all.get(token);
    const after = now() - (found?.sentAt ?? 0);
    if (found === undefined || (found.response === undefined && after > firstMs))
      throw refuse.unknownInteraction();
    if (found.response !== undefined) throw refuse.acknowledged();
    const { type, data } = call.body as { type: number; data?: Record<string, unknown> };
    if (type === 4 || type === 7) validate((data ?? {}) as MessageBody);
    found.response = { type, after, ...defined({ data }) };
    if (type === 4) answer(found, data as MessageBody, call);
    if (type === 7) update(found.source, data as MessageBody);
    if (type === 5) found.deferredFlags = Number(data?.['flags'] ?? 0);
    if (type !== 5 && type !== 6) found.answeredAfter = after;
    settled();
  }

  function answer(interaction: Interaction, body: MessageBody, { files }: Call): Message {
    const message = world.say(interaction.channel, { body, attachments: files, interaction: interaction.id });
    interaction.message = message;
    interaction.answeredAfter = now() - interaction.sentAt;
    return message;
  }

  function update(message: Message | undefined, body: MessageBody): Message {
    if (message === undefined || message.gone) throw refuse.unknownMessage();
    message.body = body;
    message.components = body.components ?? message.components;
    message.content = body.content ?? message.content;
    return message;
  }

  const usable = (token: string): Interaction => {
    const found = find(token);
    if (now() - found.sentAt > tokenMs) throw refuse.badWebhookToken();
    if (found.response === undefined) throw refuse.unknownWebhook();
    return found;
  };

  /** The first edit of a deferred answer creates it, as visible as it was deferred. */
  function editOriginal(token: string, call: Call): Message {
    const interaction = usable(token);
    const body = call.body as MessageBody;
    validate(body);
    if (interaction.response?.type === 6 || interaction.response?.type === 7) {
      interaction.answeredAfter ??= now() - interaction.sentAt;
      return update(interaction.source, body);
    }
    if (interaction.message !== undefined) return update(interaction.message, body);
    if (interaction.deferredFlags === undefined) throw refuse.unknownMessage();
    const flags = ((body.flags ?? 0) & ~ephemeral) | (interaction.deferredFlags & ephemeral);
    // An edit keeps and adds the files that it lists, and no others.
    const files = call.files.filter((_, i) => body.attachments?.some(({ id }) => String(id) === String(i)));
    return answer(interaction, { ...body, flags }, { ...call, files });
  }

  function followUp(token: string, call: Call): Message {
    const interaction = usable(token);
    const body = call.body as MessageBody;
    validate(body);
    if (interaction.deferredFlags !== undefined && interaction.message === undefined) {
      return editOriginal(token, call);
    }
    const message = world.say(interaction.channel, {
      body,
      attachments: call.files,
      interaction: interaction.id,
    });
    interaction.followUps.push(message);
    interaction.answeredAfter ??= now() - interaction.sentAt;
    return message;
  }

  function deleteOriginal(token: string): void {
    const interaction = usable(token);
    if (interaction.message !== undefined) interaction.message.gone = true;
    delete interaction.deferredFlags;
  }

  const then = <T>(value: T): T => {
    settled();
    return value;
  };
  const original = '/messages/@original$';
  const routes: readonly [string, RegExp, (call: Call, ...ids: string[]) => unknown][] = [
    ['POST', /^\/interactions\/\d+\/([^/]+)\/callback$/, (call, token = '') => acknowledge(token, call)],
    [
      'PATCH',
      new RegExp(`^/webhooks/\\d+/([^/]+)${original}`),
      (call, token = '') => then(view(editOriginal(token, call))),
    ],
    [
      'DELETE',
      new RegExp(`^/webhooks/\\d+/([^/]+)${original}`),
      (_call, token = '') => deleteOriginal(token),
    ],
    ['POST', /^\/webhooks\/\d+\/([^/]+)$/, (call, token = '') => then(view(followUp(token, call)))],
  ];
  return { open, routes, all };
}
