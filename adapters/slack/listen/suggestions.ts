import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import { cleanText } from '../../../src/cards/text.ts';
import type { Suggestion } from '../../../src/commands/command.ts';
import { type AppContext, workspaceOf } from '../context.ts';
import { optionOf } from '../render/form.ts';
import { limits } from '../render/limits.ts';
import { channelOfView } from './views.ts';

/** Slack's limit for the options of a list. */
const maxOptions = 100;

/** The router's suggestions; for an option that takes any words, the typed text comes first. */
export const listenOptions =
  ({ router, onBug }: AppContext) =>
  async (args: SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs): Promise<void> => {
    const { payload, body, ack, context } = args;
    const [, command = '', option = ''] = payload.action_id.split(':');
    const place = {
      platform: 'slack',
      workspace: workspaceOf(context),
      channel: channelOfView(body.view) ?? '',
    };
    const found = await router
      .suggest(command, option, payload.value, maxOptions, place)
      .catch((error: unknown) => {
        onBug(error);
        return [];
      });
    const spec = router.commandOf(command)?.options[option];
    const typed = spec?.type === 'text' && spec.rest ? [cleanText(payload.value).trim()] : [];
    const all = [...typed.map((value) => ({ label: value, value })), ...found];
    await ack({ options: distinct(all).slice(0, maxOptions).map(optionOf) });
  };

/** Without values that are too long: a shortened value would mean something else. */
function distinct(suggestions: readonly Suggestion[]): Suggestion[] {
  const byValue = new Map(suggestions.toReversed().map((each) => [each.value, each]));
  return [...byValue.values()]
    .toReversed()
    .filter(({ value }) => value !== '' && value.length <= limits.label);
}
