import type { Installation, InstallationQuery, InstallationStore } from '@slack/bolt';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type { PlatformStore } from '../../../src/ports/store/places.ts';
import { createSeal, type Seal } from './seal.ts';

/** Keeps installations as sealed text. */
export type Vault = Pick<
  PlatformStore,
  'installations' | 'readInstallation' | 'writeInstallation' | 'removeInstallation'
>;

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
        if (sealed !== undefined) return JSON.parse(seal.open(sealed, workspace).text);
      }
      throw new NotInstalledError(keysOf(query)[0] ?? 'an unknown workspace');
    },
    async deleteInstallation(query) {
      for (const workspace of keysOf(query).slice(0, 1)) await vault.removeInstallation(workspace);
    },
  };
  return store;
}

/** The id of the workspace, or of the organization for all of it. */
export function ownerOf({ isEnterpriseInstall, enterprise, team }: Installation): string {
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

/** In the place of an old key that is lost. */
export const lostKey = 'lost';

interface KeyCheck {
  readonly seal: Seal;
  /** The old key is lost: what no key opens is removed, and those workspaces install the app again. */
  readonly isKeyLost: boolean;
  readonly logger: Logger;
}

/**
 * Whether the keys open what is stored, so that a wrong key is told at the start instead of leaving commands without an
 * answer. What an older key opens is sealed with the first, so that the older key can go.
 * @throws Error when they open none of the stored installations; it says what to do
 */
export async function checkKeys(vault: Vault, { seal, isKeyLost, logger }: KeyCheck): Promise<void> {
  const stored = await vault.installations();
  const closed: string[] = [];
  let resealed = 0;
  for (const { workspace, sealed } of stored) {
    const opened = tryOpen(seal, sealed, workspace);
    if (opened === undefined) closed.push(workspace);
    else if (!opened.isFirstKey) {
      await vault.writeInstallation(workspace, seal.close(opened.text, workspace));
      resealed += 1;
    }
  }
  if (resealed > 0) logger.info({ installations: resealed }, 'tokens are sealed with the first key now');
  if (closed.length === 0) return;
  if (isKeyLost) {
    for (const workspace of closed) await vault.removeInstallation(workspace);
    logger.warn({ workspaces: closed }, 'tokens that no key opens were removed: install the app again there');
  } else if (closed.length === stored.length) throw new Error(wrongKey(stored.length));
  else
    logger.error(
      { workspaces: closed },
      'no key in SLACK_TOKEN_KEY opens the tokens of these workspaces: add their old key, or install the app again there',
    );
}

/** What is stored of a workspace that installed the app. */
export interface StoredInstallation {
  readonly workspace: string;
  readonly sealed: string;
}

/** The bot tokens that the keys open, by workspace, and the workspaces whose tokens they do not open. */
export function openInstallations(stored: readonly StoredInstallation[], keys: readonly string[]) {
  const seal = createSeal(keys.filter((key) => key !== lostKey));
  const opened = new Map<string, string>();
  const closed: string[] = [];
  for (const { workspace, sealed } of stored) {
    const text = tryOpen(seal, sealed, workspace)?.text;
    const token = text && (JSON.parse(text) as Installation).bot?.token;
    if (text === undefined) closed.push(workspace);
    else if (token) opened.set(workspace, token);
  }
  return { opened, closed };
}

function tryOpen(seal: Seal, sealed: string, workspace: string): ReturnType<Seal['open']> | undefined {
  try {
    return seal.open(sealed, workspace);
  } catch {
    return undefined;
  }
}

const wrongKey = (count: number): string =>
  [
    `SLACK_TOKEN_KEY opens none of the tokens that are stored (${count}): they were sealed with another key.`,
    'Put the old key after the new one, with a comma between: SLACK_TOKEN_KEY=new,old.',
    `If the old key is lost, write SLACK_TOKEN_KEY=new,${lostKey}: the stored tokens are removed, and people install the app again from /slack/install.`,
  ].join(' ');
