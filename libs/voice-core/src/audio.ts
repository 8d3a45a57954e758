/** Sample rates that travel inside the house; anything else stops at the channel or the adapter. */
export type SampleRateHz = 16_000 | 24_000 | 48_000;

/** Length of one frame. Every channel, engine and clock in the house counts in these. */
export const FRAME_MS = 20;

/**
 * 20 ms of mono signed 16-bit PCM.
 *
 * `pcm` holds `sampleRateHz / 50` samples. Whoever yields a frame gives it away: it is not written
 * to again, so readers may keep it without a copy.
 */
export type AudioFrame = { readonly pcm: Int16Array; readonly sampleRateHz: SampleRateHz };

/** Samples in one frame at `sampleRateHz`. */
export function frameSamples(sampleRateHz: SampleRateHz): number {
  return (sampleRateHz * FRAME_MS) / 1000;
}

/**
 * Where a session's answer goes: a channel's encoder and socket.
 *
 * `write` takes one frame at the moment it is due (playout paces, the sink does not) and must not
 * block; `atMs` of `Clock.nowMs` is when it sounds, now or within `leadMs`. `clear` drops whatever was written and has
 * not been heard yet, the rest of a frame that sounds included where the channel can; it may be called at any time.
 */
export interface AudioSink {
  readonly sampleRateHz: SampleRateHz;
  /**
   * How far ahead of its moment a frame may be written, in ms: a sink that keeps time itself (a thread of its
   * own) sounds on while this one stalls. 0 when absent.
   */
  readonly leadMs?: number;
  write(frame: AudioFrame, atMs?: number): void;
  clear(): void;
  /**
   * All that the listener's loudspeaker plays, where this sink is not the only one that it plays: without it, what others
   * write comes back in the microphone as if the user had said it. Absent: what is written here, and nothing else.
   */
  readonly played?: PlayedSound;
  /**
   * Waits until this sink may sound, where several answers share one output; the first asked is the first served.
   * Resolves early when `signal` aborts. Every `acquire` is followed by one `release`.
   */
  acquire?(signal: AbortSignal): Promise<void>;
  release?(): void;
  /**
   * Undefined while what is written will be heard. While it will not (a link that is being opened anew), what resolves when
   * it will, or early when `signal` aborts: an answer waits there, and goes on where it stopped. Asked before each frame.
   */
  whenOpen?(signal: AbortSignal): Promise<void> | undefined;
}

/** A frame, and the moment of `Clock.nowMs` from which on it is heard. */
export type PlayedFrame = { readonly frame: AudioFrame; readonly atMs: number };

/** What a loudspeaker played in the last moments, for those who listen for its echo. */
export interface PlayedSound {
  /** Gives, at each call, what has sounded by `nowMs` and was not given before, in order. */
  reader(): (nowMs: number) => readonly PlayedFrame[];
}
