const notConnected =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

/** Whether an error's `code`, Node's or undici's, says that no connection was made: then nothing can have been sent. */
export const isNotConnected = (code: unknown): boolean => notConnected.test(String(code));
