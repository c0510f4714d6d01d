/** Lets the browser draw and take keys. */
export const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
