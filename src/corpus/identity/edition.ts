import type { Edition } from '../paper.ts';

const trust = { import: 1, huggingface: 2, arxiv: 3 } as const;

/** From 0, for a saved page, to 3. */
export const trustOf = (edition: Edition | undefined): number => (edition ? trust[edition.by] : 0);

/** Whether an incoming text replaces the stored one: its source has more trust, or as much and no older version. */
export function isPreferred(incoming: Edition | undefined, stored: Edition | undefined): boolean {
  const ahead = trustOf(incoming) - trustOf(stored);
  return ahead > 0 || (ahead === 0 && !isOlder(incoming, stored));
}

/** False where a version is unknown. All versions are arXiv's, whichever source gives them. */
export const isOlder = (a: Edition | undefined, b: Edition | undefined): boolean =>
  a?.version !== undefined && b?.version !== undefined && a.version < b.version;
