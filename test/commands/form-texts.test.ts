import { expect, test } from 'vitest';
import { choiceLabel, fieldLabel, formTitle } from '../../src/commands/form-texts.ts';
import { seedCore } from '../support/fakes/seed-core.ts';

const { commands } = (await seedCore()).router;

test('what forms say is within the limits of both platforms, and different for each choice', () => {
  for (const command of commands.filter(({ form }) => form !== undefined)) {
    expect(formTitle(command).length).toBeLessThanOrEqual(24);
    for (const name of command.form ?? []) {
      expect(fieldLabel(name)).toMatch(/^[A-Z].{0,44}$/);
      const spec = command.options[name];
      const labels = spec?.type === 'choice' ? spec.choices.map((choice) => choiceLabel(name, choice)) : [];
      expect(new Set(labels).size).toBe(labels.length);
      for (const label of labels) expect(label).toMatch(/^[A-Z].{0,74}$/);
    }
  }
});
