import { expect, it } from 'vitest';
import { plainText } from '../../../src/cards/builders.ts';
import { linkPreview } from '../../../src/commands/look-up/link-preview.ts';
import type { Place } from '../../../src/topics/place.ts';
import { useCommandLab } from '../../support/fakes/command-lab.ts';

const lab = useCommandLab();
const inChannel = (channel: string): Place => ({ ...lab.caller.place, channel });
const previewOf = (url: string, place: Place | undefined = lab.caller.place) =>
  linkPreview(url, place, lab.services as never);
/** Undefined where nothing is previewed. */
const factsOf = async (...asked: Parameters<typeof previewOf>) => {
  const preview = await previewOf(...asked);
  return preview && plainText(preview.entry.facts ?? []);
};
const at = (instant: string) => {
  lab.clock.at = Date.parse(instant);
};

it.each([
  'https://arxiv.org/abs/2402.04396',
  'https://arxiv.org/pdf/2402.04396v2',
  'https://huggingface.co/papers/2402.04396?x=1',
])('%s shows what its paper claims, and a button that saves it', async (url) => {
  const { entry } = (await previewOf(url)) ?? {};
  expect(plainText(entry?.title ?? [])).toContain('QuIP#');
  expect(plainText(entry?.body ?? [])).toMatch(/^We introduce|^QuIP#|^Our/);
  const [save] = entry?.buttons ?? [];
  expect(await lab.words(save?.line ?? '')).toContain('Saved');
  lab.clock.at += 31 * 60_000;
  expect(await factsOf(url)).toContain('saved here by Ada');
});

it.each([
  'https://arxiv.org/abs/2405.00001',
  'https://arxiv.org/list/cs.LG',
  'https://evil.org/arxiv.org/abs/2402.04396',
])('%s shows nothing', async (url) => {
  expect(await previewOf(url)).toBeUndefined();
});

it('shows a paper once in half an hour in a channel, by whatever address, and says when it was shared there first', async () => {
  const [paper, same] = ['https://arxiv.org/abs/2402.04396', 'https://huggingface.co/papers/2402.04396'];
  at('2025-11-03T10:00:00Z');
  expect(await factsOf(paper, inChannel('talk'))).not.toContain('shared here');
  at('2025-11-03T10:29:00Z');
  expect(await factsOf(same, inChannel('talk'))).toBeUndefined();
  expect(await factsOf(same, inChannel('other'))).toBeDefined();
  at('2026-05-03T10:00:00Z');
  expect(await factsOf(same, inChannel('talk'))).toContain('shared here on 3 Nov 2025');
  at('2026-05-03T10:10:00Z');
  expect(await factsOf(paper, inChannel('talk'))).toBeUndefined();
  at('2026-05-04T10:00:00Z');
  expect(await factsOf(paper, inChannel('third'))).not.toContain('shared here');
});

it('shows it again and again while messages are written, and remembers nothing of them', async () => {
  const written = 'https://arxiv.org/abs/2402.04396';
  at('2026-05-04T10:00:00Z');
  for (const _ of [1, 2])
    expect(JSON.stringify(await linkPreview(written, undefined, lab.services as never))).toContain('QuIP#');
  expect(await factsOf(written, inChannel('draft'))).not.toContain('shared here');
});

it('says when the digest of the channel had the paper, unless people linked to it before, and nothing of other channels', async () => {
  await lab.ask('follow zebrafish confirm:yes');
  await lab.arrive('Zebrafish at night', { arxivId: '2605.01234', authors: ['Ada Lovelace'] });
  await lab.digestAt('2026-05-05T12:00:00Z');
  await lab.arrive('Zebrafish by day', { arxivId: '2605.01235', authors: ['Ada Lovelace'] });
  const [night, day] = ['https://arxiv.org/abs/2605.01234', 'https://arxiv.org/abs/2605.01235'];
  expect(await factsOf(night)).toContain('shared here on 5 May');
  expect(await factsOf(day)).not.toContain('shared here');
  await lab.digestAt('2026-05-06T12:00:00Z');
  expect(await factsOf(day)).toContain('shared here on 5 May');
  at('2026-05-07T12:00:00Z');
  expect(await factsOf(night)).toContain('shared here on 5 May');
  expect(await factsOf(night, inChannel('elsewhere'))).not.toContain('shared here');
});
