/** An engine of this machine that nobody has set: found at the start, and used as if it had been. */
export type FoundEngine = {
  readonly kind: 'stt' | 'llm' | 'tts';
  /** For people: `Ollama`. */
  readonly name: string;
  /** On loopback, without a slash at the end. */
  readonly url: string;
  /** Absent where the engine has one only. */
  readonly model?: string;
};
