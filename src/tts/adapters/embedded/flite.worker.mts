// A worker thread: speaks one request at a time with flite (C, compiled to WebAssembly for WASI).
//
// Node runs this file as it is, types stripped, where the sources are not compiled (tests), so it imports
// only Node's own modules.
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

import type { FliteReply, FliteRequest } from './flite-protocol.js';

const { wasmPath } = workerData as { wasmPath: string };
const compiled = WebAssembly.compile(readFileSync(wasmPath));

/** File descriptors: 0–2 are the standard streams, 3 is the one folder that WASI shows, then files. */
const ROOT_FD = 3;

// WASI errno and file types.
const OK = 0;
const BAD_DESCRIPTOR = 8;
const NOT_SEEKABLE = 29;
const CHARACTER_DEVICE = 2;
const DIRECTORY = 3;

const CURRENT = 1;
const END = 2;

class Exit extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`flite ended with code ${code}`);
    this.code = code;
  }
}

class MemoryFile {
  #bytes = new Uint8Array(1 << 18);
  #length = 0;
  #position = 0;

  write(bytes: Uint8Array): void {
    const end = this.#position + bytes.length;
    if (end > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(end, this.#bytes.length * 2));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes.set(bytes, this.#position);
    this.#position = end;
    this.#length = Math.max(this.#length, end);
  }

  seek(offset: number, whence: number): number {
    const from = whence === CURRENT ? this.#position : whence === END ? this.#length : 0;
    this.#position = Math.max(0, from + offset);
    return this.#position;
  }

  contents(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }
}

/** Just enough of a system for flite: arguments in, one file in memory out, nothing to read. */
class MemorySystem {
  readonly #arguments: readonly Uint8Array[];
  readonly #files = new Map<number, MemoryFile>();
  memory: WebAssembly.Memory | undefined;

  constructor(args: readonly string[]) {
    this.#arguments = args.map((arg) => new TextEncoder().encode(`${arg}\0`));
  }

  /** What the program wrote to the file it opened. */
  output(): Uint8Array<ArrayBuffer> {
    const [file] = this.#files.values();
    return file?.contents() ?? new Uint8Array(0);
  }

  imports(): Record<string, (...values: never[]) => number> {
    return {
      args_sizes_get: (countAt: number, sizeAt: number) => {
        this.#view().setUint32(countAt, this.#arguments.length, true);
        const size = this.#arguments.reduce((sum, arg) => sum + arg.length, 0);
        this.#view().setUint32(sizeAt, size, true);
        return OK;
      },
      args_get: (pointersAt: number, textAt: number) => {
        let at = textAt;
        this.#arguments.forEach((arg, index) => {
          this.#view().setUint32(pointersAt + 4 * index, at, true);
          this.#bytes(at, arg.length).set(arg);
          at += arg.length;
        });
        return OK;
      },
      clock_time_get: (_clock: number, _precision: bigint, at: number) => {
        this.#view().setBigUint64(at, BigInt(Math.round(performance.now() * 1e6)), true);
        return OK;
      },
      fd_close: () => OK,
      fd_fdstat_get: (fd: number, at: number) => {
        this.#bytes(at, 24).fill(0);
        this.#view().setUint8(at, fd === ROOT_FD ? DIRECTORY : CHARACTER_DEVICE);
        // All rights: the only thing to reach is this object.
        this.#bytes(at + 8, 16).fill(0xff);
        return OK;
      },
      fd_fdstat_set_flags: () => OK,
      fd_prestat_get: (fd: number, at: number) => {
        if (fd !== ROOT_FD) return BAD_DESCRIPTOR;
        this.#view().setUint32(at, 0, true);
        this.#view().setUint32(at + 4, 1, true);
        return OK;
      },
      fd_prestat_dir_name: (_fd: number, at: number) => {
        this.#view().setUint8(at, '/'.charCodeAt(0));
        return OK;
      },
      fd_read: () => BAD_DESCRIPTOR,
      fd_seek: (fd: number, offset: bigint, whence: number, at: number) => {
        const file = this.#files.get(fd);
        if (file === undefined) return NOT_SEEKABLE;
        this.#view().setBigUint64(at, BigInt(file.seek(Number(offset), whence)), true);
        return OK;
      },
      fd_write: (fd: number, vectorsAt: number, count: number, writtenAt: number) => {
        let written = 0;
        for (let index = 0; index < count; index++) {
          const start = this.#view().getUint32(vectorsAt + 8 * index, true);
          const length = this.#view().getUint32(vectorsAt + 8 * index + 4, true);
          // Standard output and error have no reader.
          this.#files.get(fd)?.write(this.#bytes(start, length));
          written += length;
        }
        this.#view().setUint32(writtenAt, written, true);
        return OK;
      },
      path_open: (...values: number[]) => {
        const fd = ROOT_FD + 1 + this.#files.size;
        this.#files.set(fd, new MemoryFile());
        this.#view().setUint32(values.at(-1) as number, fd, true);
        return OK;
      },
      proc_exit: (code: number) => {
        throw new Exit(code);
      },
    };
  }

  // The memory moves when it grows, so views are made for each use.
  #view(): DataView {
    return new DataView((this.memory as WebAssembly.Memory).buffer);
  }

  #bytes(at: number, length: number): Uint8Array {
    return new Uint8Array((this.memory as WebAssembly.Memory).buffer, at, length);
  }
}

/** A WAV file. A fresh instance for each request: flite never frees what it allocates. */
async function speak(request: FliteRequest): Promise<Uint8Array<ArrayBuffer>> {
  const { text, voice, rate, pitch } = request;
  const settings = { duration_stretch: 1 / rate, f0_shift: pitch };
  const flags = Object.entries(settings).flatMap(([name, value]) => [
    '--setf',
    `${name}=${value.toFixed(3)}`,
  ]);
  const system = new MemorySystem([
    'flite',
    '-voice',
    voice,
    ...flags,
    '-t',
    text,
    '-o',
    'speech.wav',
  ]);
  const instance = await WebAssembly.instantiate(await compiled, {
    wasi_snapshot_preview1: system.imports(),
  });
  system.memory = instance.exports['memory'] as WebAssembly.Memory;
  try {
    (instance.exports['_start'] as () => void)();
  } catch (error) {
    if (!(error instanceof Exit) || error.code !== 0) throw error;
  }
  return system.output();
}

parentPort?.on('message', (request: FliteRequest) => {
  speak(request).then(
    (wav) => parentPort?.postMessage({ id: request.id, wav } satisfies FliteReply, [wav.buffer]),
    (error: unknown) =>
      parentPort?.postMessage({ id: request.id, error: String(error) } satisfies FliteReply),
  );
});
