import { bytesFromPcm, OpusEncoder } from '@vox/audio';
import type { AudioFrame, AudioSink, SampleRateHz } from '@vox/voice-core';

import type { ClientSocket } from '../socket';
import type { AudioFormat } from './audio-format';

/** Sends the answer's frames to the client in the encoding and at the rate it asked for. */
export class VoiceSocketSink implements AudioSink {
  readonly sampleRateHz: SampleRateHz;
  readonly #encoder: OpusEncoder | undefined;

  constructor(
    format: AudioFormat,
    private readonly socket: ClientSocket,
  ) {
    this.sampleRateHz = format.sampleRateHz;
    this.#encoder = format.encoding === 'opus' ? new OpusEncoder() : undefined;
  }

  write(frame: AudioFrame): void {
    this.socket.sendAudio(this.#encoder?.encode(frame.pcm) ?? bytesFromPcm(frame.pcm));
  }

  clear(): void {
    // Nothing waits on this side; the client drops what it has, to the sample, at `audio_clear`.
  }
}
