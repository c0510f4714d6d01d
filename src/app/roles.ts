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
/** What a process does: everything, or one of the parts that can run by themselves. */
export type Role = (typeof roles)[number];

/** Whether a text names a role. */
export const isRole = (text: string): text is Role => roles.some((role) => role === text);

/** How a platform reaches the bot: by requests to its HTTP server, or by a connection that the bot keeps open. */
export type Listening = 'http' | 'connection';

/** Whether a process of this role takes in what people do on a platform that reaches the bot in this way. */
export const hears = (role: Role, listening: Listening): boolean =>
  role === 'all' || role === (listening === 'http' ? 'web' : 'gateway');

/** Whether a process of this role reads feeds and posts digests. */
export const works = (role: Role): boolean => role === 'all' || role === 'worker';
