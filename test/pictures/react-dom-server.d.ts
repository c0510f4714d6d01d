/** The part that is used of a package without types. */
declare module 'react-dom/server' {
  export function renderToStaticMarkup(element: unknown): string;
}
