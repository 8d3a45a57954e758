/**
 * The words in which scenarios are told: what the user does, what the place is like, and what the agent must do.
 *
 * Each gives a plain value; `Story` plays it. Spans are ms of audio time.
 */

export type BackgroundSound = 'fan' | 'music' | 'typing' | 'babble';

/** What the user does. Takes the time it takes. */
export type Action =
  | { readonly type: 'say'; readonly words: string; readonly fromMs: number; readonly toMs: number }
  | { readonly type: 'sound'; readonly sound: UserSound }
  | { readonly type: 'pause'; readonly ms: number }
  | { readonly type: 'mute'; readonly ms: number }
  | { readonly type: 'until'; readonly stage: AgentStage }
  | { readonly type: 'listen'; readonly ms: number }
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'asks-for-silence' }
  | { readonly type: 'hang-up' };

export type UserSound = 'mhm' | 'mm' | 'uh-huh' | 'cough' | 'laugh';
export type AgentStage = 'transcribing' | 'thinking' | 'speaking';

/** What the place and the line are like from here on. Takes no time. */
export type Condition =
  | { readonly type: 'background'; readonly sound: BackgroundSound; readonly db: number }
  | { readonly type: 'bystander'; readonly words: string; readonly db: number }
  | { readonly type: 'loudness'; readonly db: number }
  | { readonly type: 'echo'; readonly db: number; readonly delayMs: number }
  | { readonly type: 'loss'; readonly percent: number }
  | { readonly type: 'jitter'; readonly ms: number }
  | { readonly type: 'drift'; readonly ppm: number };

/** What must happen, or have happened. The user keeps quiet meanwhile. */
export type Expectation =
  | { readonly type: 'hears'; readonly text: string; readonly wer: number }
  | { readonly type: 'answers'; readonly withinMs: number }
  | { readonly type: 'finishes'; readonly text?: string }
  | { readonly type: 'finishes-sentence'; readonly text: string }
  | { readonly type: 'keeps-speaking'; readonly holdMs: number }
  | { readonly type: 'stops'; readonly withinMs: number }
  | { readonly type: 'resumes'; readonly withinMs: number }
  | { readonly type: 'holds'; readonly withinMs: number }
  | { readonly type: 'notices' }
  | { readonly type: 'asked'; readonly times: number }
  | { readonly type: 'ran'; readonly tool: string; readonly times: number }
  | { readonly type: 'says-nothing'; readonly ms: number }
  | { readonly type: 'thinking-sound'; readonly afterMs: number }
  | { readonly type: 'apologises' }
  | { readonly type: 'shows'; readonly text: string }
  | { readonly type: 'turns'; readonly count: number }
  | { readonly type: 'lasted'; readonly ms: number }
  | { readonly type: 'joined' }
  | { readonly type: 'remembers'; readonly lines: readonly HistoryLine[] };

export type HistoryLine =
  | { readonly by: 'user'; readonly text: string; readonly wer: number }
  | { readonly by: 'agent'; readonly text: string; readonly isCutOff: boolean };

export type Step = Action | Condition | Expectation;

// What the user does.

/** Says a sentence that is recorded in test/fixtures/audio, or the part of its sound from `fromMs` to `toMs`. */
export const say = (words: string, { fromMs = 0, toMs = Infinity } = {}): Step => ({
  type: 'say',
  words,
  fromMs,
  toMs,
});
export const hum = (sound: 'mhm' | 'mm' | 'uh-huh'): Step => ({ type: 'sound', sound });
export const cough = (): Step => ({ type: 'sound', sound: 'cough' });
export const laugh = (): Step => ({ type: 'sound', sound: 'laugh' });
/** Says nothing for a while. */
export const pause = (ms: number): Step => ({ type: 'pause', ms });
/** Switches the microphone off for a while. */
export const mute = (ms: number): Step => ({ type: 'mute', ms });
/** Keeps quiet until the agent is at it. */
export const until = (stage: AgentStage): Step => ({ type: 'until', stage });
/** Keeps quiet until the agent has been speaking for `ms`. */
export const listen = (ms: number): Step => ({ type: 'listen', ms });
export const typed = (text: string): Step => ({ type: 'typed', text });
/** Presses the button that silences the agent. */
export const asksForSilence = (): Step => ({ type: 'asks-for-silence' });
export const hangUp = (): Step => ({ type: 'hang-up' });

// What the place and the line are like.

