import { cleanText } from '../../../src/cards/safe-text.ts';
import type { Suggestion } from '../../../src/commands/command.ts';
import { type AppContext, type TenantLike, workspaceOf } from '../context.ts';
import { optionOf } from '../render/form.ts';
import { limits } from '../render/limits.ts';

/** A list of a modal that asks for suggestions, as Bolt hands it over. */
export interface OptionsArgs {
  readonly payload: { readonly action_id: string; readonly value: string };
  readonly body: { readonly view?: { readonly private_metadata?: string } };
  ack(response: { options: ReturnType<typeof optionOf>[] }): Promise<unknown>;
  readonly context: TenantLike;
}

/** Slack's limit for a list. */
const most = 100;

/** The router's suggestions; where words are welcome, what is typed comes first. */
export const listenOptions =
  ({ router, onBug }: AppContext) =>
  async ({ payload, body, ack, context }: OptionsArgs): Promise<void> => {
    const [, command = '', option = ''] = payload.action_id.split(':');
    const place = { platform: 'slack', workspace: workspaceOf(context), channel: channelOf(body) };
    const found = await router
      .suggest(command, option, payload.value, most, place)
      .catch((error: unknown) => {
        onBug(error);
        return [];
      });
    const spec = router.commandOf(command)?.options[option];
    const typed = spec?.type === 'text' && spec.rest ? [cleanText(payload.value).trim()] : [];
    const all = [...typed.map((value) => ({ label: value, value })), ...found];
    await ack({ options: distinct(all).slice(0, most).map(optionOf) });
  };

/** Longer values would have to be cut, and would then mean something else. */
function distinct(suggestions: readonly Suggestion[]): Suggestion[] {
  const byValue = new Map(suggestions.toReversed().map((each) => [each.value, each]));
  return [...byValue.values()]
    .toReversed()
    .filter(({ value }) => value !== '' && value.length <= limits.label);
}

function channelOf({ view }: OptionsArgs['body']): string {
  try {
    return String(JSON.parse(view?.private_metadata ?? '{}').channel ?? '');
  } catch {
    return '';
  }
}
