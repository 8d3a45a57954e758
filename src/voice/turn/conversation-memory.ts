import { randomUUID } from 'node:crypto';

import {
  type ChatMessage,
  type Conversations,
  heardAnswer,
  type NewMessage,
  type Recollections,
  type Speaker,
  type TurnEnd,
  whoseTurn,
} from '@vox/voice-core';

import { type UserMessage, textOf, type UserTurn, withMessage, withoutSpeaker } from './user-turn';

/** What people said to each other since the last answer, kept for the next one: more would push the answers out. */
const OVERHEARD_MESSAGES = 20;

/** About 15,000 tokens of what was said, beside the agent's own prompt: more is slow to read and costly to ask with. */
const MAX_CONTEXT_CHARACTERS = 60_000;

/** What the model must know to read and answer a group. */
const GROUP_NOTE =
  'Several people share this conversation by voice. Their lines begin with the name of who speaks. ' +
  'Answer without a name before your words; call people by name where it helps.';

/** What it must know to read one person's conversation that somebody else takes part in. */
const GUEST_NOTE =
  'Somebody else has joined this conversation. Lines that begin with a name are theirs; the others are of the person whose ' +
  'conversation it is. Answer without a name before your words; call people by name where it helps.';

const RECALLED =
  'What you know of the user from earlier conversations. Use it where it helps, and do not recite it:';

/** Who takes part: the one whose session it is, a guest as well, or all of a group. */
export type Company = 'alone' | 'with-guests' | 'group';

const NOTES: Readonly<Record<Company, string | undefined>> = {
  alone: undefined,
  'with-guests': GUEST_NOTE,
  group: GROUP_NOTE,
};

/** What a session adds to its stored conversation, and what the model is given of it. */
export class ConversationMemory {
  #overheard: UserTurn = nothing();
  /** Epoch ms from which on somebody's words are kept again. */
  readonly #forgottenAtMs = new Map<string, number>();
  #handover: string | undefined;

  constructor(
    private readonly conversations: Conversations,
    private readonly sessionId: string,
    private readonly now: {
      readonly company: () => Company;
      /** What the model is to know of the moment; nothing when undefined. */
      readonly note?: (asked: readonly Speaker[]) => string | undefined;
    },
    private readonly recollections?: Recollections,
  ) {}

  /**
   * @param said What is to be answered: what is known of its speaker and fits it is told, too.
   * @param asked Who has said it, of several.
   */
  async context(said = '', asked: readonly Speaker[] = []): Promise<readonly ChatMessage[]> {
    const recalling = this.#recalled(said);
    const messages = newestOf(
      // As many as are kept: MAX_CONTEXT_MESSAGES is the limit.
      await this.conversations.getConversationContext(this.sessionId, { limit: Infinity }),
    );
    const { company, note: ofNow } = this.now;
    const notes = [NOTES[company()], this.#handover, ofNow?.(asked), await recalling].filter(
      (note) => note !== undefined,
    );
    if (notes.length === 0) return messages;
    const note = notes.join('\n\n');
    const [first, ...rest] = messages;
    if (first?.role !== 'system') return [{ role: 'system', content: note }, ...messages];
    return [{ ...first, content: `${first.content}\n\n${note}` }, ...rest];
  }

  /** Of one who talks alone. */
  async #recalled(said: string): Promise<string | undefined> {
    if (this.now.company() !== 'alone') return undefined;
    const facts = (await this.recollections?.of(this.sessionId, said)) ?? [];
    return facts.length === 0 ? undefined : [RECALLED, ...facts].join('\n- ');
  }

  /** Another agent goes on: what it is to know of that, in one line. */
  handedOver(line: string): void {
    this.#handover = line;
  }

  /** Something that was not said to the agent: it knows of it, and does not answer. */
  async overhear(message: UserMessage): Promise<void> {
    const { turnId, messages } = this.#overheard;
    const kept = withMessage(messages, message).slice(-OVERHEARD_MESSAGES);
    this.#overheard = { turnId, messages: kept };
    await this.#add({ role: 'user', content: textOf(kept), turnId });
  }

  /** A turn with words that are to be forgotten is left out whole: its answer tells of them, too. */
  async remember(turn: TurnEnd): Promise<void> {
    const { turnId, userText, startedAtMs } = turn;
    this.#overheard = nothing();
    if (this.#isForgotten(turn)) return;
    if (userText !== undefined)
      await this.#add({ role: 'user', content: userText, turnId }, startedAtMs);
    const answer = heardAnswer(turn);
    if (answer !== '') await this.#add({ role: 'assistant', content: answer, turnId }, startedAtMs);
  }

  /** Keeps nothing of what `speakerId` has said before `nowMs`, epoch ms; what is stored already is not its to delete. */
  forget(speakerId: string, nowMs: number): void {
    this.#overheard = withoutSpeaker(this.#overheard, speakerId);
    this.#forgottenAtMs.set(speakerId, nowMs);
  }

  /** The session was deleted: what was overheard is not told with what is said next. */
  forgetAll(): void {
    this.#overheard = nothing();
    this.#handover = undefined;
  }

  #isForgotten(turn: TurnEnd): boolean {
    const since = (id: string) => this.#forgottenAtMs.get(id) ?? -Infinity;
    return whoseTurn(turn).some(({ id }) => turn.startedAtMs <= since(id));
  }

  #add(message: NewMessage, startedAtMs?: number): Promise<void> {
    return this.conversations.addMessage(this.sessionId, message, startedAtMs);
  }
}

/** `messages` within the bound: the system's, and the newest of the others. */
function newestOf(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  let left = MAX_CONTEXT_CHARACTERS;
  const isKept = messages.map(() => false);
  for (const [index, { role, content }] of [...messages.entries()].reverse()) {
    left -= role === 'system' ? 0 : content.length;
    isKept[index] = role === 'system' || left >= 0;
  }
  return messages.filter((_message, index) => isKept[index]);
}

function nothing(): UserTurn {
  return { turnId: randomUUID(), messages: [] };
}
