import { describe, expect, it } from 'vitest';
import { requireTopic } from '../../../src/commands/following/require-topic.ts';
import { UserError } from '../../../src/errors.ts';
import { readTopic } from '../../../src/topics/topic.ts';
import { useCommandLab } from '../../support/fakes/command-lab.ts';

function refusal(text: string): UserError | undefined {
  try {
    requireTopic(text, readTopic(text, []));
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

describe('is no topic', () => {
  it.each([
    ['https://arxiv.org/abs/2503.11731', 'similar to:2503.11731'],
    ['https://arxiv.org/pdf/2503.11731v2.pdf', 'similar to:2503.11731'],
    ['2503.11731', 'similar to:2503.11731'],
    ['arXiv:2503.11731v1', 'similar to:2503.11731'],
    ['https://huggingface.co/papers/2503.11731', 'similar to:2503.11731'],
    ['10.48550/arXiv.2503.11731', 'similar to:2503.11731'],
    ['https://doi.org/10.1145/3442188.3445922', 'similar to:"10.1145/3442188.3445922"'],
  ])('a paper: %s', (text, line) => {
    expect(refusal(text)?.code).toBe('paper-not-topic');
    expect(refusal(text)?.suggestions).toEqual([line]);
  });

  it.each(['https://github.com/foo/bar', 'http://example.org'])('an address: %s', (text) => {
    expect(refusal(text)?.code).toBe('address-not-topic');
  });

  it.each([
    ['language days:mon', ['follow topic:language', 'digest do:"days mon"']],
    ['size:3 language models', ['follow topic:"language models"', 'digest do:"size 3"']],
    ['zone:Berlin', ['digest do:"zone Berlin"']],
    ['moe page:2', ['follow topic:moe']],
    ['moe format:bibtex', ['follow topic:moe']],
  ])('an option of another command: %s', (text, lines) => {
    expect(refusal(text)?.code).toBe('option-not-topic');
    expect(refusal(text)?.suggestions).toEqual(lines);
  });
});

it.each([
  'low-bit quantization',
  '"days:mon" scheduling',
  'cat:cs.LG moe',
  'author:smith',
  'attention is all you need',
  'title:robots -vision',
  'GPT-4 on 10.5 benchmarks',
])('is a topic: %s', (text) => expect(refusal(text)).toBeUndefined());

describe('follow and unfollow', () => {
  const lab = useCommandLab();

  it('refuse every option of digest, publish and feeds as a word of a topic', () => {
    const options = ['digest', 'publish', 'feeds'].flatMap((name) =>
      Object.keys(lab.router.commandOf(name)?.options ?? {}),
    );
    expect(options).toEqual(expect.arrayContaining(['mode', 'review', 'more', 'place']));
    for (const option of new Set(options))
      expect(refusal(`language ${option}:friday`)?.code, option).toMatch(/^(?:option-not-topic|bad-filter)$/);
  });

  it.each(['🔥', '!!!', '…'])('%s asks what to follow', async (text) => {
    const { message, hint } = await lab.mistake(`follow ${text}`);
    expect([message, hint]).toEqual(['What should I follow?', expect.stringContaining('`follow ')]);
  });

  it('refuses an option of the digest also without the preview', async () => {
    await lab.mistake('follow language days:mon confirm:yes');
    expect(await lab.services.store.subscriptions(lab.caller.place)).toEqual([]);
  });

  it('takes “all” to unfollow, asks first, and can be taken back', async () => {
    for (const topic of ['moe', 'pruning']) await lab.ask(`follow ${topic} confirm:yes`);
    const before = await lab.services.store.subscriptions(lab.caller.place);
    expect(await lab.words('unfollow all')).toContain('unfollow topic:all confirm:yes');
    expect(await lab.services.store.subscriptions(lab.caller.place)).toEqual(before);
    await lab.arrive('Pruning by night');
    expect(await lab.words('unfollow topic:all confirm:yes')).toContain('follow topic:pruning confirm:yes');
    expect(await lab.services.store.subscriptions(lab.caller.place)).toEqual([]);
    await lab.ask('follow topic:pruning confirm:yes');
    await lab.digestAt('2026-05-04T09:00:00Z');
    expect(lab.paperTitles()).toEqual(['Pruning by night']);
    await lab.ask('unfollow pruning');
    expect((await lab.mistake('unfollow all')).code).toBe('not-followed');
  });
});
