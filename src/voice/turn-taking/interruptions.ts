import type { Addressing, Remark } from './addressing';
import { claimBySpeech, claimByWords } from './barge-in';
import type { Floor } from './floor';
import type { LiveSettings } from './live-settings';

/** What voices do to the answer they are heard over: a sound pauses it, words end it. */
export class Interruptions {
  constructor(
    private readonly floor: Floor,
    private readonly addressing: Addressing,
    /** `answerActs`: such a model is asked once; its answer is heard, and what was said meanwhile is the next turn. */
    private readonly settings: Pick<LiveSettings, 'bargeIn' | 'answerActs'>,
    /** Withdraws an answer that nobody has heard yet: it is asked anew, with what is said now. */
    private readonly withdraw: () => void,
  ) {}

  /** Somebody makes a sound, without a pause for `speechMs`. */
  onSpeech(speechMs: number, remark: Remark): void {
    const { phase } = this.floor;
    if (phase === 'listening') return;
    const claim = claimBySpeech(phase, speechMs, this.settings.bargeIn);
    if (claim === 'none' || !this.#concerns(phase, remark)) return;
    this.floor.pause(remark.speaker, claim === 'pause-after-sentence' ? 'sentence-end' : 'now');
  }

  /** Words that may not be the last, in `speechMs` of voice. */
  onWords(speechMs: number, remark: Remark): void {
    const { phase } = this.floor;
    if (phase === 'listening') return;
    const heard = { text: remark.text, speechMs };
    if (claimByWords(phase, heard, this.settings.bargeIn) === 'none') return;
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
      if (!this.settings.answerActs) this.withdraw();
    } else if (this.settings.bargeIn.strategy === 'graceful') this.floor.finishSentence();
    else this.floor.stop();
  }

  #concerns(phase: 'thinking' | 'speaking', remark: Remark): boolean {
    if (phase === 'thinking') return this.addressing.mayJoin(remark);
    return this.settings.bargeIn.strategy !== 'off' && this.addressing.mayInterrupt(remark);
  }
}
