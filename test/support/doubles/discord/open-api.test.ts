import { expect, test } from 'vitest';
import { bodyCheck } from './open-api.ts';

test('bodies are checked against Discord’s document', () => {
  const { problems } = bodyCheck();
  const good = { components: [{ type: 10, content: 'x' }], flags: 32_768, nonce: 'k', enforce_nonce: true };
  expect(problems('POST', '/channels/1/messages', good)).toEqual([]);
  expect(problems('POST', '/channels/1/messages', { ...good, colour: 1 })[0]).toContain('colour');
  expect(problems('POST', '/interactions/1/a/callback', { type: 5, data: { flags: 64 } })).toEqual([]);
});
