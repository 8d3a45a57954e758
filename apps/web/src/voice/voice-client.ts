import type { ApiClient } from '@vox/api-client';
import type { ConsentKind, ServerEvent } from '@vox/protocol';

import type { Access } from '../server/access';
import { AccountClient } from './account';
import { type BrowserMemory, randomId } from './browser-memory';
import { type ConversationAction, emptyConversation, type TakenUp } from './conversation';
import { reduceConversation } from './conversation-reducer';
import { AudioLevels } from './level-meter';
import { loadCalls } from './load-calls';
import { MicrophoneControl } from './microphone-control';
import { isWorthRetrying, type Problem, toProblem, VoiceProblem } from './problem';
import { rejoin } from './rejoin';
import { fetchServerInfo } from './server-info';
import { Speaker } from './speaker';
import { ViewStore } from './view-store';
import type { VoiceConnection } from './voice-connection';
import { askedForKey, isInCall, rememberedView } from './voice-view';

/** The server that a page talks by, and what it lets the page in with. */
type VoiceServer = {
  readonly baseUrl: string;
  readonly api: ApiClient;
  readonly access: Pick<Access, 'refused'>;
};

/** One page's conversation: what its buttons do, and the view that shows the result. */
export class VoiceClient {
  readonly store: ViewStore;
  private readonly account: AccountClient;
  private readonly speaker = new Speaker();
  readonly microphone: MicrophoneControl;
  private levels: AudioLevels | undefined;
  private connection: VoiceConnection | undefined;
  /** Aborted when the person ends the call; everything that belongs to the call hangs on it. */
  private call: AbortController | undefined;
  /** The key of the last attempt to join. */
  private askedWith: string | null = null;

  constructor(
    private readonly server: VoiceServer,
    private readonly memory: BrowserMemory,
    loginLink: string | null = null,
    private readonly calls = loadCalls,
  ) {
    this.store = new ViewStore(rememberedView(memory, this.speaker.canChooseOutput));
    this.account = new AccountClient(server.api, this.store, loginLink);
    this.microphone = new MicrophoneControl(this.store, memory, {
      onTrack: async (track) => {
        if (this.call !== undefined) await this.connection?.send(track, this.call.signal);
      },
      onProblem: (problem) => this.notify(problem),
      call: () => this.call && this.levels && { levels: this.levels, signal: this.call.signal },
    });
  }

  /** What the agent says, as it arrives; null outside a call. */
  get remoteStream(): MediaStream | null {
    return this.connection?.remoteStream ?? null;
  }

  /** 0 to 1. */
  readonly microphoneLevel = (): number => this.microphone.level();
  readonly answerLevel = (): number => this.speaker.level();

  /** Asks the server what runs there, whether it knows who asks, and then who is logged in. */
  async loadInfo(signal: AbortSignal): Promise<void> {
    await this.account.useLink();
    const info = await fetchServerInfo(this.server.api, signal);
    if (info === null || signal.aborted) return;
    const { engines, found_engines: foundEngines, version, is_known: isKnown } = info;
    this.store.update({ engines, foundEngines, version, isKnown, hasLogin: info.has_login });
    if (isKnown) await this.account.load(signal);
    else this.account.forget();
    if (!signal.aborted) this.store.update(askedForKey(this.store.get()));
  }

  /** Starts to talk, in the session of before if there is one. Call it from a click: sound needs one. */
  async start({ withMicrophone }: { readonly withMicrophone: boolean }): Promise<void> {
    if (isInCall(this.store.get().phase)) return;
    const call = new AbortController();
    this.call = call;
    // On its way while the person is asked for the microphone; the join waits for it, and says what failed.
    this.calls().catch(() => undefined);
    this.store.update({ phase: 'connecting', problem: null });
    this.dispatch({ type: 'error-dismissed' });
    try {
      this.levels ??= new AudioLevels();
      // Not awaited: without a gesture the browser answers only at the next one.
      void this.levels.resume();
      if (withMicrophone) await this.microphone.open(this.levels, call.signal);
      await this.join(call.signal, this.levels);
    } catch (error) {
      if (!call.signal.aborted) this.fail(toProblem(error));
    }
  }

