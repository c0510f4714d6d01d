import { chartsOf } from '../../../src/cards/charts.ts';
import type { Skin } from '../skin.ts';
import { filesOf, type Message, type Workspace } from '../workspace.ts';
import { escapeHtml, timeHtml } from './html.ts';
import type { DrawContext } from './slack-text.ts';

/** The messages of a channel, or of a thread below its first message, as HTML. */
export function messagesHtml(
  workspace: Workspace,
  channel: string,
  { skin, zone, thread }: { readonly skin: Skin; readonly zone: string; readonly thread?: string },
): string {
  const context = { zone, channelName: workspace.nameOf };
  const first = thread === undefined ? [] : [workspace.find(thread)].filter((each) => each !== undefined);
  return [...first, ...workspace.list(channel, thread)]
    .map((message) => messageHtml(message, skin, context, thread === undefined ? workspace : undefined))
    .join('');
}

/** @param threads where to look for a thread below the message; undefined within a thread */
function messageHtml(
  message: Message,
  skin: Skin,
  context: DrawContext,
  threads: Workspace | undefined,
): string {
  const { id, at, typed, shown, isPrivate } = message;
  const name = shown === undefined ? 'You' : 'Paperboy';
  const content =
    shown === undefined
      ? `<p>${escapeHtml(typed ?? '')}</p>`
      : skin.html(skin.payload(shown), {
          ...context,
          files: fileLinks(message),
          charts: chartsOf(shown.card),
        });
  const replies = threads?.list(message.channel, id).length ?? 0;
  return `<article class="message${isPrivate ? ' private' : ''}" id="${id}" data-message="${id}" aria-label="${name}"><div class="avatar${shown === undefined ? ' you' : ''}" aria-hidden="true">${shown === undefined ? 'Y' : 'P'}</div><div class="content"><p class="name"><b>${name}</b>${shown === undefined ? '' : '<span class="app">APP</span>'}${timeHtml(at / 1_000, 'moment', context.zone)}${isPrivate ? '<span class="only">Only visible to you</span>' : ''}</p><div class="body">${content}</div><p class="tools">${replies > 0 ? `<button type="button" class="plain" data-thread="${id}">${replies === 1 ? '1 reply' : `${replies} replies`}</button>` : ''}${shown === undefined ? '' : `<button type="button" class="plain quiet" data-inspect="${id}">Payload</button>`}</p></div></article>`;
}

const fileLinks = (message: Message) =>
  filesOf(message).map(({ name, text }, i) => ({
    name,
    url: `/file/${message.id}/${i}`,
    size: Buffer.byteLength(text),
  }));

/** The payload of a message, and how much of the platform's limits it uses. */
export function payloadHtml(message: Message, skin: Skin): string {
  if (message.shown === undefined) return '';
  const payload = skin.payload(message.shown);
  const rows = skin
    .uses(payload)
    .map(
      ({ name, used, limit }) =>
        `<tr><th scope="row">${escapeHtml(name)}</th><td>${used.toLocaleString('en')} of ${limit.toLocaleString('en')}</td><td><meter aria-label="${escapeHtml(name)}" min="0" max="${limit}" value="${used}"></meter></td></tr>`,
    )
    .join('');
  return `<table>${rows}</table><pre tabindex="0">${escapeHtml(JSON.stringify(payload, null, 2))}</pre>`;
}
