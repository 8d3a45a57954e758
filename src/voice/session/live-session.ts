import {
  type Handover,
  payerOf,
  type SessionInfo,
  type SessionTap,
  type Speaker,
  type VoiceSession,
} from '@vox/voice-core';

import { Addressing } from '../turn-taking/addressing';
import { AgentControl } from './agent-control';
import { Announcements } from '../turn-taking/announcements';
import { handoverLine, handoverNote, summaryOf } from './handover-text';
import { type Company, ConversationMemory } from '../turn/conversation-memory';
import { AgentRecognizer } from '../hearing/agent-recognizer';
import { EchoDetector } from '../hearing/echo/echo-detector';
import type { AdmittedGuest, Guest } from './guests';
import { Listener } from '../hearing/listener';
import type { LiveSessionDeps } from './live-session-deps';
import type { LiveView } from './live-view';
import { withRedactionOf } from '../turn-taking/kept-redaction';
import { type LiveSessionOptions, LiveSettings } from '../turn-taking/live-settings';
import { Output } from '../output/output';
import { PacedOutput } from '../output/paced-output';
import { Participants, type SessionEvent } from './participants';
import { Speaking } from './speaking';
import { SpendingWatch } from './spending-watch';
import { type HeardBy, tellTurns } from './tell-turns';
import { ToolLedger } from '../turn/tools/tool-ledger';
import { TurnTaking } from '../turn-taking/turn-taking';

/**
 * A conversation while it lasts: hears everybody in it, and decides who has the floor.
 *
 * Speech pauses the answer. A cough or a sign of listening lets it go on; words end it at the word it had reached, and are
 * joined to its turn (same turn id, nothing answered twice) when nothing of it was heard. What was not said to the agent
 * is remembered and not answered.
 */
export class LiveSession {
  readonly #memory: ConversationMemory;
  readonly #output: Output;
  readonly #participants: Participants;
  readonly #greeting: string | undefined;
  readonly #settings: LiveSettings;
  readonly #turns: TurnTaking;
  readonly #addressing: Addressing;
  readonly #announcements: Announcements;
  readonly #control: AgentControl;
  readonly #tools: ToolLedger | undefined;
  readonly #tap: SessionTap | undefined;
  readonly #spending: SpendingWatch;
  readonly #heard: HeardBy;
  readonly #speaking = new Speaking();
  readonly #isQuiet = () => this.#speaking.isNobody;
  /** Somebody else has spoken or typed: what they said has their name in it from then on. */
  #hasHeardGuests = false;

