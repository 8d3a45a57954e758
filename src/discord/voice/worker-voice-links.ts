import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';

import { Injectable } from '@nestjs/common';

import type { LinkSetup } from './link-protocol';
import { type VoiceLink, type VoiceLinkRequest, VoiceLinks } from './voice-link';
import { WorkerVoiceLink } from './worker-voice-link';

/** `.js` where this file is compiled. Where it is not, the threads inherit what transpiles it. */
const WORKER_PATH = join(__dirname, `voice-link.worker${extname(__filename)}`);

/** Voice links in worker threads, one each. */
@Injectable()
export class WorkerVoiceLinks extends VoiceLinks {
  override open(request: VoiceLinkRequest): VoiceLink {
    return new WorkerVoiceLink(
      request,
      (setup: LinkSetup) => new Worker(WORKER_PATH, { workerData: setup }),
    );
  }
}
