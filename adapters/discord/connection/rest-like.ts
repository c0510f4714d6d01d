/** What we use of discord.js's REST. `auth: false` where a token in the address is the right to call. */
export interface RestLike {
  get(route: Route, options?: RestOptions): Promise<unknown>;
  post(route: Route, options?: RestOptions): Promise<unknown>;
  put(route: Route, options?: RestOptions): Promise<unknown>;
  patch(route: Route, options?: RestOptions): Promise<unknown>;
  delete(route: Route, options?: RestOptions): Promise<unknown>;
}

export type Route = `/${string}`;

export interface RestOptions {
  readonly body?: unknown;
  readonly query?: URLSearchParams;
  readonly files?: { name: string; data: string }[];
  readonly auth?: boolean;
}
