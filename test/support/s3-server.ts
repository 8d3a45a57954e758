import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What is used of `s3rver`, which brings no types. */
type S3rver = { callback(): Parameters<typeof createServer>[1] };
type S3rverClass = new (options: {
  silent: boolean;
  directory: string;
  configureBuckets: { name: string }[];
  resetOnClose?: boolean;
}) => S3rver & { configureBuckets(): Promise<void>; _configureBuckets: unknown };

const BUCKET = 'voices';

/** A server that speaks S3, made by others (`s3rver`), which checks signatures. It can be away for a while. */
export class S3Server {
  #server: Server | undefined;
  readonly #app: InstanceType<S3rverClass>;
  #port = 0;
  /** Method and path of each request. */
  readonly requests: string[] = [];
  /** Uploads that wait for an answer; undefined while they are answered. */
  #held: (() => void)[] | undefined;

  private constructor(private readonly folder: string) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- it is CommonJS without types.
    const Class = require('s3rver') as S3rverClass;
    this.#app = new Class({
      silent: true,
      directory: folder,
      configureBuckets: [{ name: BUCKET }],
    });
  }

  static async start(): Promise<S3Server> {
    const folder = await mkdtemp(path.join(tmpdir(), 'vox-s3-'));
    const server = new S3Server(folder);
    await server.#app.configureBuckets();
    await server.comesBack();
    return server;
  }

  /** With the bucket, and a prefix. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}/${BUCKET}/recorded`;
  }

  /** As the environment names it. */
  get variables(): Record<string, string> {
    return {
      RECORDINGS_S3_URL: this.url,
      RECORDINGS_S3_ACCESS_KEY: 'S3RVER',
      RECORDINGS_S3_SECRET_KEY: 'S3RVER',
    };
  }

  async comesBack(): Promise<void> {
    const handle = this.#app.callback();
    const server = createServer((request, response) => {
      this.requests.push(`${request.method} ${request.url}`);
      const answer = () => void (request.destroyed || handle?.(request, response));
      if (request.method === 'PUT' && this.#held !== undefined) this.#held.push(answer);
      else answer();
    });
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }

  async goesAway(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  /** From now on it takes in nothing of what is put there, and answers none of it. */
  holdUploads(): void {
    this.#held ??= [];
  }

  /** Answers those that still wait, and all that come. */
  answerUploads(): void {
    for (const answer of this.#held ?? []) answer();
    this.#held = undefined;
  }

  /** What lies there, by name without the prefix. */
  get folderOfObjects(): string {
    return path.join(this.folder, BUCKET);
  }

  async stop(): Promise<void> {
    await this.goesAway();
    await rm(this.folder, { recursive: true, force: true });
  }
}
