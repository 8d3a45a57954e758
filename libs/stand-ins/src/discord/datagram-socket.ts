import { once } from 'node:events';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** `.mjs` where this file is compiled, `.mts` where it is not: Node strips the types. */
const WORKER_PATH = join(
  __dirname,
  `datagram-socket.worker${extname(__filename).replace('.', '.m')}`,
);

export type OutgoingDatagram = {
  readonly data: Uint8Array;
  readonly port: number;
  readonly address: string;
};

/** From the thread. `arrivedNs`: `process.hrtime.bigint()`, the one clock that all threads share. */
export type SocketReport =
  | { readonly type: 'listening'; readonly port: number }
  | (OutgoingDatagram & { readonly type: 'datagram'; readonly arrivedNs: bigint });

/** `arrivedAtMs`: `performance.now()` when it came, however late it is given. */
export type Datagram = {
  readonly data: Buffer;
  readonly port: number;
  readonly address: string;
  readonly arrivedAtMs: number;
};

/** A UDP socket on loopback in a thread of its own. The maker calls `close`. */
export class DatagramSocket {
  readonly #worker = new Worker(WORKER_PATH, {
    // Flags of the test runner or a debugger are not for this thread.
    execArgv: [],
  });
  /** When `performance.now()` was 0. */
  readonly #originNs = process.hrtime.bigint() - BigInt(Math.round(performance.now() * 1e6));
  #port = 0;

  constructor(take: (datagram: Datagram) => void) {
    this.#worker.on('message', (report: SocketReport) => {
      if (report.type === 'listening') return;
      const { data, port, address, arrivedNs } = report;
      take({
        data: Buffer.from(data.buffer, data.byteOffset, data.byteLength),
        port,
        address,
        arrivedAtMs: Number(arrivedNs - this.#originNs) / 1e6,
      });
    });
  }

  get port(): number {
    return this.#port;
  }

  async listen(): Promise<void> {
    // The first that the thread says.
    const [report] = (await once(this.#worker, 'message')) as [SocketReport];
    this.#port = report.port;
  }

  send(data: Buffer, port: number, address: string): void {
    // A small buffer is a view, which would take all of its pool along.
    this.#worker.postMessage({
      data: Uint8Array.from(data),
      port,
      address,
    } satisfies OutgoingDatagram);
  }

  /** Idempotent. */
  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
