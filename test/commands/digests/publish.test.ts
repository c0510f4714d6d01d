import { describe, expect, it } from 'vitest';
import { hashOfLink, publishCommand } from '../../../src/commands/digests/publish.ts';
import { UserError } from '../../../src/errors.ts';
import { useCommandLab } from '../../support/fakes/command-lab.ts';
import { sampleCaller } from '../../support/fixtures/sample-caller.ts';

const lab = useCommandLab();

/** The secrets of the addresses on a card. */
const secretsIn = (words: string): string[] => [
  ...new Set(
    [...words.matchAll(/papers\.example\.org\/feeds\/([\w-]{43})\./g)].map(([, secret = '']) => secret),
  ),
];

describe('publish', () => {
  it('says that nothing is published, and makes one link in three formats when asked', async () => {
    await lab.ask('follow quantization confirm:yes');
    expect(await lab.words('publish')).toContain('Nothing posted here can be read outside this chat.');
    const words = await lab.words('publish on');
    expect(secretsIn(words)).toHaveLength(1);
    for (const ending of ['xml', 'json', 'ics']) expect(words).toContain(`.${ending}`);
    expect(await lab.words('status')).toContain('made a link by which people outside can read');
  });

  it('keeps no secret, never shows the link again, and ends it with a new one and with off', async () => {
    await lab.ask('follow quantization confirm:yes');
    const { store } = lab.services;
    const [first = ''] = secretsIn(await lab.words('publish on'));
    expect(await store.publishedPlace(hashOfLink(first))).toEqual(lab.caller.place);
    expect(JSON.stringify(await store.publication(lab.caller.place))).not.toContain(first);
    expect(secretsIn(await lab.words('publish'))).toEqual([]);
    const [second = ''] = secretsIn(await lab.words('publish new'));
    expect(second).not.toBe(first);
    expect(await store.publishedPlace(hashOfLink(first))).toBeUndefined();
    await lab.ask('publish off');
    expect(await store.publishedPlace(hashOfLink(second))).toBeUndefined();
    expect(await lab.words('publish off')).toContain('There is no link');
  });

  it('is refused to people who may not change the channel, and where there is nothing to publish', async () => {
    const mistake = await lab.mistake('publish on');
    expect(mistake.message).toContain('follow nothing here yet');
    await lab.ask('follow quantization confirm:yes');
    const reader = sampleCaller({
      ...lab.caller,
      rights: { ...lab.caller.rights, mayChange: async () => false },
    });
    expect((await lab.mistake('publish on', reader)).message).toBe('You can’t publish what is posted here.');
    expect(await lab.services.store.publication(lab.caller.place)).toBeUndefined();
    expect((await lab.mistake('publish everywhere')).suggestions).toEqual(['publish on', 'publish off']);
  });

  it('says so where the bot has no address', async () => {
    const { publicUrl: _, ...services } = lab.services;
    const command = publishCommand({
      corpus: { subtopics: [], notes: [] },
      open: async () => services,
    } as unknown as Parameters<typeof publishCommand>[0]);
    for (const values of [{}, { do: 'on' }]) {
      const run = command.run(values, lab.caller, async () => Promise.reject(new Error('not asked')));
      await expect(run).rejects.toThrow(UserError);
      await expect(run).rejects.toThrow('I have no web address that people outside could open.');
    }
  });
});
