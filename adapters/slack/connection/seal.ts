import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

export interface Seal {
  /** `owner` is authenticated too: a row copied to another workspace does not open. */
  close(text: string, owner: string): string;
  /** @throws Error when the text was not sealed with this key for this owner */
  open(sealed: string, owner: string): string;
}

const version = 'v1';
/** In characters. */
const minKeyLength = 32;

/**
 * Encrypts secrets at rest by AES-256-GCM.
 * @throws Error when the key has fewer than 32 characters; `openssl rand -base64 32` makes a good one
 */
export function createSeal(key: string): Seal {
  if (key.length < minKeyLength)
    throw new Error(`The key for stored tokens needs at least ${minKeyLength} characters`);
  const secret = createHash('sha256').update(key).digest();
  return {
    close(text, owner) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', secret, iv).setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return [version, ...[iv, cipher.getAuthTag(), body].map((each) => each.toString('base64url'))].join(
        '.',
      );
    },
    open(sealed, owner) {
      const [prefix, ...parts] = sealed.split('.');
      const [iv, tag, body] = parts.map((each) => Buffer.from(each, 'base64url'));
      if (prefix !== version || iv === undefined || tag?.length !== 16 || body === undefined) {
        throw new Error('A stored token is damaged');
      }
      const decipher = createDecipheriv('aes-256-gcm', secret, iv).setAAD(Buffer.from(owner)).setAuthTag(tag);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
  };
}
