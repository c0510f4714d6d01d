import type { ServerResponse } from 'node:http';
import { checkBlocks, Refusal } from './refusal.ts';
import type { Args, World } from './world.ts';

const maxUses = 5;

/** A response_url takes five messages within half an hour, by default visible only to the person who asked. */
export function takeResponse(world: World, path: string, raw: string, response: ServerResponse): void {
  const found = world.responseUrls.get(path);
  if (found === undefined || found.uses >= maxUses || world.now() > found.until) {
    response.writeHead(404).end('used_url');
    return;
  }
  const body = JSON.parse(raw) as Args;
  try {
    checkBlocks(body['blocks']);
    if (world.refusesBlocks && body['blocks'] !== undefined) throw new Refusal('invalid_blocks');
  } catch (error) {
    response.writeHead(400).end(error instanceof Refusal ? error.message : '');
    return;
  }
  found.uses += 1;
  found.bodies.push(body);
  if (body['delete_original'] !== true) addMessage(world, found, body);
  response.writeHead(200).end('ok');
}

function addMessage(world: World, { channel, user }: { channel: string; user: string }, body: Args): void {
  world.messages.push({
    channel,
    ts: world.ts(),
    text: String(body['text'] ?? ''),
    user: world.bot.user_id,
    bot_id: world.bot.bot_id,
    args: body,
    ...(Array.isArray(body['blocks']) && { blocks: body['blocks'] }),
    ...(body['response_type'] !== 'in_channel' && { ephemeral: user }),
  });
}
