import type { Edition } from '../paper.ts';

const trust = { import: 1, huggingface: 2, arxiv: 3 } as const;

/** 0 for a saved page. */
export const trustOf = (edition: Edition | undefined): number => (edition ? trust[edition.by] : 0);

/** Whether a later reading knows at least as much: it is of an older version only where both say their versions. */
export function knowsBetter(later: Edition | undefined, stored: Edition | undefined): boolean {
  const ahead = trustOf(later) - trustOf(stored);
  return ahead > 0 || (ahead === 0 && !isOlder(later, stored));
}

/** Versions are arXiv's whoever tells them. */
export const isOlder = (a: Edition | undefined, b: Edition | undefined): boolean =>
  a?.version !== undefined && b?.version !== undefined && a.version < b.version;
