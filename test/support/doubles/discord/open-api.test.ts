import { expect, test } from 'vitest';
import { createBodyCheck } from './open-api.ts';
import { openApi } from './open-double.ts';

test.skipIf(openApi === undefined)(
  'the double checks every body against Discord’s document (skipped unless DISCORD_OPENAPI names it)',
  () => {
    const check = createBodyCheck(openApi ?? '');
    const good = { components: [{ type: 10, content: 'x' }], flags: 32_768, nonce: 'k', enforce_nonce: true };
    expect(check.problems('POST', '/channels/1/messages', good)).toEqual([]);
    expect(check.problems('POST', '/channels/1/messages', { ...good, colour: 1 })[0]).toContain('colour');
    expect(check.problems('POST', '/interactions/1/a/callback', { type: 5, data: { flags: 64 } })).toEqual(
      [],
    );
  },
);
