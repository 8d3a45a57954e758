/** A recognizer that nobody asks anything: most tests say no word, and the embedded one takes seconds of a processor to load. */
const NO_EARS = {
  STT_PROVIDER: 'deepgram',
  STT_FALLBACK_ORDER: 'none',
  DEEPGRAM_API_KEY: 'k',
  DEEPGRAM_URL: 'ws://127.0.0.1:9',
};

/** For the environment of a server that is to hear. */
export const EARS = { STT_PROVIDER: 'embedded' };

/** For the environment of a server that names no recognizer: it hears nobody. */
export const earsOf = (environment: Readonly<Record<string, string>>) =>
  environment['STT_PROVIDER'] === undefined ? NO_EARS : {};
