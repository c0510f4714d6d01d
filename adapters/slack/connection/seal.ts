import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

export interface Seal {
  /** `about` binds the secret to its owner: a row copied to another workspace does not open. */
  close(text: string, about: string): string;
  /** @throws Error when it was not sealed with this key, for this owner. */
  open(sealed: string, about: string): string;
}

const VERSION = 'v1';
const minKey = 32;

/**
 * Secrets at rest: AES-256-GCM under a key from the environment.
 * @throws Error when the key has fewer than 32 characters; `openssl rand -base64 32` makes one.
 */
export function createSeal(key: string): Seal {
  if (key.length < minKey) throw new Error(`The key for stored tokens needs at least ${minKey} characters`);
  const secret = createHash('sha256').update(key).digest();
  return {
    close(text, about) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', secret, iv).setAAD(Buffer.from(about));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return [VERSION, ...[iv, cipher.getAuthTag(), body].map((each) => each.toString('base64url'))].join(
        '.',
      );
    },
    open(sealed, about) {
      const [version, ...parts] = sealed.split('.');
      const [iv, tag, body] = parts.map((each) => Buffer.from(each, 'base64url'));
      if (version !== VERSION || iv === undefined || tag?.length !== 16 || body === undefined) {
        throw new Error('A stored token is damaged');
      }
      const decipher = createDecipheriv('aes-256-gcm', secret, iv).setAAD(Buffer.from(about)).setAuthTag(tag);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
  };
}
