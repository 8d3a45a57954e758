import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

import { AppConfig } from '../config';
import { listenAddresses } from './listen-address';
import { type MediaPlace, MediaWorker } from './media-worker';
import { MediaFailedError } from './media.errors';

export type MediaHealth = {
  readonly isHealthy: boolean;
  readonly workers: readonly { readonly isHealthy: boolean; readonly sessions: number }[];
};

/** The media worker processes, one core each; sessions go to the one with the fewest. */
@Injectable()
export class MediaWorkers implements OnModuleInit, OnApplicationShutdown {
  readonly #workers: readonly MediaWorker[];

  constructor(config: AppConfig) {
    const addresses = listenAddresses(config);
    const { WEBRTC_WORKERS, WEBRTC_PORT } = config.webrtc;
    this.#workers = Array.from(
      { length: WEBRTC_WORKERS },
      (_, index) => new MediaWorker({ ...addresses, port: WEBRTC_PORT + index }),
    );
  }

  /** Processes that run now, for tests that end one and for reports. */
  get pids(): number[] {
    return this.#workers.flatMap((worker) => worker.pid ?? []);
  }

  /** @throws ConfigError when a worker does not start or its port is taken. */
  async onModuleInit(): Promise<void> {
    try {
      for (const worker of this.#workers) await worker.start();
    } catch (error) {
      this.#close();
      throw error;
    }
  }

  /** A router on the least loaded worker. @throws MediaFailedError while none is up. */
  async place(): Promise<MediaPlace> {
    const up = this.#workers.filter((worker) => worker.isUp);
    const least = up.sort((one, other) => one.load - other.load)[0];
    const place = await least?.place();
    if (place !== undefined) return place;
    throw new MediaFailedError('The media worker is being restarted. Try again in a moment.');
  }

  async health(): Promise<MediaHealth> {
    const workers = await Promise.all(
      this.#workers.map(async (worker) => ({
        isHealthy: await worker.probe(),
        sessions: worker.load,
      })),
    );
    return { isHealthy: workers.every((worker) => worker.isHealthy), workers };
  }

  /** Sessions are ended before this; nothing is replaced any more. */
  onApplicationShutdown(): void {
    this.#close();
  }

  #close(): void {
    for (const worker of this.#workers) worker.close();
  }
}
