/** Longer texts that speak of a withdrawal are abstracts with a remark. */
const maxNotice = 500;

/** `This paper has been withdrawn by the author due to a crucial error in equation 3.` */
export function isWithdrawalNotice(abstract: string): boolean {
  return (
    abstract.length <= maxNotice &&
    /^\W{0,5}(?:(?:this|the) (?:paper|submission|article|manuscript|preprint|work|version)[^.]{0,60} (?:is|was|has been|have been) |(?:paper |article |submission )?)(?:temporarily |now |being )?(?:withdrawn|retracted)\b/i.test(
      abstract,
    )
  );
}

/** Longer comments are read that far; arXiv refuses those above 400 characters. */
const maxComment = 2000;

/**
 * A sentence of its own that begins with the paper or with the word itself, and after which only the reason may come:
 * not `withdrawn from ICLR`, `replaces a withdrawn paper`.
 */
const notice =
  /(?:^|[.;:!]\s)\s?(?:(?:this|the)\s(?:paper|article|submission|manuscript|preprint|work|note|draft|version)\s(?:has\sbeen|was|is|is\sbeing)\s(?:temporarily\s)?|(?:paper|article|submission|manuscript|preprint)\s(?:(?:has\sbeen|was|is)\s)?)?(?:withdrawn|retracted)(?=\s?(?:$|[.,;:!([])|\s(?:by|due|because|as|since|for|pending|until|owing|on\saccount|in\s(?:favou?r|order))\b)/i;

/** `This paper has been withdrawn by the author due to a crucial error in equation 3.` as the comment of a paper. */
export const isWithdrawalComment = (comment: string | undefined): boolean =>
  comment !== undefined && notice.test(comment.slice(0, maxComment).replace(/\s+/g, ' ').trim());
