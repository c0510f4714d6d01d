import { type Method, Refusal } from './refusal.ts';
import type { Args, World } from './world.ts';

const lifetimeSeconds = 43_200;

/** New tokens for a workspace. The old access token expires; with rotation, a refresh token can be used once. */
function issue(world: World, team: string): Args {
  const token = `xoxb-${team}-${world.next()}`;
  for (const [old, owner] of world.tokens) if (owner === team) world.tokens.delete(old);
  world.tokens.set(token, team);
  if (!world.rotates) return { access_token: token };
  const refresh = `xoxe-${team}-${world.next()}`;
  world.refreshTokens.set(refresh, team);
  return { access_token: token, refresh_token: refresh, expires_in: lifetimeSeconds };
}

const access: Method = (world, args) => {
  if (args['client_id'] !== 'client' || args['client_secret'] !== 'client-secret')
    throw new Refusal('bad_client_secret');
  if (args['grant_type'] === 'refresh_token') {
    const team = world.refreshTokens.get(String(args['refresh_token']));
    if (team === undefined) throw new Refusal('invalid_refresh_token');
    world.refreshTokens.delete(String(args['refresh_token']));
    return { ...issue(world, team), token_type: 'bot', team: { id: team }, app_id: 'A1' };
  }
  const [, team] = /^code-(\w+)$/.exec(String(args['code'])) ?? [];
  if (team === undefined) throw new Refusal('invalid_code');
  return {
    ...issue(world, team),
    token_type: 'bot',
    scope: world.scopes.join(','),
    bot_user_id: world.bot.user_id,
    app_id: 'A1',
    team: { id: team, name: world.teamName },
    enterprise: null,
    is_enterprise_install: false,
    authed_user: { id: 'U1' },
  };
};

export const oauthMethods: Readonly<Record<string, Method>> = { 'oauth.v2.access': access };
