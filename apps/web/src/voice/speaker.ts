import type { ServerEvent } from '@vox/protocol';

import type { AudioLevels, LevelMeter } from './level-meter';
import { VoiceProblem } from './problem';

/** The jitter buffer of a browser holds less than this of an answer that the server has stopped. */
const HELD_MS = 300;

/** Plays the agent's voice. One element for the life of the page. */
export class Speaker {
  // Chromium feeds a remote track into WebAudio only while a media element plays it.
  private readonly element = new Audio();
  private meter: LevelMeter | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;

  get canChooseOutput(): boolean {
    return 'setSinkId' in this.element;
  }

  /** @throws VoiceProblem `playback_blocked` when the browser wants a click first; then `resume()` in one. */
  async play(stream: MediaStream, levels: AudioLevels): Promise<void> {
    this.meter?.close();
    this.meter = levels.watch(stream);
    this.element.srcObject = stream;
    await this.resume();
  }

  async resume(): Promise<void> {
    try {
      await this.element.play();
    } catch (error) {
      // A stream that is replaced or stopped while it starts is not a refusal.
      if (error instanceof DOMException && error.name === 'AbortError') return;
      throw new VoiceProblem('playback_blocked', '', { cause: error });
    }
  }

  /** `''` is the system's own choice. */
  async setOutput(deviceId: string): Promise<void> {
    if (this.canChooseOutput) await this.element.setSinkId(deviceId);
  }

  /** 0 to 1. */
  level(): number {
    return this.meter?.level() ?? 0;
  }

  /** What is still held of an answer that was cut off is not heard; what comes after it is. */
  follow(event: ServerEvent): void {
    if (event.event === 'audio_clear') {
      this.sound();
      this.element.muted = true;
      this.silence = setTimeout(() => this.sound(), HELD_MS);
    } else if (event.event === 'bot_speaking_state_changed' && event.data.is_speaking) this.sound();
  }

  private sound(): void {
    clearTimeout(this.silence);
    this.element.muted = false;
  }

  stop(): void {
    this.sound();
    this.meter?.close();
    this.meter = undefined;
    this.element.pause();
    this.element.srcObject = null;
  }
}
