/**
 * What a process does. There may be any number of each on one database.
 *
 * | role      | hears people                                    | posts digests, reads feeds |
 * |-----------|-------------------------------------------------|----------------------------|
 * | `all`     | yes                                             | yes                        |
 * | `web`     | Slack by HTTP                                   | no                         |
 * | `gateway` | Discord, and Slack by Socket Mode               | no                         |
 * | `worker`  | no                                              | yes                        |
 */
export const roles = ['all', 'web', 'gateway', 'worker'] as const;
export type Role = (typeof roles)[number];

export const isRole = (text: string): text is Role => roles.some((role) => role === text);

/** How a platform reaches the bot: by requests to its HTTP server, or by a connection that the bot keeps open. */
export type Listening = 'http' | 'connection';

export const hears = (role: Role, listening: Listening): boolean =>
  role === 'all' || role === (listening === 'http' ? 'web' : 'gateway');

export const works = (role: Role): boolean => role === 'all' || role === 'worker';
