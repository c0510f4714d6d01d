import { expect, it } from 'vitest';
import { plainText } from '../../../src/cards/builders.ts';
import { linkPreview } from '../../../src/commands/look-up/link-preview.ts';
import { useCommandLab } from '../../support/fakes/command-lab.ts';

const lab = useCommandLab();
const previewOf = (url: string) => linkPreview(url, lab.caller.place, lab.services as never);

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
  expect(plainText((await previewOf(url))?.entry.facts ?? [])).toContain('saved here by Ada');
});

it.each([
  'https://arxiv.org/abs/2405.00001',
  'https://arxiv.org/list/cs.LG',
  'https://evil.org/arxiv.org/abs/2402.04396',
])('%s shows nothing', async (url) => {
  expect(await previewOf(url)).toBeUndefined();
});

it('says when the digest of the channel had the paper, and nothing of other channels', async () => {
  await lab.ask('follow zebrafish confirm:yes');
  await lab.arrive('Zebrafish at night', { arxivId: '2605.01234', authors: ['Ada Lovelace'] });
  await lab.digestAt('2026-05-05T12:00:00Z');
  const url = 'https://arxiv.org/abs/2605.01234';
  expect(plainText((await previewOf(url))?.entry.facts ?? [])).toContain('shared here on 5 May');
  // People may have linked to it before the digest had it.
  for (const [at, said] of [
    ['2026-05-03T10:00:00Z', 'shared here on 3 May'],
    ['2026-05-06T10:00:00Z', 'shared here on 5 May'],
    ['2025-11-03T10:00:00Z', 'shared here on 3 Nov 2025'],
  ] as const) {
    const sharedAt = () => Date.parse(at);
    const preview = await linkPreview(url, lab.caller.place, lab.services as never, sharedAt);
    expect(plainText(preview?.entry.facts ?? [])).toContain(said);
  }
  const elsewhere = { ...lab.caller.place, channel: 'elsewhere' };
  for (const place of [elsewhere, undefined])
    expect(JSON.stringify(await linkPreview(url, place, lab.services as never))).not.toContain('shared here');
});
