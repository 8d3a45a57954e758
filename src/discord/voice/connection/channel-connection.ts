import {
  type DiscordGatewayAdapterLibraryMethods,
  joinVoiceChannel,
  type Networking,
  type VoiceConnection as LibraryConnection,
  VoiceConnectionDisconnectReason,
  type VoiceConnectionState as LibraryConnectionState,
  VoiceConnectionStatus,
} from '@discordjs/voice';
import type { Clock } from '@vox/voice-core';

import { closeReason } from './close-codes';
import { canSpeakProtected } from '../receiving/dave-decryption';
import { ConnectionRecovery } from './connection-recovery';
import type { ThreadCommand, ThreadSetup } from '../thread-protocol';
import { daveOf } from '../receiving/received-audio';
import type { SpeechOutlet } from '../speaking/speaking';
import type { VoiceConnectionState } from '../voice-connection';

type GatewayUpdate = Extract<
  ThreadCommand,
  { type: 'voice-server-update' | 'voice-state-update' | 'gateway-gone' }
>;

export type ChannelConnectionListener = {
  state(state: VoiceConnectionState): void;
  /** For the bot's gateway. */
  gateway(payload: unknown): void;
};

/** New keys take some 100 ms; what is said meanwhile waits here, and is told to wait when they take longer. */
const KEYS_WITHIN_MS = 500;

/** A server that gives no keys for so long gives none on this connection: the wait for everybody's keys ends after two. */
const KEYS_AT_ALL_WITHIN_MS = 5_000;

/** A connection to a new server follows a close with 4014 at once when the bot was moved; else it was put out. */
const MOVED_WITHIN_MS = 5_000;

/** The gateway answers at once. Where Discord thinks the bot is connected it may not repeat the server it gave. */
const SERVER_TOLD_WITHIN_MS = 2_000;

/** A voice server that went away is replaced within seconds. */
const NEW_SERVER_WITHIN_MS = 30_000;

/**
 * The bot's connection to the voice channel, brought back when it is lost.
 *
 * @discordjs/voice resumes by itself. Where it would join again, at once and for ever, its request is refused, and
 * `ConnectionRecovery` decides when and how often.
 */
export class ChannelConnection implements SpeechOutlet {
  readonly voice: LibraryConnection;
  readonly #listener: ChannelConnectionListener;
  readonly #clock: Clock;
  readonly #recovery: ConnectionRecovery;
  #fromGateway: DiscordGatewayAdapterLibraryMethods | undefined;
  #state: VoiceConnectionState = { status: 'connecting' };
  #maySignal = false;
  #hasJoined = false;
  #keylessSinceMs: number | undefined;
  #signallingSinceMs: number | undefined;

