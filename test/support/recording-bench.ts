import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { OpusDecoder } from '@vox/audio';
import { type OggPage, readOgg } from '@vox/testing';
import { type Clock, type RecordedSession, SessionRecorder } from '@vox/voice-core';

import type {
  ConsentChange,
  Heard,
  RecordingConsent,
} from '../../src/recordings/recording-consent';
import { DiskPlace } from '../../src/recordings/storage/disk-place';
import { readSealed } from '../../src/recordings/storage/sealed-recording';
import type { Seal } from '../../src/recordings/storage/sealed-segments';
import { RecordingFile } from '../../src/recordings/taking/recording-file';
import { RunningRecording } from '../../src/recordings/taking/running-recording';
import {
  type Recordings,
  SessionNotStoredError,
  SessionTape,
} from '../../src/recordings/taking/session-tape';

type Kept = { readonly id: string; readonly seal: Seal; readonly people: readonly string[] };

/** Who has consented, as a test says it; `own` is the one whose session it is. */
export class ScriptedConsent implements Pick<RecordingConsent, 'isGiven' | 'listen'> {
  readonly #given = new Set<string>();
  readonly #listeners = new Set<(change: ConsentChange) => void>();

  constructor(...people: readonly string[]) {
    for (const person of people) this.#given.add(person);
  }

  isGiven({ speakerId = 'own' }: Heard): boolean {
    return this.#given.has(speakerId);
  }

  listen(listener: (change: ConsentChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  set(person: string, isGiven: boolean, sessionId = 'session'): void {
    if (isGiven) this.#given.add(person);
    else this.#given.delete(person);
    const speakerId = person === 'own' ? undefined : person;
    for (const listener of this.#listeners) listener({ sessionId, speakerId, isGiven });
  }
}

/** Records into a folder of its own, without a database. */
export class RecordingBench extends SessionRecorder implements Recordings {
  readonly kept: Kept[] = [];
  readonly discarded: string[] = [];
  readonly noted: { readonly id: string; readonly durationMs: number }[] = [];
  readonly tapes: SessionTape[] = [];
  /** False: its row is gone. */
  isThere = true;
  isBroken = false;
  /** The session is not stored any more. */
  isDeleted = false;
  /** How often one was to begin. */
  begun = 0;
  readonly #seals = new Map<string, Seal>();
  readonly #pending = new Set<Promise<unknown>>();
  #clock: Clock | undefined;

  private constructor(
    readonly folder: string,
    readonly consent: ScriptedConsent,
  ) {
    super();
  }

  static async make(...consenting: readonly string[]): Promise<RecordingBench> {
    const folder = await mkdtemp(path.join(tmpdir(), 'vox-tape-'));
    return new RecordingBench(folder, new ScriptedConsent(...consenting));
  }

  get disk(): DiskPlace {
    return new DiskPlace(this.folder);
  }

  on(clock: Clock): this {
    this.#clock = clock;
    return this;
  }

  override open(session: RecordedSession): SessionTape {
    const clock = this.#clock;
    if (clock === undefined) throw new Error('on which clock?');
    const deps = { recordings: this, consent: this.consent, clock };
    const tape = new SessionTape(session, deps, () => undefined);
    this.tapes.push(tape);
    return tape;
  }

  begin(session: RecordedSession): Promise<RunningRecording> {
    return this.#noted(this.#begin(session));
  }

  async #begin({ played }: RecordedSession): Promise<RunningRecording> {
    this.begun += 1;
    if (this.isBroken) throw new Error('no database');
    if (this.isDeleted) throw new SessionNotStoredError('deleted');
    const id = randomUUID();
    const seal = { key: randomBytes(32), name: `${randomUUID()}_${id}.sealed` };
    this.#seals.set(id, seal);
    const file = await RecordingFile.create(this.disk, seal);
    return new RunningRecording(id, file, played, this.#clock as Clock);
  }

  note({ id, durationMs }: RunningRecording): Promise<boolean> {
    this.noted.push({ id, durationMs });
    return Promise.resolve(this.isThere);
  }

  keep(recording: RunningRecording): Promise<void> {
    const { id, people } = recording;
    this.kept.push({ id, seal: this.sealOf(id), people });
    return this.#noted(recording.end());
  }

  discard(recording: RunningRecording): Promise<void> {
    this.discarded.push(recording.id);
    const { name } = this.sealOf(recording.id);
    return this.#noted(recording.drop().then(() => this.disk.remove(name)));
  }

  /** Resolves when the disk has done what it was asked for. */
  async idle(): Promise<void> {
    while (this.#pending.size > 0) await Promise.allSettled(this.#pending);
  }

  #noted<T>(work: Promise<T>): Promise<T> {
    const noted = work.finally(() => this.#pending.delete(noted));
    this.#pending.add(noted);
    return noted;
  }

  sealOf(id: string): Seal {
    return this.#seals.get(id) ?? { key: Buffer.alloc(0), name: '' };
  }

  /** The pages of the recording that was kept as that number. */
  async pages(index = 0): Promise<OggPage[]> {
    await this.idle();
    const { seal } = this.kept[index] as Kept;
    const size = (await readFile(this.disk.pathOf(seal.name))).length;
    const bytes = size - Math.ceil(size / 8208) * 16;
    const recording = { ...seal, place: this.disk, bytes };
    return readOgg(Buffer.concat(await Array.fromAsync(readSealed(recording, 0, bytes))));
  }

  /** What is heard of it, left and right, 1 for each 20 ms that is not silent and 0 for each that is. */
  async heard(index = 0): Promise<{ left: string; right: string; ms: number }> {
    return heardIn(await this.pages(index));
  }

  async stop(): Promise<void> {
    await this.idle();
    await rm(this.folder, { recursive: true });
  }
}

/** Decodes a recording as players do. */
export function heardIn(pages: readonly OggPage[]): { left: string; right: string; ms: number } {
  const decoder = new OpusDecoder(48_000, 2);
  const preSkip = Buffer.from(pages[0]?.packets[0] ?? []).readUInt16LE(10);
  const pcm = pages
    .slice(2)
    .flatMap(({ packets }) => packets)
    .map((packet) => decoder.decode(packet));
  const samples = new Int16Array(pcm.length * 1920);
  pcm.forEach((one, index) => samples.set(one, index * 1920));
  const end = (pages.at(-1)?.granule ?? 0) - preSkip;
  const loud = (frame: number, side: number) => {
    let sum = 0;
    for (let i = 0; i < 960; i++) {
      sum += Math.abs(samples[2 * (preSkip + frame * 960 + i) + side] ?? 0);
    }
    return sum / 960 > 200 ? '1' : '0';
  };
  const frames = Array.from({ length: Math.floor(end / 960) }, (_, frame) => frame);
  const side = (which: number) => frames.map((frame) => loud(frame, which)).join('');
  return { left: side(0), right: side(1), ms: end / 48 };
}
