/** In a page, nothing is stored by the key of a text: the text is its own key. */
export const passageKey = (text: string): string => text;