/** A sound in the user's room, `db` louder than their speech: -20 is far away. */
export const background = (sound: BackgroundSound, { db }: { db: number }): Step => ({
  type: 'background',
  sound,
  db,
});
/** Somebody else in the user's room begins to say this, `db` louder than the user; what comes next happens meanwhile. */
export const somebodyElseSays = (words: string, { db }: { db: number }): Step => ({
  type: 'bystander',
  words,
  db,
});
/** The user's voice is `db` louder than it usually is: they whisper, lean back or walk away from the microphone. */
export const speaksAt = ({ db }: { db: number }): Step => ({ type: 'loudness', db });
/** A loudspeaker beside the microphone and no echo cancellation: the agent's voice comes back. */
export const echo = ({ db, delayMs }: { db: number; delayMs: number }): Step => ({
  type: 'echo',
  db,
  delayMs,
});
/** The network loses packets on the way to the agent. */
export const lossOf = (percent: number): Step => ({ type: 'loss', percent });
/** The network holds packets up, up to `ms`. */
export const jitterOf = (ms: number): Step => ({ type: 'jitter', ms });
/** The user's clock runs fast (or slow, below 0) by millionths. */
export const drift = (ppm: number): Step => ({ type: 'drift', ppm });

// What the agent does.

/** Has understood the whole turn as `text`, with at most `wer` word errors per word. */
export const hears = (text: string, { wer = 0 } = {}): Step => ({ type: 'hears', text, wer });
/** Is heard, at most `withinMs` after the user's last word (or typed message). */
export const answers = ({ withinMs = 1200 } = {}): Step => ({ type: 'answers', withinMs });
/** Speaks its answer to the end, every piece of it once and in order. */
export const finishes = (text?: string): Step => ({
  type: 'finishes',
  ...(text === undefined ? {} : { text }),
});
/** Ends its answer early, after the sentence it was at; `text` is all it has said. */
export const finishesSentence = (text: string): Step => ({ type: 'finishes-sentence', text });
/** Goes on speaking through the user's last sound; falls silent for at most `holdMs`. */
export const keepsSpeaking = ({ holdMs = 600 } = {}): Step => ({ type: 'keeps-speaking', holdMs });
/** Is silent for good at most `ms` after the user's last sound began. */
export const stopsWithin = (ms: number): Step => ({ type: 'stops', withinMs: ms });
/** Had fallen silent for the user's last sound, and goes on with the very next 20 ms of its answer. */
export const resumes = ({ withinMs = 900 } = {}): Step => ({ type: 'resumes', withinMs });
/** Has fallen silent at most `withinMs` after the user's last sound began, and has not ended its answer. */
export const holds = ({ withinMs = 400 } = {}): Step => ({ type: 'holds', withinMs });
/** Shows that it hears the user's last sound, and that it is over. */
export const noticesIt = (): Step => ({ type: 'notices' });
/** Has asked its model this many times so far. */
export const askedItsModel = (times: number): Step => ({ type: 'asked', times });
/** Has really run this tool so many times, each to its end: the tool's own log says so. */
export const ranTool = (tool: string, times: number): Step => ({ type: 'ran', tool, times });
/** Does nothing that anybody would notice for `ms`, and has done nothing since the user's last sound. */
export const saysNothing = (ms: number): Step => ({ type: 'says-nothing', ms });
/** Gives a sign of life once it has been thinking for `afterMs`. */
export const playsThinkingSound = ({ afterMs }: { afterMs: number }): Step => ({
  type: 'thinking-sound',
  afterMs,
});
/** Says that it cannot answer. */
export const apologises = (): Step => ({ type: 'apologises' });
/** Gives its answer to be read, and tells that its voice is gone. */
export const showsWithoutVoice = (text: string): Step => ({ type: 'shows', text });
/** The user's words so far were this many turns, each with one answer. */
export const turns = (count: number): Step => ({ type: 'turns', count });
/** The conversation has been going on for so long, or longer. */
export const hasLasted = (ms: number): Step => ({ type: 'lasted', ms });
export const oneTurn = (): Step => turns(1);
/** What was heard last belongs to the turn that was already taken for complete. */
export const joined = (): Step => ({ type: 'joined' });
/** The conversation as it is stored, from the beginning. */
export const remembers = (...lines: readonly HistoryLine[]): Step => ({ type: 'remembers', lines });

export const user = (text: string, { wer = 0 } = {}): HistoryLine => ({ by: 'user', text, wer });
export const agent = (text: string): HistoryLine => ({ by: 'agent', text, isCutOff: false });
/** Some of `text`, up to the end of a word. */
export const agentCutOff = (text: string): HistoryLine => ({ by: 'agent', text, isCutOff: true });
