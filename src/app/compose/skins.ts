import { type ButtonLines, readPress, shortId } from '../../../adapters/discord/render/buttons.ts';
import { renderForm as renderDiscordForm } from '../../../adapters/discord/render/form.ts';
import { limits as discordLimits } from '../../../adapters/discord/render/limits.ts';
import * as discord from '../../../adapters/discord/render/message.ts';
import { type ChartPictures, type ContainerItem, measure } from '../../../adapters/discord/render/payload.ts';
import { createTyped } from '../../../adapters/discord/render/typed-lines.ts';
import { uploadedCard } from '../../../adapters/slack/deliver/files.ts';
import { renderForm as renderSlackForm } from '../../../adapters/slack/render/form.ts';
import { limits as slackLimits } from '../../../adapters/slack/render/limits.ts';
import * as slack from '../../../adapters/slack/render/message.ts';
import { discordHtml } from '../../../adapters/web/render/discord.ts';
import { discordForm, formHtml, slackForm } from '../../../adapters/web/render/form.ts';
import { readSlackPress, slackHtml } from '../../../adapters/web/render/slack.ts';
import type { Skin } from '../../../adapters/web/skin.ts';
import type { Card } from '../../cards/card.ts';
import { chartsOf } from '../../cards/charts.ts';
import type { Command } from '../../commands/command.ts';
import { optionsOf } from '../../commands/line-options.ts';

/**
 * The two platforms as the playground shows them: what the bot sends there, by the renderers of their adapters.
 * @param commandsOf asked when a message is drawn
 */
export const createSkins = (commandsOf: () => readonly Command[]): readonly Skin[] => [
  slackSkin,
  discordSkin(commandsOf),
];

const slackSkin: Skin = {
  name: 'slack',
  fitsMessage: slack.fitsMessage,
  fitsAnswer: slack.fitsAnswer,
  payload: ({ card, line, isShareable }) =>
    slack.renderMessage(uploadedCard(card, 'is here'), {
      scope: 'playground',
      charts: true,
      ...(isShareable && { share: line }),
    }),
  html: slackHtml,
  form(command, line, fields) {
    if (command.form === undefined) return undefined;
    const values = { ...fields, ...optionsOf(line, command) };
    const view = renderSlackForm(command, values, { command: command.name, channel: '' });
    return formHtml(slackForm(view), command.name);
  },
  press: async (press) => readSlackPress(press),
  uses(payload) {
    const { blocks, text } = payload as slack.SlackMessage;
    return [
      { name: 'Blocks', used: blocks.length, limit: slackLimits.blocks },
      { name: 'Characters', used: slack.weigh(blocks), limit: slackLimits.message },
      { name: 'Text for notifications', used: text.length, limit: slackLimits.fallback },
    ];
  },
};

/** The charts of a message, named as pictures are that Discord gets: the playground draws them itself. */
const pictureNames = (card: Card): ChartPictures =>
  new Map(
    chartsOf(card).map((chart, i) => [
      chart,
      { name: `chart-${i + 1}.png`, data: '', contentType: 'image/png' },
    ]),
  );

function discordSkin(commandsOf: () => readonly Command[]): Skin {
  const kept = new Map<string, string>();
  const lines: ButtonLines = {
    idFor(line) {
      const id = shortId(line);
      kept.set(id, line);
      return id;
    },
    lineOf: async (id) => kept.get(id),
    typed: (line) => createTyped(commandsOf(), () => undefined)(line),
  };
  return {
    name: 'discord',
    fitsMessage: discord.fitsMessage,
    fitsAnswer: discord.fitsAnswer,
    payload: ({ card, line, isShareable }) =>
      discord.renderMessage(card, {
        lines,
        pictures: pictureNames(card),
        ...(isShareable && { extraButton: { label: 'Share in channel', line, kind: 'share' as const } }),
      }).body,
    html: discordHtml,
    form(command, line, fields) {
      const form = renderDiscordForm(command, line, lines, fields);
      return form && formHtml(discordForm(form), command.name);
    },
    press: (press) => readPress(press, lines),
    uses(payload) {
      const [container] = (payload as { components: readonly { components: ContainerItem[] }[] }).components;
      const { components, characters, bytes } = measure(container?.components ?? []);
      return [
        { name: 'Components', used: components, limit: discordLimits.components },
        { name: 'Characters', used: characters, limit: discordLimits.characters },
        { name: 'Bytes', used: bytes, limit: discordLimits.bytes },
      ];
    },
  };
}
