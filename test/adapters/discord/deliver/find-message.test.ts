import { expect, test } from 'vitest';
import { hasKey, withKey } from '../../../../adapters/discord/deliver/find-message.ts';
import { renderMessage } from '../../../../adapters/discord/render/message.ts';
import { createMemoryButtonLines } from '../../../support/doubles/discord/memory-button-lines.ts';
import { sampleResults } from '../../../support/fixtures/sample-card.ts';

const { body } = renderMessage(sampleResults, { lines: createMemoryButtonLines() });

test('the key is the ids of the container and its first child, the same each time', () => {
  const [container] = withKey(body, 'k1').components;
  expect([container.id, container.components[0]?.id]).toEqual([1_790_570_987, 259_863_432]);
  expect(hasKey([container], 'k1')).toBe(true);
  expect(hasKey([container], 'k2')).toBe(false);
  expect(withKey(body, 'k1')).toEqual(withKey(body, 'k1'));
});

test('a message without a key has none', () => {
  expect(hasKey(body.components, 'k1')).toBe(false);
  expect(hasKey(undefined, 'k1')).toBe(false);
});
