import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';

import { Injectable } from '@nestjs/common';

import type { ThreadSetup } from './thread-protocol';
import {
  type VoiceConnection,
  type VoiceConnectionRequest,
  VoiceConnections,
} from './voice-connection';
import { type VoiceThread, WorkerVoiceConnection } from './worker-voice-connection';

/** `.js` where this file is compiled. Where it is not, the threads inherit what transpiles it. */
const WORKER_PATH = join(__dirname, `voice-connection.worker${extname(__filename)}`);

/** Voice connections in worker threads, one each. */
@Injectable()
export class WorkerVoiceConnections extends VoiceConnections {
  /** The newest of each bot in each guild; Discord gives a bot one place in a guild. */
  readonly #newest = new Map<string, WorkerVoiceConnection>();

  override open(request: VoiceConnectionRequest): VoiceConnection {
    const place = `${request.botId} ${request.guildId}`;
    this.#newest.get(place)?.supersede();
    const connection = new WorkerVoiceConnection(request, (setup) => this.startThread(setup));
    this.#newest.set(place, connection);
    return connection;
  }

  protected startThread(setup: ThreadSetup): VoiceThread {
    return new Worker(WORKER_PATH, { workerData: setup });
  }
}
