/** Who may follow, unfollow and change the digest: everybody, those responsible for the channel, or these people's ids. */
export type ChangeRule = 'anyone' | 'owners' | readonly string[];

/** What the adapters of platforms keep. */
export interface PlatformStore {
  /** `anyone` until it is set. */
  changeRule(platform: string, workspace: string): Promise<ChangeRule>;
  setChangeRule(platform: string, workspace: string, rule: ChangeRule): Promise<void>;
  /** Keeps a command line that is too long for a button, under a short id. An id that has a line keeps it. */
  keepLine(id: string, line: string): Promise<void>;
  lineOf(id: string): Promise<string | undefined>;
  /** What an app needs in a workspace where it is installed, encrypted by the caller. */
  readInstallation(workspace: string): Promise<string | undefined>;
  writeInstallation(workspace: string, sealed: string): Promise<void>;
  removeInstallation(workspace: string): Promise<void>;
}
