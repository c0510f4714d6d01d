import { checkBlocks, type Method, Refusal } from './refusal.ts';
import type { Args, View, World } from './world.ts';

/** A trigger expires after three seconds and opens one view. */
function useTrigger(world: World, id: unknown): void {
  const trigger = world.triggers.get(String(id));
  if (trigger === undefined) throw new Refusal('invalid_trigger_id');
  if (trigger.used) throw new Refusal('exchanged_trigger_id');
  if (world.workingTime() > trigger.until) throw new Refusal('expired_trigger_id');
  trigger.used = true;
}

function checkView(view: Args): void {
  const blocks = (view['blocks'] ?? []) as { type: string }[];
  checkBlocks(blocks, 100);
  if (JSON.stringify(view).length > 250_000) throw new Refusal('view_too_large');
  for (const key of ['title', 'submit', 'close']) {
    const text = (view[key] as Args | undefined)?.['text'];
    if (text !== undefined && String(text).length > 24)
      throw new Refusal('invalid_arguments', [`${key} too long`]);
  }
  if (String(view['private_metadata'] ?? '').length > 3_000)
    throw new Refusal('invalid_arguments', ['private_metadata']);
  if (view['type'] === 'modal') checkModal(view, blocks);
}

function checkModal(view: Args, blocks: readonly { type: string }[]): void {
  if (view['title'] === undefined) throw new Refusal('invalid_arguments', ['modal without title']);
  const hasInput = blocks.some(({ type, ...rest }) => type === 'input' && !('dispatch_action' in rest));
  if (hasInput && view['submit'] === undefined)
    throw new Refusal('invalid_arguments', ['input without submit']);
}

const asView = (world: World, args: Args): View => {
  const view = args['view'] as Args;
  checkView(view);
  return { ...view, id: `V${world.next()}`, hash: `h${world.next()}` } as unknown as View;
};

const open: Method = (world, args) => {
  useTrigger(world, args['trigger_id']);
  const view = asView(world, args);
  world.views.push(view);
  return { view };
};

export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open': open,
  'views.push': open,
  'views.update': (world, args) => {
    const index = world.views.findIndex(({ id }) => id === args['view_id']);
    if (index < 0) throw new Refusal('not_found');
    const view = { ...asView(world, args), id: String(args['view_id']) };
    world.views[index] = view;
    return { view };
  },
  'views.publish': (world, args) => {
    const user = String(args['user_id']);
    if (!world.users.has(user)) throw new Refusal('user_not_found');
    const view = asView(world, args);
    if (view.type !== 'home') throw new Refusal('invalid_arguments', ['not a home']);
    world.homes.set(user, view);
    return { view };
  },
};
