import { listAudioDevices } from './audio-devices';
import type { BrowserMemory } from './browser-memory';
import type { AudioLevels } from './level-meter';
import { Microphone } from './microphone';
import { type Problem, toProblem, VoiceProblem } from './problem';
import type { ViewStore } from './view-store';

export type MicrophoneListener = {
  /** A microphone took the place of the one before it: its track has to be sent. */
  readonly onTrack: (track: MediaStreamTrack) => Promise<void>;
  readonly onProblem: (problem: Problem) => void;
  /** The call that goes on; undefined outside one. */
  readonly call: () => { readonly levels: AudioLevels; readonly signal: AbortSignal } | undefined;
};

/** The person's choice of microphone and whether it is muted, over the open device. */
export class MicrophoneControl {
  private microphone: Microphone | undefined;
  private deviceId: string | null = null;
  private isMuted = false;
  private isHeld = false;
  private isAside = false;

  constructor(
    private readonly store: ViewStore,
    private readonly memory: Pick<BrowserMemory, 'isPushToTalk' | 'microphoneGain'>,
    private readonly listener: MicrophoneListener,
  ) {}

  /** The track to send; undefined while the microphone is off. */
  get track(): MediaStreamTrack | undefined {
    return this.microphone?.track;
  }

  /** 0 to 1. */
  level(): number {
    return this.isSilent ? 0 : (this.microphone?.level() ?? 0);
  }

  /**
   * Opens the chosen microphone, unmuted, in place of the one before it.
   * @throws VoiceProblem; also when `signal` aborted meanwhile, and then the device is released.
   */
  async open(levels: AudioLevels, signal: AbortSignal): Promise<void> {
    const { microphoneGain: gain } = this.memory;
    const opened = await Microphone.open(this.deviceId, levels, gain, () => {
      if (this.microphone === opened) this.replaceLost(levels, signal).catch(this.report);
    });
    if (signal.aborted) {
      opened.close();
      throw new VoiceProblem('server_unreachable');
    }
    this.microphone?.close();
    this.microphone = opened;
    this.apply();
    await this.refreshDevices();
  }

  /** Chooses a device; one that is already open gives way to it. */
  async choose(deviceId: string): Promise<void> {
    this.deviceId = deviceId;
    this.publish();
    await this.reopen();
  }

  /** Makes the sound `factor` times as loud as it is now, for all who hear it. */
  async amplifyBy(factor: number): Promise<void> {
    this.memory.microphoneGain *= factor;
    await this.reopen();
  }

  /** Whether its level is measured, whatever the person chose, and nothing is sent. */
  keepAside(isAside: boolean): void {
    this.isAside = isAside;
    this.apply();
  }

  toggleMuted(): void {
    this.isMuted = !this.isMuted;
    this.apply();
  }

  /** From now on the person is heard only while they `hold`; or, hands-free, all the time. */
  choosePushToTalk(isPushToTalk: boolean): void {
    this.memory.isPushToTalk = isPushToTalk;
    this.isHeld = false;
    this.isMuted = false;
    this.apply();
  }

  /** Counts with push-to-talk alone. */
  hold(isHeld: boolean): void {
    if (this.isHeld === isHeld) return;
    this.isHeld = isHeld;
    this.apply();
  }

  close(): void {
    this.microphone?.close();
    this.microphone = undefined;
    this.isMuted = false;
    this.isHeld = false;
    this.publish();
  }

  async refreshDevices(): Promise<void> {
    this.store.update({ devices: await listAudioDevices() });
  }

  /** One that is open gives way to the same one, or another. */
  private async reopen(): Promise<void> {
    const call = this.listener.call();
    if (this.microphone === undefined || call === undefined) return;
    try {
      await this.open(call.levels, call.signal);
      await this.listener.onTrack(this.microphone.track);
    } catch (error) {
      this.report(error);
    }
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

  /** The person is not to be heard. */
  private get isSilent(): boolean {
    if (this.isAside) return false;
    return this.memory.isPushToTalk ? !this.isHeld : this.isMuted;
  }

  private apply(): void {
    this.microphone?.silence({ isMuted: this.isSilent, isAside: this.isAside });
    this.publish();
  }

  private readonly report = (error: unknown): void => this.listener.onProblem(toProblem(error));

  private publish(): void {
    this.store.update({
      microphone: this.microphone === undefined ? 'off' : this.isSilent ? 'muted' : 'live',
      isPushToTalk: this.memory.isPushToTalk,
      microphoneId: this.microphone?.deviceId ?? this.deviceId,
    });
  }
}
