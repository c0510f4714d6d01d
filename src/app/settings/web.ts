import { randomBytes } from 'node:crypto';
import { isLoopback } from '../../../adapters/web/http/loopback.ts';
import { defined } from '../../defined.ts';
import type { Place } from '../../topics/place.ts';
import type { McpSettings } from '../compose/web.ts';

/** The variables of what is served to browsers and programs, once they are read. */
interface Given {
  readonly HOST?: string | undefined;
  readonly PORT: number;
  readonly WEB_TOKEN?: string | undefined;
  readonly DASHBOARD_PORT?: number | undefined;
  readonly MCP_TOKEN?: string | undefined;
  readonly MCP_PLACE?: Place | undefined;
}

/** Where pages are served. */
export interface WebSettings {
  /** The address to listen on. */
  readonly host: string;
  readonly port: number;
  /** Asked of visitors, except on loopback. */
  readonly token: string;
}

const thisMachine = '127.0.0.1';

/** Its token is made up at each start, unless the operator has chosen one. */
export const toPlayground = ({ HOST: host = thisMachine, PORT: port, WEB_TOKEN: token }: Given) => ({
  host,
  port,
  token: token ?? randomBytes(12).toString('base64url'),
});

/** Undefined: the bot has no dashboard. */
export const toDashboard = ({
  DASHBOARD_PORT: port,
  HOST: host = thisMachine,
  WEB_TOKEN: token = '',
}: Given) => (port === undefined ? undefined : { host, port, token });

/** Nobody would know a token that was made up at the start. */
export const dashboardProblems = ({
  DASHBOARD_PORT: port,
  HOST: host = thisMachine,
  WEB_TOKEN: token,
}: Pick<Given, 'HOST' | 'WEB_TOKEN'> & { readonly DASHBOARD_PORT?: unknown }) =>
  port !== undefined && token === undefined && !isLoopback(host)
    ? ['WEB_TOKEN: the dashboard needs one where HOST lets others in']
    : [];

/** Undefined: the Model Context Protocol is not served by HTTP. */
export const toMcp = ({ MCP_TOKEN: token, MCP_PLACE: place }: Given): McpSettings | undefined =>
  token === undefined ? undefined : { token, ...defined({ place }) };
