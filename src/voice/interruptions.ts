import type { Addressing, Remark } from './addressing';
import { type BargeInOptions, claimBySpeech, claimByWords } from './barge-in';
import type { Floor } from './floor';

/** What voices do to the answer they are heard over: a sound holds it, words end it. */
export class Interruptions {
  constructor(
    private readonly floor: Floor,
    private readonly addressing: Addressing,
    private readonly options: BargeInOptions,
    /** Takes an answer back that nobody has heard yet: it is asked anew, with what is said now. */
    private readonly takeBack: () => void,
    /**
     * The model does something in the world when it is asked. Then it is asked once: its answer is heard, and what was
     * said meanwhile is the next turn.
     */
    private readonly modelActs: boolean,
  ) {}

  /** Somebody makes a sound, without a pause for `speechMs`. */
  onSpeech(speechMs: number, remark: Remark): void {
    const { phase } = this.floor;
    if (phase === 'listening') return;
    const claim = claimBySpeech(phase, speechMs, this.options);
    if (claim === 'none' || !this.#concerns(phase, remark)) return;
    this.floor.hold(remark.speaker, claim === 'hold-after-sentence' ? 'sentence-end' : 'now');
  }

  /** Words that may not be the last, in `speechMs` of voice. */
  onWords(speechMs: number, remark: Remark): void {
    const { phase } = this.floor;
    if (phase === 'listening') return;
    const heard = { text: remark.text, speechMs };
    if (claimByWords(phase, heard, this.options) === 'none') return;
    if (this.#concerns(phase, remark)) this.#end(phase);
  }

  /** Somebody has said something to the agent. It joins what an unheard answer is for, whoever that was. */
  onTurn(remark: Remark): void {
    const { phase } = this.floor;
    if (phase === 'thinking' || (phase === 'speaking' && this.#concerns(phase, remark))) {
      this.#end(phase);
    }
  }

  #end(phase: 'thinking' | 'speaking'): void {
    if (phase === 'thinking') {
      if (!this.modelActs) this.takeBack();
    } else if (this.options.strategy === 'graceful') this.floor.finishSentence();
    else this.floor.stop();
  }

  #concerns(phase: 'thinking' | 'speaking', remark: Remark): boolean {
    if (phase === 'thinking') return this.addressing.mayJoin(remark);
    return this.options.strategy !== 'off' && this.addressing.mayInterrupt(remark);
  }
}
