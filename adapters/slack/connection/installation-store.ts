import type { Installation, InstallationQuery, InstallationStore } from '@slack/bolt';
import type { PlatformStore } from '../../../src/ports/store/places.ts';
import type { Seal } from './seal.ts';

/** Keeps installations as sealed text. */
export type Vault = Pick<PlatformStore, 'readInstallation' | 'writeInstallation' | 'removeInstallation'>;

/** The app is not installed there. Its shape is that of Slack's own refusal. */
export class NotInstalledError extends Error {
  readonly data = { error: 'account_inactive' };
  constructor(workspace: string) {
    super(`Paperboy is not installed in ${workspace}`);
  }
}

/** Bolt's store over a vault. The key is the workspace's id, or the organisation's for a whole organisation. */
export function createInstallationStore(vault: Vault, seal: Seal) {
  const store: InstallationStore = {
    async storeInstallation(installation) {
      const workspace = ownerOf(installation as Installation);
      await vault.writeInstallation(workspace, seal.close(JSON.stringify(installation), workspace));
    },
    async fetchInstallation(query) {
      for (const workspace of keysOf(query)) {
        const sealed = await vault.readInstallation(workspace);
        if (sealed !== undefined) return JSON.parse(seal.open(sealed, workspace));
      }
      throw new NotInstalledError(keysOf(query)[0] ?? 'an unknown workspace');
    },
    async deleteInstallation(query) {
      for (const workspace of keysOf(query).slice(0, 1)) await vault.removeInstallation(workspace);
    },
  };
  return store;
}

function ownerOf({ isEnterpriseInstall, enterprise, team }: Installation): string {
  const owner = isEnterpriseInstall ? enterprise?.id : team?.id;
  if (owner === undefined) throw new Error('Slack’s installation names no workspace');
  return owner;
}

/** A workspace may be served by its own installation or by its organisation's. */
function keysOf({ isEnterpriseInstall, teamId, enterpriseId }: InstallationQuery<boolean>): string[] {
  const keys: (string | undefined)[] = isEnterpriseInstall ? [enterpriseId] : [teamId, enterpriseId];
  return keys.filter((key) => key !== undefined);
}

/** Bolt's query for a workspace's id: ids of organisations begin with E. */
export const queryOf = (workspace: string): InstallationQuery<boolean> =>
  workspace.startsWith('E')
    ? { isEnterpriseInstall: true, enterpriseId: workspace, teamId: undefined }
    : { isEnterpriseInstall: false, enterpriseId: undefined, teamId: workspace };
