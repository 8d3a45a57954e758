import type { AudioLevels, LevelMeter } from './level-meter';
import { VoiceProblem } from './problem';

/** The browser's own clean-up, so that the agent does not hear itself through the loudspeaker. */
const CONSTRAINTS: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  channelCount: 1,
};

/** An open microphone. Whoever opened it closes it; until then the browser shows it as in use. */
export class Microphone {
  private constructor(
    private readonly stream: MediaStream,
    /** What is to be sent. */
    readonly track: MediaStreamTrack,
    private readonly meter: LevelMeter,
    private readonly amplified: { readonly close: () => void } | null,
  ) {}

  /**
   * Asks for `deviceId`, or for the browser's choice when null or when that device is gone.
   * Its sound is made `gain` times as loud. `onEnded` is told when the device disappears.
   * @throws VoiceProblem that says why there is none.
   */
  static async open(
    deviceId: string | null,
    levels: AudioLevels,
    gain: number,
    onEnded: () => void,
  ): Promise<Microphone> {
    if (navigator.mediaDevices === undefined) {
      throw new VoiceProblem(window.isSecureContext ? 'unsupported_browser' : 'insecure_context');
    }
    const stream = await requestStream(deviceId);
    const track = stream.getAudioTracks()[0];
    if (track === undefined) throw new VoiceProblem('microphone_not_found');
    track.addEventListener('ended', onEnded);
    // As it comes where nothing is to be changed: each stage takes its time.
    const amplified = gain === 1 ? null : levels.amplify(stream, gain);
    const heard = amplified?.stream ?? stream;
    const [louder = track] = heard.getAudioTracks();
    // Of its own: its level is measured also while nothing of it is sent.
    return new Microphone(stream, louder.clone(), levels.watch(heard), amplified);
  }

  get deviceId(): string | null {
    return this.stream.getAudioTracks()[0]?.getSettings().deviceId ?? null;
  }

  /** A muted microphone hears nothing; of one that is kept `aside` only the level is known. Both send silence. */
  silence({ isMuted, isAside }: { readonly isMuted: boolean; readonly isAside: boolean }): void {
    for (const track of this.stream.getTracks()) track.enabled = !isMuted;
    this.track.enabled = !isMuted && !isAside;
  }

  /** 0 to 1. */
  level(): number {
    return this.meter.level();
  }

  close(): void {
    this.meter.close();
    this.amplified?.close();
    this.track.stop();
    for (const track of this.stream.getTracks()) track.stop();
  }
}

async function requestStream(deviceId: string | null): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: deviceId === null ? CONSTRAINTS : { ...CONSTRAINTS, deviceId: { exact: deviceId } },
    });
  } catch (error) {
    const isGone = error instanceof DOMException && error.name === 'OverconstrainedError';
    if (deviceId !== null && isGone) return requestStream(null);
    throw toMicrophoneProblem(error);
  }
}

/** Why the browser gave no microphone. @see https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia */
function toMicrophoneProblem(error: unknown): VoiceProblem {
  const name = error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return new VoiceProblem('microphone_denied', '', { cause: error });
    case 'NotFoundError':
    case 'OverconstrainedError':
      return new VoiceProblem('microphone_not_found', '', { cause: error });
    case 'NotReadableError':
    case 'AbortError':
      return new VoiceProblem('microphone_in_use', '', { cause: error });
    default:
      return new VoiceProblem('unsupported_browser', '', { cause: error });
  }
}
