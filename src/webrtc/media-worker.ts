import { Logger } from '@nestjs/common';
import { answerWithin, ConfigError, SystemClock } from '@vox/voice-core';
import { createWorker, type types } from 'mediasoup';

import type { ListenAddress, ListenAddresses } from './listen-address';

/** Opus is the one codec that every browser speaks. Two channels is how it is always declared (RFC 7587 §4.1). */
const MEDIA_CODECS: types.RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    parameters: { useinbandfec: 1 },
  },
];

/** The first restart is at once in human terms; a worker that cannot start does not fill the log. */
const RESTART_MIN_MS = 100;
const RESTART_MAX_MS = 5000;

/** A worker that lived this long died of something new. */
const HEALTHY_AFTER_MS = 30_000;

/** A worker that answers later than this is stuck: the probe itself takes under a millisecond. */
const PROBE_TIMEOUT_MS = 1000;

export type MediaWorkerOptions = ListenAddresses & { readonly port: number };

/** A session's place on a worker. Whoever gets it closes the router; it is closed too when the worker dies. */
export type MediaPlace = {
  readonly router: types.Router;
  readonly webRtcServer: types.WebRtcServer;
};

type State =
  | { readonly status: 'down' }
  | {
      readonly status: 'up';
      readonly worker: types.Worker;
      readonly webRtcServer: types.WebRtcServer;
    }
  | { readonly status: 'closed' };

/** One mediasoup worker process, replaced when it dies. It serves all its sessions on one port. */
export class MediaWorker {
  readonly #logger = new Logger(MediaWorker.name);
  readonly #routers = new Set<types.Router>();
  #state: State = { status: 'down' };
  #restartDelayMs = RESTART_MIN_MS;
  #restart: NodeJS.Timeout | undefined;

  constructor(private readonly options: MediaWorkerOptions) {}

  /** Sessions on it. */
  get load(): number {
    return this.#routers.size;
  }

  get isUp(): boolean {
    return this.#state.status === 'up';
  }

  get pid(): number | undefined {
    return this.#state.status === 'up' ? this.#state.worker.pid : undefined;
  }

  /** @throws ConfigError when the worker does not start or cannot have its port. */
  async start(): Promise<void> {
    const worker = await createWorker({ logLevel: 'warn' }).catch((error: unknown) => {
      throw new ConfigError([
        `the mediasoup worker does not start (${messageOf(error)}); \`npm start\` puts it in place`,
      ]);
    });
    const webRtcServer = await this.#listen(worker);
    if (this.#state.status === 'closed') return worker.close();
    this.#state = { status: 'up', worker, webRtcServer };
    const startedAtMs = performance.now();
    worker.on('died', (error) => this.#onDied(error, performance.now() - startedAtMs));
  }

  /** A new router here, or undefined while the worker is down. */
  async place(): Promise<MediaPlace | undefined> {
    if (this.#state.status !== 'up') return undefined;
    const { worker, webRtcServer } = this.#state;
    const router = await worker.createRouter({ mediaCodecs: MEDIA_CODECS }).catch((error) => {
      if (worker.closed) return undefined;
      throw error;
    });
    if (router === undefined) return undefined;
    this.#routers.add(router);
    router.observer.once('close', () => this.#routers.delete(router));
    return { router, webRtcServer };
  }

  /** Whether the process answers. */
  async probe(): Promise<boolean> {
    if (this.#state.status !== 'up') return false;
    const { worker } = this.#state;
    const answer = worker.getResourceUsage().then(
      () => true,
      () => false,
    );
    return (await answerWithin(new SystemClock(), PROBE_TIMEOUT_MS, answer))?.value ?? false;
  }

  /** Stops replacing the process, and ends it and everything on it. */
  close(): void {
    clearTimeout(this.#restart);
    const state = this.#state;
    this.#state = { status: 'closed' };
    if (state.status === 'up') state.worker.close();
  }

  async #listen(worker: types.Worker): Promise<types.WebRtcServer> {
    const { port, alsoIps, ...address } = this.options;
    const addresses: ListenAddress[] = [address];
    for (const ip of alsoIps) if (await this.#canListen(worker, ip)) addresses.push({ ip });
    try {
      return await worker.createWebRtcServer({ listenInfos: listenInfos(addresses, port) });
    } catch (error) {
      worker.close();
      throw new ConfigError([
        `WEBRTC_PORT: cannot listen on ${address.ip}:${port}, UDP and TCP (${messageOf(error)})`,
      ]);
    }
  }

  /** One that does not work would keep all from working. */
  async #canListen(worker: types.Worker, ip: string): Promise<boolean> {
    const { port } = this.options;
    try {
      const probe = await worker.createWebRtcServer({ listenInfos: listenInfos([{ ip }], port) });
      probe.close();
      return true;
    } catch (error) {
      this.#logger.warn({ err: error, ip, port }, 'No media on one of the own addresses');
      return false;
    }
  }

  #onDied(error: unknown, livedMs: number): void {
    if (this.#state.status === 'closed') return;
    this.#state = { status: 'down' };
    if (livedMs > HEALTHY_AFTER_MS) this.#restartDelayMs = RESTART_MIN_MS;
    this.#logger.error({ err: error, port: this.options.port }, 'A media worker died');
    this.#scheduleRestart();
  }

  #scheduleRestart(): void {
    const delayMs = this.#restartDelayMs;
    this.#restartDelayMs = Math.min(RESTART_MAX_MS, delayMs * 2);
    this.#restart = setTimeout(() => void this.#tryRestart(), delayMs);
  }

  async #tryRestart(): Promise<void> {
    try {
      await this.start();
      this.#logger.log({ port: this.options.port }, 'A media worker was replaced');
    } catch (error) {
      this.#logger.error({ err: error, port: this.options.port }, 'A media worker does not start');
      if (this.#state.status === 'down') this.#scheduleRestart();
    }
  }
}

function listenInfos(
  addresses: readonly ListenAddress[],
  port: number,
): types.TransportListenInfo[] {
  return addresses.flatMap((address) => [
    { protocol: 'udp', port, ...address },
    { protocol: 'tcp', port, ...address },
  ]);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
