/** In characters. A longer text that mentions a withdrawal is an abstract with a remark. */
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

/** In characters; the rest of a comment is not read. arXiv takes comments of up to 400. */
const maxComment = 2000;

/**
 * A sentence that begins with `this paper` or `withdrawn`, and goes on with nothing but a reason: not `withdrawn from
 * ICLR`, not `replaces a withdrawn paper`.
 */
const notice =
  /(?:^|[.;:!]\s)\s?(?:(?:this|the)\s(?:paper|article|submission|manuscript|preprint|work|note|draft|version)\s(?:has\sbeen|was|is|is\sbeing)\s(?:temporarily\s)?|(?:paper|article|submission|manuscript|preprint)\s(?:(?:has\sbeen|was|is)\s)?)?(?:withdrawn|retracted)(?=\s?(?:$|[.,;:!([])|\s(?:by|due|because|as|since|for|pending|until|owing|on\saccount|in\s(?:favou?r|order))\b)/i;

/** `This paper has been withdrawn by the author due to a crucial error in equation 3.` as the comment of a paper. */
export const isWithdrawalComment = (comment: string | undefined): boolean =>
  comment !== undefined && notice.test(comment.slice(0, maxComment).replace(/\s+/g, ' ').trim());
