/** Discord's side of `run-discord.ts` in a process of its own: the double, and people who send interactions. */
import { createDiscordDouble } from '../support/doubles/discord/create-discord-double.ts';
import type { Interaction } from '../support/doubles/discord/interactions.ts';
import { summary } from './report.ts';

const perSecond = 50;
/** About what a request to Discord takes, in milliseconds. */
const latencyMs = 50;
const words = ['mamba', 'scaling laws', 'low-bit quantization', 'reward model', 'test-time compute', 'RLVR'];

const double = await createDiscordDouble({ latencyMs });
const guild = double.world.addGuild();
const count = Number(process.argv[2]);
const channels = Array.from(
  { length: Math.max(1, count) },
  () => double.world.addChannel({ guild_id: guild.id }).id,
);
const who = { guild: guild.id, channel: channels[0] ?? '' };

process.on('message', async (message: { ask?: number }) => {
  if (message.ask !== undefined) {
    process.send?.({ text: await ask(message.ask) });
    return;
  }
  const posted = new Set(double.world.messages.map(({ channel_id }) => channel_id)).size;
  process.send?.({ limited: double.counts.limited, messages: double.world.messages.length, posted });
});
process.on('disconnect', () => process.exit());
process.send?.({ url: double.url, guild: guild.id, channels });

async function ask(asked: number): Promise<string> {
  const sent: Interaction[] = [];
  const started = performance.now();
  for (let i = 0; i < asked; i++) {
    const query = words[i % words.length] ?? '';
    const isSearch = i % 2 === 0;
    sent.push(
      isSearch
        ? double.command('papers search', { query }, who)
        : double.type('papers search', { query }, 'query', who),
    );
    const aheadMs = ((i + 1) * 1_000) / perSecond - (performance.now() - started);
    if (aheadMs > 0) await new Promise((resolve) => setTimeout(resolve, aheadMs));
  }
  await double.until(() => sent.every(({ answeredAfter }) => answeredAfter !== undefined));
  const late = sent.filter(({ response }) => (response?.after ?? Number.POSITIVE_INFINITY) > 3_000).length;
  const times = (odd: number) => sent.filter((_, i) => i % 2 === odd).map((each) => each.answeredAfter ?? 0);
  return `${asked} interactions at ${perSecond}/s, ${latencyMs} ms from Discord: ${late} missed 3 s; answers ${summary(times(0))}; suggestions ${summary(times(1))}`;
}
