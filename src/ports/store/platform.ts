/** Who may follow, unfollow and change the digest: everybody, those who answer for the channel, or these people. */
export type ChangeRule = 'anyone' | 'owners' | readonly string[];

/** What platforms need kept. */
export interface PlatformStore {
  changeRule(platform: string, workspace: string): Promise<ChangeRule>;
  setChangeRule(platform: string, workspace: string, rule: ChangeRule): Promise<void>;
  /** Command lines that are too long for a button, by a short id. */
  keepLine(id: string, line: string): Promise<void>;
  lineOf(id: string): Promise<string | undefined>;
  /** Sealed installations of an app in its workspaces. */
  readInstallation(workspace: string): Promise<string | undefined>;
  writeInstallation(workspace: string, sealed: string): Promise<void>;
  removeInstallation(workspace: string): Promise<void>;
}
