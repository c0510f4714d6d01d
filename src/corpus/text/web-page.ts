/** Whether a text, without white space and XML declaration before it, begins as a web page does. */
export const beginsAsWebPage = (text: string): boolean =>
  /^<(?:!doctype\s+html|html|head|body)\b/i.test(text);
