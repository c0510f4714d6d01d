import { expect, it } from 'vitest';
import { consoleCaller, createSession } from '../../../adapters/console/session.ts';
import { card, hint, moment } from '../../../src/cards/builders.ts';
import { wallAt } from '../../../src/topics/calendar/local-date.ts';
import { createFakeRouter } from '../../support/fakes/fake-router.ts';

it('shows the times of cards that nobody asked for as clocks show them here', () => {
  const session = createSession(createFakeRouter(), { width: () => 80, color: false, onBug: () => 'i-1' });
  const due = Date.UTC(2026, 4, 4, 20, 30);
  const zone = consoleCaller.person.zone ?? '';
  const shown = session.show(
    card({ title: 'Digest', summary: 'Digest', blocks: [hint('Due ', moment(due))] }),
  );
  expect(shown).toContain(wallAt(zone, due).slice(11, 16));
  expect(shown).toContain(`(${zone.split('/').at(-1)?.replaceAll('_', ' ')})`);
});