  /** Ends the call; the session can be taken up again. */
  end(): void {
    if (!isInCall(this.store.get().phase)) return;
    this.release();
    this.store.update({ phase: 'ended', problem: null });
  }

  /** Forgets the session and its lines: the next start begins a new one, shared with `group`. */
  newConversation(group: TakenUp['group'] = null): void {
    this.takeUp({ sessionId: null, userId: null, agentName: null, lines: [], group });
  }

  /** The next conversation, a new one, is with this agent (null: the default one), and for the group that one was about to begin for. */
  chooseAgent(agent: { readonly id: string; readonly name: string } | null): void {
    const { sessionId, group } = this.memory;
    this.newConversation(sessionId === null ? group : null);
    this.memory.agentId = agent?.id ?? null;
    this.store.update({ agentId: agent?.id ?? null, agentName: agent?.name ?? null });
  }

  /** Leaves the call, if there is one: the next start goes on with this session, of which `lines` are shown. */
  takeUp({ sessionId, userId: sessionUserId, agentName, lines, group = null }: TakenUp): void {
    this.release();
    Object.assign(this.memory, { sessionId, sessionUserId, lines, group });
    const conversation = { ...emptyConversation, lines };
    this.store.update({ phase: 'idle', problem: null, sessionId, agentName, group, conversation });
  }

  /** @returns whether the message reached the server; it starts a call without microphone where none runs. */
  async sendText(text: string): Promise<boolean> {
    const key = `typed-${randomId()}`;
    this.dispatch({ type: 'typed', key, text });
    if (this.connection === undefined) await this.start({ withMicrophone: false });
    try {
      if (this.connection === undefined) throw new Error('The call did not start.');
      await this.connection.sendText(text);
      return true;
    } catch (error) {
      this.dispatch({ type: 'typing-failed', key });
      if (this.connection !== undefined) this.notify(toProblem(error));
      return false;
    }
  }

  /** Silences the agent. */
  async interrupt(): Promise<void> {
    await this.attempt(async () => this.connection?.interrupt());
  }

  /** Allows it, or does not, or takes it back. */
  async allow(kind: ConsentKind, given: boolean): Promise<void> {
    await this.attempt(async () => this.connection?.allow(kind, given));
  }

  /** Mutes or unmutes; a call that began without microphone gets one. */
  async toggleMuted(): Promise<void> {
    const { call, levels, connection } = this;
    if (this.microphone.track !== undefined) this.microphone.toggleMuted();
    else if (call !== undefined && levels !== undefined && connection !== undefined) {
      await this.attempt(async () => {
        await this.microphone.open(levels, call.signal);
        const { track } = this.microphone;
        if (track !== undefined) await connection.send(track, call.signal);
      });
    }
  }

  async chooseOutput(deviceId: string): Promise<void> {
    await this.attempt(async () => {
      await this.speaker.setOutput(deviceId);
      this.store.update({ outputId: deviceId });
    });
  }

  /** Ends the call and the log-in, and forgets the key; the next person at this tab finds nothing of any. */
  async logOut(): Promise<void> {
    this.newConversation();
    this.memory.apiKey = null;
    await this.attempt(() => this.account.leave());
  }

  /** For browsers that held the sound back: call it from a click. */
  async playSound(): Promise<void> {
    this.dismissProblem();
    void this.levels?.resume();
    await this.attempt(() => this.speaker.resume());
  }

  dismissProblem(): void {
    this.store.update({ problem: null });
    this.dispatch({ type: 'error-dismissed' });
  }

  /** Leaves the call and gives back the microphone and the sound card. */
  close(): void {
    this.end();
    void this.levels?.close();
    this.levels = undefined;
  }

