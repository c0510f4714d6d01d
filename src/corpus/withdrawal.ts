/** Longer texts that speak of a withdrawal are abstracts with a remark. */
const MAX_NOTICE = 500;

/** `This paper has been withdrawn by the author due to a crucial error in equation 3.` */
export function isWithdrawalNotice(abstract: string): boolean {
  return (
    abstract.length <= MAX_NOTICE &&
    /^\W{0,5}(?:(?:this|the) (?:paper|submission|article|manuscript|preprint|work|version)[^.]{0,60} (?:is|was|has been|have been) |(?:paper |article |submission )?)(?:temporarily |now |being )?(?:withdrawn|retracted)\b/i.test(
      abstract,
    )
  );
}
