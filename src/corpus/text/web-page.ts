/** Whether the text is HTML. It must begin without white space and without an XML declaration. */
export const beginsAsWebPage = (text: string): boolean =>
  /^<(?:!doctype\s+html|html|head|body)\b/i.test(text);