  constructor(
    private readonly session: VoiceSession,
    private readonly info: SessionInfo,
    private readonly deps: LiveSessionDeps,
    options: LiveSessionOptions,
  ) {
    const { clock, conversations } = deps;
    const { id, userId, signal, group } = session;
    this.#greeting = info.agent.greeting;
    const read = () => conversations.getAgentConfig(id);
    this.#settings = new LiveSettings(info.agent, { ...deps, read }, options);
    const now = {
      company: () => this.#company(),
      note: (asked?: readonly Speaker[]) => this.#spending.note(asked),
    };
    this.#memory = new ConversationMemory(conversations, id, now, deps.recollections);
    this.#output = new Output(session.audioOut, clock);
    const { emit: tell, recorder } = deps;
    this.#tap = recorder?.open({ info, played: this.#output.own, tell });
    this.#participants = new Participants(
      group !== undefined,
      (newest, language) => this.#openListener(newest, language),
      (event) => this.#onEvent(event),
      signal,
      this.#tap,
    );
    this.#control = new AgentControl({
      ...deps,
      onHandover: (handover, answered) => this.#handOver(handover, answered),
    });
    this.#tools = this.#ledger(options);
    this.#addressing = new Addressing(group, () => this.#participants.count);
    this.#announcements = new Announcements({
      hasNews: () => !this.#settings.isMuted && (this.#tools?.hasNews ?? false),
      isQuiet: () => !this.#settings.isMuted && this.#isQuiet(),
      isSpent: () => this.#spending.reached() !== undefined,
    });
    const settings = this.#settings;
    this.#spending = new SpendingWatch(() => payerOf(info, settings.agent), {
      ...deps,
      language: () => this.#control.language ?? settings.agent.tts.language,
      endWith: (text, speaker) => this.#turns.endWith(text, speaker),
    });
    this.#turns = new TurnTaking(
      {
        ...deps,
        emit: (event) => {
          deps.emit(event);
          this.#control.onEvent(event);
        },
        voice: () => this.#control.voice,
        tools: this.#tools,
        output: this.#output,
        requester: settings.requesterOf(id, userId),
        payer: this.#spending.payer,
        limit: this.#spending.reached,
        onRefused: this.#spending.refuse,
        memory: this.#memory,
        remember: (end) => this.#memory.remember(end),
        addressing: this.#addressing,
        announcements: this.#announcements,
        settings,
      },
      signal,
    );
    this.#heard = { ...deps, speaking: this.#speaking, settings, turns: this.#turns };
  }

  /** Runs until the input ends or the session's signal aborts; the running turn is then settled too. */
  async run(): Promise<void> {
    this.deps.emit({ type: 'agent-state', state: 'listening' });
    const mayGreet = this.session.greets !== false && !this.#settings.isMuted;
    if (this.#greeting !== undefined && mayGreet) this.#turns.greet(this.#greeting);
    await this.#participants.follow(this.session.input);
    await this.#turns.finish();
    this.#tap?.close();
    this.#tools?.close();
    this.#spending.close();
  }

  /** `info` with an agent that leaves out what is left out of what is kept here now. */
  asKept(info: SessionInfo): SessionInfo {
    return { ...info, agent: withRedactionOf(info.agent, this.#settings.agent) };
  }

  /** Resolves when no answer is running any more; at once when there is none. */
  settled(): Promise<void> {
    return this.#turns.settled();
  }

  /** Somebody joins through another channel: hears the agent from now on, and takes part. */
  admit({ id, speaker, audioOut, signal }: Guest & { readonly id: string }): AdmittedGuest {
    const silence = this.#output.add(new PacedOutput(audioOut, this.deps.clock, signal));
    return {
      take: (item) => this.#participants.take({ ...item, speaker }, id),
      leave: () => {
        silence();
        this.#participants.take({ type: 'speaker-left', speakerId: speaker.id }, id);
      },
    };
  }

  /**
   * The agent says `text` of its own accord, when it is free or in place of the answer that goes on. It is kept as what was heard.
   * @returns its turn's id; undefined when too much waits to be said.
   */
  announce(text: string, interrupts: boolean): string | undefined {
    return this.#turns.announce(text, interrupts);
  }

  /** How it goes on just now. */
  get view(): LiveView {
    const of = (speaker: Speaker) => ({ speaker, isSpeaking: this.#speaking.has(speaker.id) });
    return {
      state: this.#turns.phase,
      isMuted: this.#settings.isMuted,
      recordingId: this.#tap?.recordingId,
      isOwnerSpeaking: this.#speaking.has(undefined),
      people: this.#participants.named.map(of),
    };
  }

  /** The agent answers nobody any more, and stops; or answers again. What it is told to say it says all the same. */
  mute(isMuted: boolean): void {
    if (this.#settings.isMuted === isMuted) return;
    this.#turns.mute(isMuted);
    this.deps.emit({ type: 'agent-mute', isMuted });
  }

  /** Ends the running answer at the word that was heard. False when there is none. */
  stopAnswer(): boolean {
    const isAnswering = this.#turns.phase !== 'listening';
    this.#turns.interrupt();
    return isAnswering;
  }

  /**
   * Drops what `speakerId` has said and is not answered yet, and keeps a running turn of theirs out of memory, and what came, or
   * will come, of what they have asked tools for.
   */
  forget(speakerId: string): void {
    this.#memory.forget(speakerId, this.deps.clock.wallMs());
    this.#turns.forget(speakerId);
    this.#tools?.forget(({ askers }) => askers.some(({ id }) => id === speakerId));
  }

  /** The session was deleted: nothing that was said in it so far is given to the model again. */
  forgetAll(): void {
    this.#memory.forgetAll();
    this.#tools?.forget(() => true);
  }

  #ledger({ tools: limits }: LiveSessionOptions): ToolLedger | undefined {
    const { tools, clock, emit, onError } = this.deps;
    if (tools === undefined) return undefined;
    const { channel, group } = this.session;
    const mayConfirm = group?.mayConfirm ?? (() => false);
    const names = () => [...(group?.addressedAs ?? []), this.#settings.agent.name];
    const ownerId = group === undefined ? (this.info.ownerId ?? null) : null;
    const own = { session: this.#control, isQuiet: this.#isQuiet, mayConfirm, names, ownerId };
    return new ToolLedger({ tools, clock, emit, onError, channel, limits, ...own });
  }

  /** The answer of the agent so far, to `answered`, is over: `to` goes on, with what was said so far. */
  #handOver({ to, reason }: Handover, answered: readonly Speaker[]): void {
    const { conversations, emit, onError } = this.deps;
    if (this.session.signal.aborted) return;
    const from = this.#settings.agent;
    conversations.changeAgent(this.session.id, to).catch(onError);
    this.#settings.changeAgent(to);
    this.#tap?.changeAgent(to);
    this.#addressing.alsoCalled(to.name);
    this.#memory.handedOver(handoverLine(from.name, to.name, reason));
    this.#announcements.takeOver(handoverNote(from.name, reason), answered);
    emit({ type: 'agent-change', agent: summaryOf(to), from: summaryOf(from) });
  }

  #openListener(newest: () => Speaker | undefined, language: () => string | undefined): Listener {
    const { stt, vad, clock, endOfTurn } = this.deps;
    const echo = new EchoDetector(this.#output.played, clock);
    return new Listener(
      {
        recognizer: new AgentRecognizer(
          stt,
          () => this.#settings.forHearing(),
          this.#spending.for(newest),
        ),
        detector: vad,
        clock,
        ...(endOfTurn === undefined ? {} : { endOfTurn }),
        isEcho: (frame, soundsLikeSpeech) => echo.isEcho(frame, soundsLikeSpeech),
        language: () => this.#control.language ?? language(),
        evidence: (text) => this.#turns.evidence({ text, speaker: newest() }),
      },
      this.#settings,
      this.session.signal,
    );
  }

  #company(): Company {
    if (this.session.group !== undefined) return 'group';
    return this.#hasHeardGuests ? 'with-guests' : 'alone';
  }

  #onEvent(event: SessionEvent): void {
    const { speaker } = event;
    this.#hasHeardGuests ||= speaker !== undefined;
    switch (event.type) {
      case 'listener-event':
        tellTurns(event.event, speaker, this.#heard);
        break;
      case 'text':
        this.#turns.onText(event.text, speaker);
        break;
      case 'interrupt':
        this.#turns.interrupt();
        break;
      case 'left':
        this.#speaking.left(speaker?.id);
        this.#tap?.left(speaker);
        this.#turns.onLeft(speaker);
        break;
    }
  }
}