  constructor(
    { guildId, channelId, botId }: ThreadSetup,
    listener: ChannelConnectionListener,
    clock: Clock,
  ) {
    this.#listener = listener;
    this.#clock = clock;
    this.#recovery = new ConnectionRecovery(clock, {
      rejoin: () => this.#signal(() => this.voice.rejoin()),
      giveUp: (reason) => this.close(reason),
    });
    this.voice = this.#signal(() =>
      joinVoiceChannel({
        guildId,
        channelId,
        selfDeaf: false,
        selfMute: false,
        group: botId,
        adapterCreator: (methods) => {
          this.#fromGateway = methods;
          return {
            sendPayload: (payload: unknown) => this.#toGateway(payload),
            destroy: () => (this.#fromGateway = undefined),
          };
        },
      }),
    );
    this.voice.on('stateChange', (before, after) => this.#changed(before, after));
    // Sockets fail before they close; what to do is decided when they have closed or time is up.
    this.voice.on('error', () => undefined);
    this.#recovery.joining();
  }

  /**
   * What is said where DAVE is on is never sent in the clear, also while keys are being made: receivers drop it, and the
   * server would hear it. Alone, the bot needs no keys and gets none.
   * @see https://daveprotocol.com/#passthrough-mode
   */
  get isOpen(): boolean {
    if (this.voice.state.status !== VoiceConnectionStatus.Ready) return false;
    return canSpeakProtected(daveOf(this.voice)) || this.#isAlone();
  }

  /** To be called every 20 ms. */
  tick(): void {
    this.#recovery.tick();
    this.#reuseServer();
    this.#watchKeys();
    const { channelId } = this.voice.joinConfig;
    if (this.#state.status === 'ready' || channelId === null || !this.isOpen) return;
    if (this.#recovery.isBetween) return;
    this.#recovery.succeeded();
    this.#set({ status: 'ready', channelId });
  }

  send(opus: Buffer): void {
    if (canSpeakProtected(daveOf(this.voice))) this.voice.playOpusPacket(opus);
  }

  rest(): void {
    this.voice.setSpeaking(false);
  }

  onGatewayUpdate(update: GatewayUpdate): void {
    switch (update.type) {
      case 'voice-server-update':
        return this.#fromGateway?.onVoiceServerUpdate(update.data);
      case 'voice-state-update':
        return this.#placed(update.data);
      case 'gateway-gone':
        return this.close('gateway-gone');
    }
  }

  move(channelId: string): void {
    if (channelId === this.voice.joinConfig.channelId) return;
    this.#recover('moved');
    this.#recovery.retryAfter(MOVED_WITHIN_MS);
    this.#signal(() => this.voice.rejoin({ channelId, selfDeaf: false, selfMute: false }));
  }

  /** The connection stands and is of no use: another one to the same server, with new keys. */
  restart(reason: string): void {
    if (this.#recovery.isBetween) return;
    this.#recover(reason);
    this.#recovery.retry(() => this.voice.configureNetworking());
  }

  /** Does not leave the channel: that is said on the bot's gateway. Idempotent. */
  close(reason: string): void {
    if (this.#state.status === 'closed') return;
    this.#recovery.close();
    this.#set({ status: 'closed', reason });
    if (this.voice.state.status !== VoiceConnectionStatus.Destroyed) this.voice.destroy(false);
  }

  #placed(data: Extract<GatewayUpdate, { type: 'voice-state-update' }>['data']): void {
    if (data.channel_id === null) {
      // Before the bot has joined this speaks of an earlier stay.
      if (this.#hasJoined) this.close('disconnected');
      return;
    }
    this.#hasJoined = true;
    const wasIn = this.#state.status === 'ready' ? this.#state.channelId : data.channel_id;
    this.#fromGateway?.onVoiceStateUpdate(data);
    if (wasIn === data.channel_id) return;
    this.#recover('moved');
    this.#recovery.retryAfter(MOVED_WITHIN_MS);
  }

  #changed(before: LibraryConnectionState, after: LibraryConnectionState): void {
    if (this.#state.status === 'closed') return;
    const networking = Reflect.get(after, 'networking') as Networking | undefined;
    if (networking !== undefined && networking !== Reflect.get(before, 'networking')) {
      this.#keylessSinceMs = undefined;
      networking.once('close', (code: number) => this.#closedWith(code));
    }
    if (before.status === after.status && before.status !== VoiceConnectionStatus.Disconnected) {
      return;
    }
    switch (after.status) {
      case VoiceConnectionStatus.Signalling:
        this.#signallingSinceMs = this.#clock.nowMs();
        return this.#recover('connection-lost');
      case VoiceConnectionStatus.Connecting:
        this.#recover('connection-lost');
        return this.#recovery.joining();
      case VoiceConnectionStatus.Disconnected:
        return this.#disconnected(after.reason);
      case VoiceConnectionStatus.Ready:
      case VoiceConnectionStatus.Destroyed:
        return;
    }
  }

  /** The connection stands, and has no keys. */
  #watchKeys(): void {
    const nowMs = this.#clock.nowMs();
    const isKeyless = this.voice.state.status === VoiceConnectionStatus.Ready && !this.isOpen;
    this.#keylessSinceMs = isKeyless ? (this.#keylessSinceMs ?? nowMs) : undefined;
    const keylessMs = nowMs - (this.#keylessSinceMs ?? nowMs);
    if (keylessMs > KEYS_WITHIN_MS) this.#recover('encryption-pending');
    if (keylessMs > KEYS_AT_ALL_WITHIN_MS) this.restart('encryption-lost');
  }

  /** Nothing came from the gateway: connects to the server that is known, if one is. */
  #reuseServer(): void {
    if (this.voice.state.status !== VoiceConnectionStatus.Signalling) return;
    const sinceMs = this.#signallingSinceMs;
    if (sinceMs === undefined || this.#clock.nowMs() - sinceMs < SERVER_TOLD_WITHIN_MS) return;
    this.#signallingSinceMs = undefined;
    this.voice.configureNetworking();
  }

  #disconnected(reason: VoiceConnectionDisconnectReason): void {
    switch (reason) {
      case VoiceConnectionDisconnectReason.WebSocketClose:
        this.#recover('disconnected');
        return this.#recovery.closeAfter(MOVED_WITHIN_MS, 'disconnected');
      case VoiceConnectionDisconnectReason.EndpointRemoved:
        this.#recover('region-change');
        return this.#recovery.retryAfter(NEW_SERVER_WITHIN_MS);
      case VoiceConnectionDisconnectReason.AdapterUnavailable:
        this.#recover('connection-lost');
        return this.#recovery.retry();
      case VoiceConnectionDisconnectReason.Manual:
        return;
    }
  }

  #closedWith(code: number): void {
    const reason = closeReason(code);
    if (reason !== undefined) this.close(reason);
  }

  #isAlone(): boolean {
    return this.voice.receiver.connectionData.connectedClients?.size === 0;
  }

  #recover(reason: string): void {
    if (this.#state.status === 'ready') this.#set({ status: 'recovering', reason });
  }

  #set(state: VoiceConnectionState): void {
    this.#state = state;
    this.#listener.state(state);
  }

  #signal<T>(act: () => T): T {
    this.#maySignal = true;
    try {
      return act();
    } finally {
      this.#maySignal = false;
    }
  }

  #toGateway(payload: unknown): boolean {
    if (this.#maySignal) this.#listener.gateway(payload);
    return this.#maySignal;
  }
}
