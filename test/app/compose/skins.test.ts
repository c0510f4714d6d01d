import { decodeHTML } from 'entities';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSkins } from '../../../src/app/compose/skins.ts';
import {
  button,
  buttons,
  card,
  entries,
  hint,
  line,
  link,
  quote,
  strong,
  text,
} from '../../../src/cards/builders.ts';
import { arbitraryCard, buttonsOf } from '../../support/fixtures/arbitrary-card.ts';
import { sampleEverything } from '../../support/fixtures/sample-card.ts';

const skins = createSkins(() => []);
const context = { zone: 'Europe/Berlin', channelName: (id: string) => `#${id}` };
const drawn = (skin: (typeof skins)[number], given = sampleEverything) =>
  skin.html(skin.payload({ card: given, line: 'search mamba', isShareable: true }), context);

/** Everything that a drawing may hold besides text. */
const tag =
  /<\/?(?:p|div|b|i|s|br|hr|ul|li|h3|pre|code|span|time|blockquote|button|select|option|a)(?: (?:class|data-press|data-menu|aria-label|role|type|value|href|target|rel|datetime|tabindex)(?:="[^"<>]*")?)*>/g;

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</option></select><svg onload=alert(1)>',
  '[x](javascript:alert(1))',
  '<javascript:alert(1)|x>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
];

describe.each(skins.map((skin) => [skin.name, skin] as const))('%s', (_name, skin) => {
  it.each(hostile)('shows %s, and makes no markup of it', (title) => {
    const given = card({
      title,
      summary: title,
      blocks: [
        text(strong(title), title),
        quote(title),
        hint(title),
        entries([
          {
            title: line(link(title, 'https://example.org/?a="><b>')),
            facts: line(title),
            body: line(title),
            buttons: [button(title, title), button('Similar', title)],
          },
        ]),
        buttons(button(title, `search ${title}`)),
      ],
    });
    const html = drawn(skin, given);
    expect(html.replace(tag, '')).not.toMatch(/[<>]/);
    expect(html).not.toMatch(/href="(?!https?:)/);
  });

  it('draws any card within its own tags', () => {
    fc.assert(
      fc.property(arbitraryCard, (given) => {
        expect(drawn(skin, given).replace(tag, '')).not.toMatch(/[<>]/);
      }),
      { numRuns: 40 },
    );
  });

  it('draws every kind of block', () => {
    expect(drawn(skin)).not.toContain('No drawing of');
  });

  it('presses what the card’s buttons type', async () => {
    const html = drawn(skin);
    const ids = [...html.matchAll(/(?:data-press|option value)="([^"]+)"/g)].map(([, id = '']) =>
      decodeHTML(id),
    );
    const pressed = await Promise.all(ids.map((id) => skin.press(id)));
    const lines = pressed.map((each) => each?.line);
    expect(lines).toEqual(expect.arrayContaining(buttonsOf(sampleEverything).map((each) => each.line)));
    expect(pressed.map((each) => each?.kind)).toContain('share');
  });

  it('says how much of its limits a message uses, never more than all', () => {
    const uses = skin.uses(skin.payload({ card: sampleEverything, line: '', isShareable: false }));
    expect(uses.length).toBeGreaterThan(1);
    for (const { name, used, limit } of uses) {
      expect(used, name).toBeGreaterThan(0);
      expect(used, name).toBeLessThanOrEqual(limit);
    }
  });
});
