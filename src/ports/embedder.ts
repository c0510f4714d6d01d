/**
 * Turns texts into vectors of a model: the nearer two texts are in meaning, the larger the cosine of their vectors. Long texts
 * are cut off by the model.
 */
export interface Embedder {
  /** Names the model. Vectors of two models are never compared. */
  readonly model: string;
  /**
   * The vectors of texts, in their order. A text that somebody waits for is `urgent`: it overtakes all others.
   * @throws EmbeddingError when the model cannot be asked
   */
  embed(texts: readonly string[], urgency?: 'urgent' | 'background'): Promise<readonly Float32Array[]>;
  /** Ends what `embed` has started. Calls that still wait fail. */
  close(): Promise<void>;
}

/** A vector as it is stored. */
export interface StoredVector {
  /** Of the text; see `passageKey`. */
  readonly key: string;
  /** As `quantize` makes it. */
  readonly vector: Int8Array;
}

/** Vectors by the hash of their text and by their model, so that no text is embedded twice. */
export interface VectorStore {
  /** Those of the keys that are stored. */
  vectors(model: string, keys: readonly string[]): Promise<readonly StoredVector[]>;
  /** Stores vectors; a known one stays. */
  keepVectors(model: string, vectors: readonly StoredVector[]): Promise<void>;
}
