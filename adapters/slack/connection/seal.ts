import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Encrypts the tokens of workspaces, which are stored in the database. */
export interface Seal {
  /** `owner` is authenticated too: a row copied to another workspace does not open. */
  close(text: string, owner: string): string;
  /**
   * @returns the text, and whether the first key opened it
   * @throws Error when the text was not sealed with any of the keys for this owner
   */
  open(sealed: string, owner: string): { readonly text: string; readonly isFirstKey: boolean };
}

const version = 'v1';
/** In characters. */
export const minKeyLength = 32;

/**
 * Encrypts secrets at rest by AES-256-GCM: the first key seals, all of them open.
 * @throws Error when there is no key, or one of fewer than 32 characters; `openssl rand -base64 32` makes a good one
 */
export function createSeal(keys: readonly string[]): Seal {
  if (keys.length === 0 || keys.some((key) => key.length < minKeyLength))
    throw new Error(`Each key for stored tokens needs at least ${minKeyLength} characters`);
  const secrets = keys.map((key) => createHash('sha256').update(key).digest());
  const [first = Buffer.alloc(0)] = secrets;
  return {
    close(text, owner) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', first, iv).setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return [version, ...[iv, cipher.getAuthTag(), body].map((each) => each.toString('base64url'))].join(
        '.',
      );
    },
    open(sealed, owner) {
      const [prefix, ...parts] = sealed.split('.');
      const [iv, tag, body] = parts.map((each) => Buffer.from(each, 'base64url'));
      if (prefix !== version || iv?.length !== 12 || tag?.length !== 16 || body === undefined) {
        throw new Error('A stored token is damaged');
      }
      for (const secret of secrets) {
        const decipher = createDecipheriv('aes-256-gcm', secret, iv)
          .setAAD(Buffer.from(owner))
          .setAuthTag(tag);
        try {
          const text = Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
          return { text, isFirstKey: secret === first };
        } catch {
          // Sealed with another key.
        }
      }
      throw new Error('A stored token was sealed with a key that is not in SLACK_TOKEN_KEY');
    },
  };
}
