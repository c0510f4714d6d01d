import { expect, it } from 'vitest';
import { examineZotero } from '../../../adapters/zotero/examine.ts';
import { startZoteroDouble } from '../../support/doubles/zotero-double.ts';

it('says whether the key may write to the group', async () => {
  const double = await startZoteroDouble();
  const examine = async (options: {
    readonly key?: string;
    readonly group?: number;
    readonly url?: string;
  }) => {
    const [finding] = await examineZotero({
      key: double.key,
      group: double.group,
      url: double.url,
      ...options,
    });
    return JSON.stringify(finding);
  };
  expect(await examine({})).toContain('the key may write to group 42');
  expect(await examine({ group: 43 })).toContain('the key may not write to group 43');
  expect(await examine({ key: 'wrong-key' })).toContain('it does not know the key');
  await double.close();
  const unreachable = await examine({});
  expect(unreachable).toContain('it cannot be reached');
  expect(unreachable).not.toContain('good-key');
});
