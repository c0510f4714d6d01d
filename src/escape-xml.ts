import { escapeUTF8 } from 'entities';

/** Text as XML 1.0 can hold it, between tags and in attributes: without the characters that it excludes (section 2.2). */
export const escapeXml = (text: string): string =>
  escapeUTF8(
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to leave out
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ''),
  )
    // A reader would make blanks of them in attributes.
    .replace(/[\t\n\r]/g, (sign) => `&#${sign.charCodeAt(0)};`);
