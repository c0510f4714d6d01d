import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Installation } from '@slack/bolt';
import { escapeUTF8 as escapeHtml } from 'entities';
import { StoreError } from '../../../src/errors.ts';
import { refusalOf } from '../deliver/delivery-error.ts';

/** What a person sees after Slack's consent page: what happened, then what to do. */
interface Page {
  readonly status: number;
  readonly title: string;
  readonly lines: readonly string[];
  /** Addresses of our own, or made of ids that Slack gave. */
  readonly links?: readonly (readonly [label: string, url: string])[];
}

const again: NonNullable<Page['links']> = [['Add Paperboy to Slack', '/slack/install']];

/** Without a workspace's name it is “your workspace”. */
function installedPage({ team, enterprise, isEnterpriseInstall, appId = '' }: Installation): Page {
  if (isEnterpriseInstall)
    return {
      status: 200,
      title: `Paperboy is installed for ${enterprise?.name ?? 'your organization'}`,
      lines: ['Now add it to the workspaces that should have it: an admin of the organization can do that.'],
    };
  const id = encodeURIComponent(team?.id ?? '');
  return {
    status: 200,
    title: `Paperboy is in ${team?.name ?? 'your workspace'}`,
    lines: [
      'In a channel, type /papers follow to choose a topic. Its new papers then come once a day.',
      '/papers search finds papers right away, and /papers help shows the rest.',
    ],
    links: [
      ['Open Slack', `slack://app?team=${id}&id=${encodeURIComponent(appId)}`],
      ['Open Slack in the browser', `https://app.slack.com/client/${id}`],
    ],
  };
}

const denied: Page = {
  status: 403,
  title: 'Paperboy was not installed',
  lines: ['You chose Cancel, so nothing has changed in Slack.', 'You can add Paperboy at any time.'],
  links: again,
};

const stale: Page = {
  status: 400,
  title: 'This link doesn’t work any more',
  lines: ['It was used before, is older than ten minutes, or was opened in another browser.'],
  links: again,
};

const refused: Page = {
  status: 400,
  title: 'Slack did not install Paperboy',
  lines: ['Your workspace may ask an admin to approve apps. Ask an admin, or try again.'],
  links: again,
};

const broken: Page = {
  status: 500,
  title: 'Paperboy could not be installed',
  lines: ['Something is wrong on my side. Tell the person who runs this bot: its log says what.'],
};

const notKept: Page = {
  status: 503,
  title: 'Paperboy could not be installed',
  lines: ['I can’t reach my database, so the installation could not be saved. Try again in a minute.'],
  links: again,
};

const unreachable: Page = {
  status: 502,
  title: 'Paperboy could not be installed',
  lines: ['Slack doesn’t answer right now. Try again in a minute.'],
  links: again,
};

/** Refusals of `oauth.v2.access` that are the visitor's link, not the bot's settings (docs.slack.dev). */
const staleCodes = new Set(['invalid_code', 'code_already_used', 'code_expired']);

/** @param asked what Slack passed on: the address to which it sent the visitor back */
function failedPage(error: unknown, asked: URLSearchParams): Page {
  const refusal = asked.get('error');
  if (refusal === 'access_denied') return denied;
  if (refusal !== null) return refused;
  if (isVisitors(error)) return stale;
  if (error instanceof StoreError) return notKept;
  const code = refusalOf(error);
  if (code !== undefined) return staleCodes.has(code) ? stale : broken;
  return /^slack_webapi_/.test(codeOf(error)) ? unreachable : broken;
}

/** Whether an installation ended because of the visitor, who cancelled or came by an old link: nothing to be alarmed at. */
export const isVisitors = (error: unknown): boolean =>
  error instanceof Error &&
  (/^slack_oauth_(installer_authorization_error|missing_state|invalid_state|missing_code)$/.test(
    codeOf(error),
  ) ||
    staleCodes.has(refusalOf(error) ?? ''));

const codeOf = (error: unknown): string => String((error as { code?: unknown } | undefined)?.code ?? '');

/** What Bolt calls when an installation ends. @param onInstalled is told of the workspace, or the whole organization */
export const installCallbacks = (onInstalled: (installation: Installation) => void) => ({
  success(
    installed: AnyInstallation,
    _options: unknown,
    _request: IncomingMessage,
    response: ServerResponse,
  ) {
    const installation = installed as Installation;
    onInstalled(installation);
    sendPage(response, installedPage(installation));
  },
  failure: (error: unknown, _options: unknown, { url = '' }: IncomingMessage, response: ServerResponse) =>
    sendPage(response, failedPage(error, new URL(url, 'http://localhost').searchParams)),
});

/** As Bolt types it, for apps of every kind. */
type AnyInstallation = Installation<'v1' | 'v2', boolean>;

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1rem;color:#1d1c1d}h1{font-size:1.5rem}';

/** No script, nothing from elsewhere, and neither this address nor its code is passed on or kept. */
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

function sendPage(response: ServerResponse, page: Page): void {
  response.writeHead(page.status, headers).end(renderPage(page));
}

const renderPage = ({ title, lines, links = [] }: Page): string =>
  [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    `<title>${escapeHtml(title)}</title><style>${style}</style></head><body><h1>${escapeHtml(title)}</h1>`,
    ...lines.map((each) => `<p>${escapeHtml(each)}</p>`),
    ...links.map(([label, url]) => `<p><a href="${escapeHtml(url)}">${escapeHtml(label)}</a></p>`),
    '</body></html>',
  ].join('\n');
