import { availableParallelism } from 'node:os';
import type { Embedder } from '../../ports/embedder.ts';
import type { Config } from '../settings/config.ts';

/**
 * What embeds texts. The model itself is loaded by the first text.
 * @param isAwaited somebody waits for all papers; default: one processor is left to everything else
 */
export async function embedderOf(
  settings: Config['embeddings'],
  isAwaited = false,
): Promise<Embedder | undefined> {
  if (settings?.kind === 'offline') {
    const { createOfflineEmbedder } = await import('../../../adapters/embed/offline.ts');
    return createOfflineEmbedder({ threads: Math.max(1, availableParallelism() - (isAwaited ? 0 : 1)) });
  }
  if (settings === undefined) return undefined;
  const { createEndpointEmbedder } = await import('../../../adapters/embed/endpoint.ts');
  return createEndpointEmbedder(settings);
}