  private async join(signal: AbortSignal, levels: AudioLevels): Promise<void> {
    const listener = {
      onEvent: (event: ServerEvent) => this.receive(event),
      onLost: (problem: VoiceProblem, code?: number) => this.lose(problem, code, signal),
    };
    const { joinSession, keepAwake } = await this.calls();
    this.askedWith = this.memory.apiKey;
    const connection = await joinSession(this.server.baseUrl, this.memory, listener, signal);
    try {
      // The server's last answer may come after the person has ended the call, which is nobody's then.
      if (signal.aborted) throw new VoiceProblem('server_unreachable');
      // Once a call: it lasts as long as that does, over reconnects.
      if (this.store.get().phase === 'connecting') keepAwake(signal);
      const { session_id, engines, agent, guest } = connection.joined;
      this.memory.sessionId = session_id;
      this.store.update({ sessionId: session_id, engines, agentName: agent.name });
      this.dispatch({ type: 'joined', as: guest ?? null, agent: agent.name });
      // Not awaited: an element may count as playing only once the agent says something.
      void this.attempt(() => this.speaker.play(connection.remoteStream, levels));
      const { track } = this.microphone;
      if (track !== undefined) await connection.send(track, signal);
      if (connection.problem !== undefined) throw connection.problem;
    } catch (error) {
      connection.close();
      throw error;
    }
    this.connection = connection;
    this.store.update({ phase: 'live' });
  }

  private lose(problem: VoiceProblem, code: number | undefined, signal: AbortSignal): void {
    // While the call is being joined, the join itself fails with the same problem.
    if (this.connection === undefined || signal.aborted) return;
    this.connection = undefined;
    this.dispatch({ type: 'connection-closed' });
    if (code === 1000) {
      this.release();
      this.store.update({ phase: 'ended' });
    } else if (isWorthRetrying(problem.code)) void this.reconnect(signal);
    else this.fail(toProblem(problem));
  }

  private async reconnect(signal: AbortSignal): Promise<void> {
    const { levels } = this;
    if (levels === undefined) return;
    this.store.update({ phase: 'reconnecting', problem: null });
    // A machine that slept has put its sound to sleep, too.
    void levels.resume();
    const problem = await rejoin(() => this.join(signal, levels), signal);
    if (problem !== null) this.fail(problem);
  }

  private receive(event: ServerEvent): void {
    this.dispatch({ type: 'server-event', event });
    this.speaker.follow(event);
    if (event.event === 'turn_complete') this.memory.lines = this.store.get().conversation.lines;
  }

  private dispatch(action: ConversationAction): void {
    const { conversation } = this.store.get();
    this.store.update({ conversation: reduceConversation(conversation, action) });
  }

  private notify(problem: Problem): void {
    this.store.update({ problem });
  }

  private fail(problem: Problem): void {
    if (problem.code === 'unauthorized') this.forgetKey();
    // One that was deleted meanwhile: the next start is with the default one.
    if (problem.code === 'agent_not_found') this.chooseAgent(null);
    this.release();
    this.store.update({ phase: 'error', problem });
  }

  /** A key that does not fit is asked for again, also after a reload; of one that was replaced meanwhile a refusal says nothing. */
  private forgetKey(): void {
    const { askedWith, memory, server } = this;
    if (askedWith === memory.apiKey) this.account.forget();
    // Without a key it may be a log-in that is over, which the browser holds: the next page finds out.
    if (askedWith !== null) server.access.refused(askedWith);
  }

  /** For what may fail without ending the call. */
  private async attempt(action: () => Promise<unknown>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.notify(toProblem(error));
    }
  }

  private release(): void {
    this.call?.abort();
    this.call = undefined;
    this.connection?.close();
    this.connection = undefined;
    this.microphone.close();
    this.speaker.stop();
    this.dispatch({ type: 'connection-closed' });
    this.memory.lines = this.store.get().conversation.lines;
  }
}
