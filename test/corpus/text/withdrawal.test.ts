import { expect, it } from 'vitest';
import { isWithdrawalComment } from '../../../src/corpus/text/withdrawal.ts';

it.each([
  'This paper has been withdrawn by the author due to a crucial error in equation 3',
  'This paper has been\n  withdrawn',
  'This submission has been withdrawn by arXiv administrators because it was plagiarised',
  'arXiv admin note: This paper has been withdrawn by arXiv due to disputes',
  'Withdrawn',
  'withdrawn by the authors',
  'Paper withdrawn due to an error in Lemma 2.',
  '10 pages, 3 figures. This article is withdrawn.',
  '12 pages; withdrawn pending revision',
  'The paper was retracted as the proof has a gap',
  'This version has been withdrawn in favour of arXiv:2401.00001',
])('finds a notice in %j', (comment) => {
  expect(isWithdrawalComment(comment)).toBe(true);
});

it.each([
  undefined,
  '',
  '10 pages, 3 figures',
  'Withdrawn from ICLR 2026, accepted at ICML 2026',
  'This paper was withdrawn from NeurIPS',
  'Replaces the withdrawn paper arXiv:2401.00001',
  'Submitted to TMLR, later withdrawn by us',
  'Withdrawn papers are studied in section 3',
  'We study why papers are withdrawn.',
  'A data set of withdrawn and retracted papers',
  'This paper has been accepted; the earlier one was withdrawn',
])('finds no notice in %j', (comment) => {
  expect(isWithdrawalComment(comment)).toBe(false);
});
