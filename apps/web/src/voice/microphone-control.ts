import { listAudioDevices } from './audio-devices';
import type { AudioLevels } from './level-meter';
import { Microphone } from './microphone';
import { type Problem, toProblem, VoiceProblem } from './problem';
import type { ViewStore } from './view-store';

export type MicrophoneListener = {
  /** A microphone took the place of the one before it: its track has to be sent. */
  readonly onTrack: (track: MediaStreamTrack) => Promise<void>;
  readonly onProblem: (problem: Problem) => void;
};

/** The person's choice of microphone and whether it is muted, over the open device. */
export class MicrophoneControl {
  private microphone: Microphone | undefined;
  private deviceId: string | null = null;
  private isMuted = false;

  constructor(
    private readonly store: ViewStore,
    private readonly listener: MicrophoneListener,
  ) {}

  /** The track to send; undefined while the microphone is off. */
  get track(): MediaStreamTrack | undefined {
    return this.microphone?.track;
  }

  /** 0 to 1. */
  level(): number {
    return this.isMuted ? 0 : (this.microphone?.level() ?? 0);
  }

  /**
   * Opens the chosen microphone, unmuted, in place of the one before it.
   * @throws VoiceProblem; also when `signal` aborted meanwhile, and then the device is released.
   */
  async open(levels: AudioLevels, signal: AbortSignal): Promise<void> {
    const opened = await Microphone.open(this.deviceId, levels, () => {
      if (this.microphone === opened) this.replaceLost(levels, signal).catch(this.report);
    });
    if (signal.aborted) {
      opened.close();
      throw new VoiceProblem('server_unreachable');
    }
    this.microphone?.close();
    this.microphone = opened;
    opened.setMuted(this.isMuted);
    this.publish();
    await this.refreshDevices();
  }

  /** Chooses a device; one that is already open gives way to it. */
  async choose(deviceId: string, levels: AudioLevels | undefined, signal: AbortSignal | undefined) {
    this.deviceId = deviceId;
    this.publish();
    if (this.microphone === undefined || levels === undefined || signal === undefined) return;
    await this.open(levels, signal);
    await this.listener.onTrack(this.microphone.track);
  }

  toggleMuted(): void {
    this.isMuted = !this.isMuted;
    this.microphone?.setMuted(this.isMuted);
    this.publish();
  }

  close(): void {
    this.microphone?.close();
    this.microphone = undefined;
    this.isMuted = false;
    this.publish();
  }

  async refreshDevices(): Promise<void> {
    this.store.update({ devices: await listAudioDevices() });
  }

  /** A headset that is pulled out gives way to whatever microphone is left. */
  private async replaceLost(levels: AudioLevels, signal: AbortSignal): Promise<void> {
    this.deviceId = null;
    try {
      await this.open(levels, signal);
    } catch (error) {
      if (!signal.aborted) this.close();
      throw error;
    }
    if (this.microphone !== undefined) await this.listener.onTrack(this.microphone.track);
  }

  private readonly report = (error: unknown): void => this.listener.onProblem(toProblem(error));

  private publish(): void {
    this.store.update({
      microphone: this.microphone === undefined ? 'off' : this.isMuted ? 'muted' : 'live',
      microphoneId: this.microphone?.deviceId ?? this.deviceId,
    });
  }
}
