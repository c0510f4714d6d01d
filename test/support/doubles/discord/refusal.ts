/** An error that Discord answers. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Discord's codes and words (docs.discord.com, topics/opcodes-and-status-codes). */
export const refuse = {
  unauthorized: () => new Refusal(401, 0, '401: Unauthorized'),
  unknownChannel: () => new Refusal(404, 10_003, 'Unknown Channel'),
  unknownGuild: () => new Refusal(404, 10_004, 'Unknown Guild'),
  unknownMessage: () => new Refusal(404, 10_008, 'Unknown Message'),
  unknownWebhook: () => new Refusal(404, 10_015, 'Unknown Webhook'),
  unknownInteraction: () => new Refusal(404, 10_062, 'Unknown interaction'),
  unknownMember: () => new Refusal(404, 10_007, 'Unknown Member'),
  acknowledged: () => new Refusal(400, 40_060, 'Interaction has already been acknowledged.'),
  crossposted: () => new Refusal(400, 40_033, 'This message has already been crossposted.'),
  tagRequired: () => new Refusal(400, 40_067, 'A tag is required to create a forum post in this channel'),
  missingAccess: () => new Refusal(403, 50_001, 'Missing Access'),
  closedDm: () => new Refusal(403, 50_007, 'Cannot send messages to this user'),
  notOurs: () => new Refusal(403, 50_005, 'Cannot edit a message authored by another user'),
  emptyMessage: () => new Refusal(400, 50_006, 'Cannot send an empty message'),
  notText: () => new Refusal(400, 50_008, 'Cannot send messages in a non-text channel'),
  missingPermissions: () => new Refusal(403, 50_013, 'Missing Permissions'),
  badWebhookToken: () => new Refusal(401, 50_027, 'Invalid Webhook Token'),
  wrongChannelType: () => new Refusal(400, 50_024, 'Cannot execute action on this channel type'),
  invalidBody: (why: string) => new Refusal(400, 50_035, `Invalid Form Body: ${why}`),
  archived: () => new Refusal(400, 50_083, 'Thread is archived'),
  threadExists: () => new Refusal(400, 160_004, 'A thread has already been created for this message'),
  notFound: () => new Refusal(404, 0, '404: Not Found'),
};
