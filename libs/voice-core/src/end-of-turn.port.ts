/** What is known when the speaker has fallen silent. */
export type EndOfTurnEvidence = {
  /** The words so far, of the whole turn. */
  readonly text: string;
  /** The agent's last words were a question: the answer may need a thought. */
  readonly isAnswer: boolean;
};

/** `complete`: nothing more is to be expected. `incomplete`: the speaker is plainly not done. */
export type EndOfTurnPrediction = 'complete' | 'unclear' | 'incomplete';

/** Judges by the words whether a speaker who fell silent is done. A model may take the place of the rules. */
export abstract class EndOfTurnDetector {
  /** Must be quick (tens of ms): the silence goes on meanwhile, and a late answer is not waited for. */
  abstract predict(evidence: EndOfTurnEvidence): EndOfTurnPrediction | Promise<EndOfTurnPrediction>;
}
