/** In rooms that people talk in, a sound has lost 60 dB after half a second: 2.4 dB (in energy) in each frame of 20 ms. */
const REVERBERATION = 0.575;

/** How fast the noise of the room is followed where nobody speaks: half of it in 130 ms. */
const NOISE_WEIGHT = 0.1;

/** How loud the echo can be at most, with its reverberation and what the microphone hears anyway. Energies of 40 ms. */
export class EchoLevel {
  #echo = 0;
  #noise = 0;
  #heard = 0;

  /** Takes 20 ms: the energy of what is heard, and of the echo of what is played. */
  follow(heard: number, echo: number, isQuiet: boolean): void {
    this.#heard = heard;
    this.#echo = Math.max(echo, this.#echo * REVERBERATION);
    if (isQuiet) this.#noise += NOISE_WEIGHT * (heard - this.#noise);
  }

  /** What was played is long over. */
  forgetEcho(): void {
    this.#echo = 0;
  }

  /** How much louder what is heard is than all that. */
  get excess(): number {
    return this.#heard / (this.#echo + this.#noise + 1);
  }
}
