import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { secureHeaders } from 'hono/secure-headers';

/** What every page of the server may read of a request. */
export interface WebEnv {
  Variables: {
    /** To be sent back as `x-csrf-token` with every request that changes something. */
    csrf: string;
  };
}

/** Whom a server answers. */
export interface SafetyOptions {
  /** Names and addresses by which this machine alone reaches the server; undefined when others may reach it too. */
  readonly loopbackHosts?: readonly string[];
  /** Who asks has to have given it, once. Undefined on loopback. */
  readonly token?: string;
}

/** Bytes of a request's body. A line of a person has at most 2,000 characters. */
const maxBody = 64 * 1024;
/** Seconds that a browser stays signed in. */
const signedInSeconds = 7 * 24 * 60 * 60;
const cookieName = 'paperboy';

/**
 * What a browser may do with a page: scripts, styles and pictures come from this server's files only, so that a title
 * which got into a page as markup could not do anything.
 */
const contentSecurityPolicy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

/**
 * The rules for every request, in this order.
 *
 * | rule | against |
 * |---|---|
 * | the Host is this machine's, on loopback | DNS rebinding: a stranger's name that leads here |
 * | no request but a visit comes from another site (`Sec-Fetch-Site`) | a stranger's page that reads or drives the server |
 * | a visitor has given the token, elsewhere than on loopback | strangers on the network |
 * | a change has this server's Origin and the CSRF token | a stranger's form or script |
 */
export function createSafety({ loopbackHosts, token }: SafetyOptions) {
  const csrf = randomBytes(24).toString('base64url');
  const session = token === undefined ? '' : digest(`session ${token} ${csrf}`).toString('base64url');
  const isSignedIn = (c: Context) => token === undefined || isSame(getCookie(c, cookieName) ?? '', session);

  function refuse(c: Context): Response | undefined {
    const { host = '' } = c.req.header();
    if (loopbackHosts !== undefined && !loopbackHosts.includes(hostName(host)))
      return c.text('This address is not mine.\n', 421);
    if (isForeign(c)) return c.text('Requests from other sites are not answered.\n', 403);
    const isOpen = c.req.path.startsWith('/static/') || c.req.path === '/sign-in';
    if (!isOpen && !isSignedIn(c))
      return c.req.method === 'GET' ? c.redirect('/sign-in') : c.text('Sign in first.\n', 401);
    return isRead(c) ? undefined : refuseChange(c, host);
  }

  function refuseChange(c: Context, host: string): Response | undefined {
    const { origin = '' } = c.req.header();
    if (!URL.canParse(origin) || new URL(origin).host !== host)
      return c.text('This request comes from another site.\n', 403);
    if (c.req.path === '/sign-in' || isSame(c.req.header('x-csrf-token') ?? '', csrf)) return undefined;
    return c.text('This page is from before my last start: load it again.\n', 403);
  }

  const guard: MiddlewareHandler<WebEnv> = async (c, next) => {
    const refusal = refuse(c);
    if (refusal !== undefined) return refusal;
    c.set('csrf', csrf);
    c.header('cache-control', 'no-store');
    return next();
  };

  return {
    headers: secureHeaders({
      contentSecurityPolicy,
      referrerPolicy: 'no-referrer',
      xFrameOptions: 'DENY',
      strictTransportSecurity: false,
    }),
    bodies: bodyLimit({ maxSize: maxBody, onError: (c) => c.text('That is too much.\n', 413) }),
    guard,
    /** @returns whether the given token was right; the browser is signed in then */
    signIn(c: Context, given: string): boolean {
      if (token === undefined || !isSame(given, token)) return false;
      setCookie(c, cookieName, session, {
        httpOnly: true,
        sameSite: 'Strict',
        path: '/',
        maxAge: signedInSeconds,
      });
      return true;
    },
  };
}

/** A page may be opened by a link on another site; nothing else may be asked for from there. */
function isForeign(c: Context): boolean {
  const site = c.req.header('sec-fetch-site') ?? 'none';
  const isVisit = c.req.header('sec-fetch-mode') === 'navigate' && c.req.method === 'GET';
  return site !== 'none' && site !== 'same-origin' && !isVisit;
}

const isRead = (c: Context): boolean => c.req.method === 'GET' || c.req.method === 'HEAD';

/** Without the port; IPv6 in brackets. */
const hostName = (host: string): string => host.toLowerCase().replace(/:\d+$/, '');

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Compares in a time that does not depend on where the texts differ. */
const isSame = (given: string, expected: string): boolean => timingSafeEqual(digest(given), digest(expected));
