import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';

import { Injectable } from '@nestjs/common';

import type { LinkSetup } from './link-protocol';
import { type VoiceLink, type VoiceLinkRequest, VoiceLinks } from './voice-link';
import { type LinkThread, WorkerVoiceLink } from './worker-voice-link';

/** `.js` where this file is compiled. Where it is not, the threads inherit what transpiles it. */
const WORKER_PATH = join(__dirname, `voice-link.worker${extname(__filename)}`);

/** Voice links in worker threads, one each. */
@Injectable()
export class WorkerVoiceLinks extends VoiceLinks {
  /** The newest of each bot in each guild; Discord gives a bot one place in a guild. */
  readonly #newest = new Map<string, WorkerVoiceLink>();

  override open(request: VoiceLinkRequest): VoiceLink {
    const place = `${request.botId} ${request.guildId}`;
    this.#newest.get(place)?.supersede();
    const link = new WorkerVoiceLink(request, (setup) => this.startThread(setup));
    this.#newest.set(place, link);
    return link;
  }

  protected startThread(setup: LinkSetup): LinkThread {
    return new Worker(WORKER_PATH, { workerData: setup });
  }
}
