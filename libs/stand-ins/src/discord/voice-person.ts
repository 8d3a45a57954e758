import type { DavePerson } from './dave-person';

/** Somebody whom the stand-in plays, while they are in a voice channel. */
export class VoicePerson {
  /** Of the next packet, 16 bits. */
  sequence = 100;
  isSpeaking = false;

  constructor(
    readonly userId: string,
    public ssrc: number,
    readonly dave: DavePerson | undefined,
  ) {}
}
