import { randomBytes } from 'node:crypto';

import type { Pacer } from './pacer';
import type { RtpHeader } from './rtp';
import { seededRandom, type SpeechOptions, type Spoken } from './speech';
import type { VoicePerson } from './voice-person';
import type { VoiceChannel } from './voice-channel';

const TICKS_PER_MS = 48;
const FRAME_MS = 20;
const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);
const SILENCE_FRAMES = 5;

/** Just behind the packet after it. */
const REORDERED_MS = FRAME_MS + 4;

/** One person saying one thing: packets into the channel, on the pacer's grid. */
export class Speaker {
  readonly #channel: VoiceChannel;
  readonly #person: VoicePerson;
  readonly #pacer: Pacer;
  readonly #options: SpeechOptions;
  readonly #random: () => number;
  readonly #sentAtMs: number[] = [];
  #lost = 0;
  #sent = 0;

  constructor(
    channel: VoiceChannel,
    person: VoicePerson,
    pacer: Pacer,
    options: SpeechOptions,
    readonly nextSsrc: () => number,
  ) {
    this.#channel = channel;
    this.#person = person;
    this.#pacer = pacer;
    this.#options = options;
    this.#random = seededRandom(options.seed ?? 1);
  }

  /** Resolves when the last packet is out, or the signal or the person's leaving has ended it. */
  say(packets: readonly Uint8Array[]): Promise<Spoken> {
    const { packetMs = FRAME_MS, hasSilence = true, signal } = this.#options;
    const pacer = this.#pacer;
    const firstTick = pacer.tickFrom(this.#options.startAtMs);
    const startedAtMs = pacer.atMs(firstTick);
    const silence = hasSilence ? SILENCE_FRAMES : 0;
    if (this.#options.announcedAfterPackets === undefined) this.#announce();
    return new Promise((resolve) => {
      const step = (index: number): void => {
        const isGone = this.#channel.person(this.#person.userId) !== this.#person;
        const isOver = index >= packets.length + silence || isGone || signal?.aborted === true;
        if (isOver) {
          this.#person.isSpeaking = false;
          const endedAtMs = this.#sentAtMs.at(-1) ?? startedAtMs;
          return resolve({ startedAtMs, endedAtMs, sentAtMs: this.#sentAtMs, lost: this.#lost });
        }
        const voice = packets[index];
        const voicedMs = Math.min(index, packets.length) * packetMs;
        const silentMs = Math.max(0, index - packets.length) * FRAME_MS;
        const elapsedMs = voicedMs + silentMs;
        const timestamp = (firstTick * FRAME_MS + elapsedMs) * TICKS_PER_MS;
        if (voice === undefined) this.#sendSilence(timestamp);
        else this.#sendVoice(Buffer.from(voice), timestamp);
        const stepMs = voice === undefined ? FRAME_MS : packetMs;
        pacer.schedule(startedAtMs + elapsedMs + stepMs, () => step(index + 1));
      };
      pacer.schedule(startedAtMs, () => step(0));
    });
  }

  #announce(): void {
    this.#person.isSpeaking = true;
    const { userId, ssrc } = this.#person;
    if (this.#options.announcedBy === 'video') this.#channel.announceStreams(userId, ssrc);
    else this.#channel.announce(userId, ssrc);
  }

  #sendSilence(timestamp: number): void {
    this.#channel.sendPacket(this.#header(timestamp), SILENCE);
  }

  #sendVoice(opus: Buffer, timestamp: number): void {
    const options = this.#options;
    const index = this.#sent++;
    if (index === options.announcedAfterPackets) this.#announce();
    if (index === options.newSsrcAfterPackets) {
      this.#person.ssrc = this.nextSsrc();
      this.#announce();
    }
    const header = this.#header(timestamp);
    const payload = this.#person.dave?.seal(opus) ?? opus;
    if (index < (options.unreadableFrames ?? 0)) spoil(payload);
    if (this.#happens(options.garbage)) this.#channel.sendGarbage(randomBytes(60));
    if (this.#happens(options.wrongKey)) {
      this.#channel.sendPacket(header, payload, randomBytes(32));
    }
    if (this.#happens(options.loss)) {
      this.#lost += 1;
      return;
    }
    const isLate = this.#happens(options.reorder);
    const isTwice = this.#happens(options.duplicate);
    const lateMs = isLate ? REORDERED_MS : this.#random() * (options.jitterMs ?? 0);
    const send = () => {
      this.#sentAtMs.push(performance.now());
      const datagrams = this.#channel.sendPacket(header, payload);
      if (isTwice) for (const again of datagrams) again();
    };
    if (lateMs === 0) send();
    else this.#pacer.schedule(performance.now() + lateMs, send);
  }

  #header(timestamp: number): RtpHeader {
    const { sequence, ssrc } = this.#person;
    this.#person.sequence = (sequence + 1) & 0xffff;
    return { sequence, timestamp, ssrc };
  }

  #happens(ratio = 0): boolean {
    return ratio > 0 && this.#random() < ratio;
  }
}

/** Changes a byte of the encrypted voice; the marker at the end stays. */
function spoil(frame: Buffer): void {
  frame[0] = (frame[0] ?? 0) ^ 0xff;
}
