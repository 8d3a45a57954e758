import type { ConsentKind, Joined, ServerEvent, SignallingRequest } from '@vox/protocol';
import { Device } from 'mediasoup-client';
import type { ConnectionState, Producer, Transport } from 'mediasoup-client/types';

import { mediaProblem, toRouterCapabilities, toTransportOptions } from './media-options';
import { VoiceProblem } from './problem';
import { SignallingClient } from './signalling-client';

/** ICE and DTLS take well under a second on an open network; blocked UDP needs some for TCP. */
const MEDIA_TIMEOUT_MS = 12_000;
/** A Wi-Fi roam heals within this; only then is the connection given up. */
const DISCONNECTED_GRACE_MS = 4000;

export type ConnectionListener = {
  readonly onEvent: (event: ServerEvent) => void;
  /** The connection is gone; `code` is the socket's close code, absent when the media failed. */
  readonly onLost: (problem: VoiceProblem, code?: number) => void;
};

export type JoinOptions = {
  readonly url: string;
  readonly userId: string;
  readonly sessionId: string | null;
  /** Whom a new session is with; null: the default agent. */
  readonly agentId: string | null;
  /** Whom a new session is shared with; null: nobody. */
  readonly groupId: string | null;
};

/** One joined session: the answer's track comes in, the microphone's goes out when it is given. */
export class VoiceConnection {
  /** Plays what the agent says. Live for as long as the connection. */
  readonly remoteStream = new MediaStream();
  private readonly sending: Transport;
  private readonly receiving: Transport;
  private producer: Producer | undefined;
  private disconnectedTimer: ReturnType<typeof setTimeout> | undefined;
  private isClosed = false;
  private lostTo: VoiceProblem | undefined;

  private constructor(
    private readonly signalling: SignallingClient,
    private readonly device: Device,
    readonly joined: Joined,
    private readonly listener: ConnectionListener,
  ) {
    this.sending = device.createSendTransport(toTransportOptions(joined.send_transport));
    this.receiving = device.createRecvTransport(toTransportOptions(joined.recv_transport));
    this.wire('send', this.sending);
    this.wire('recv', this.receiving);
    this.sending.on('produce', ({ rtpParameters }, done, fail) => {
      signalling
        .request('produce', { rtp_parameters: { ...rtpParameters } })
        .then(({ producer_id }) => done({ id: producer_id }), fail);
    });
  }

  /**
   * Joins, and resolves once the answer's track can be heard.
   * @throws VoiceProblem; nothing stays open then. Aborting `signal` counts as `server_unreachable`; once the answer's track is
   * there it is for the caller to look at, and to close what it is given.
   */
  static async open(
    options: JoinOptions,
    listener: ConnectionListener,
    signal: AbortSignal,
  ): Promise<VoiceConnection> {
    let connection: VoiceConnection | undefined;
    const signalling = await SignallingClient.connect(
      options.url,
      {
        onEvent: listener.onEvent,
        onClose: (code, problem) => connection?.lose(problem, code),
      },
      signal,
    );
    try {
      const joined = await signalling.request('join', {
        user_id: options.userId,
        // A session that there is keeps its agent and its group.
        ...(options.sessionId === null ? newSession(options) : { session_id: options.sessionId }),
      });
      const device = await createDevice(joined);
      const opened = new VoiceConnection(signalling, device, joined, listener);
      connection = opened;
      await opened.receive(signal);
      return opened;
    } catch (error) {
      connection?.close();
      signalling.close();
      throw error;
    }
  }

  /**
   * Sends `track`, in place of the one before it if there was one. The caller keeps the track and stops it.
   * @throws VoiceProblem `media_failed` when the media path does not open.
   */
  async send(track: MediaStreamTrack, signal: AbortSignal): Promise<void> {
    if (this.producer !== undefined) {
      await this.producer.replaceTrack({ track });
      return;
    }
    this.producer = await this.sending.produce({
      track,
      stopTracks: false,
      disableTrackOnPause: false,
      // No DTX: the server tells time by the audio it receives, silence included.
      codecOptions: { opusStereo: false, opusDtx: false, opusFec: true },
    });
    await this.untilConnected(this.sending, signal);
  }

  /** Why the connection is gone; undefined while it lives, and after `close()`. */
  get problem(): VoiceProblem | undefined {
    return this.lostTo;
  }

  async sendText(text: string): Promise<void> {
    await this.signalling.request('text_message', { text });
  }

  async allow(kind: ConsentKind, given: boolean): Promise<void> {
    await this.signalling.request('consent', { kind, given });
    // The server tells of a change alone, and a no where nothing was given is none.
    const data = { session_id: this.joined.session_id, kind, given };
    this.listener.onEvent({ event: 'consent_changed', data });
  }

  async interrupt(): Promise<void> {
    await this.signalling.request('interrupt', {});
  }

  /** Leaves the session and releases everything. May be called again. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    clearTimeout(this.disconnectedTimer);
    this.signalling.close();
    this.sending.close();
    this.receiving.close();
  }

  private async receive(signal: AbortSignal): Promise<void> {
    const { signalling, device, receiving } = this;
    const consumed = await signalling.request('consume', {
      rtp_capabilities: { ...device.recvRtpCapabilities },
    });
    const consumer = await receiving.consume({
      id: consumed.consumer_id,
      producerId: consumed.producer_id,
      kind: consumed.kind,
      rtpParameters: consumed.rtp_parameters as never,
    });
    this.remoteStream.addTrack(consumer.track);
    await this.untilConnected(receiving, signal);
    await signalling.request('resume', {});
  }

  private wire(
    direction: Extract<SignallingRequest, { method: 'connect_transport' }>['data']['direction'],
    transport: Transport,
  ): void {
    transport.on('connect', ({ dtlsParameters }, done, fail) => {
      this.signalling
        .request('connect_transport', { direction, dtls_parameters: { ...dtlsParameters } })
        .then(done, fail);
    });
    transport.on('connectionstatechange', (state) => this.watch(state));
  }

  private watch(state: ConnectionState): void {
    clearTimeout(this.disconnectedTimer);
    if (state === 'failed') this.lose(this.mediaProblem());
    else if (state === 'disconnected') {
      this.disconnectedTimer = setTimeout(
        () => this.lose(this.mediaProblem()),
        DISCONNECTED_GRACE_MS,
      );
    }
  }

  private lose(problem: VoiceProblem, code?: number): void {
    if (this.isClosed) return;
    this.lostTo = problem;
    this.close();
    this.listener.onLost(problem, code);
  }

  private mediaProblem(): VoiceProblem {
    return mediaProblem(this.joined, navigator.userAgent);
  }

  private untilConnected(transport: Transport, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (problem?: VoiceProblem) => {
        clearTimeout(timer);
        transport.off('connectionstatechange', check);
        transport.observer.off('close', closed);
        signal.removeEventListener('abort', closed);
        if (problem === undefined) resolve();
        else reject(problem);
      };
      const check = (state: ConnectionState) => {
        if (state === 'connected') settle();
        else if (state === 'failed') settle(this.mediaProblem());
      };
      const closed = () => settle(this.lostTo ?? new VoiceProblem('server_unreachable'));
      const timer = setTimeout(() => settle(this.mediaProblem()), MEDIA_TIMEOUT_MS);
      transport.on('connectionstatechange', check);
      transport.observer.on('close', closed);
      signal.addEventListener('abort', closed);
      if (signal.aborted) closed();
      else check(transport.connectionState);
    });
  }
}

function newSession({ agentId, groupId }: JoinOptions) {
  return {
    ...(agentId !== null && { agent_id: agentId }),
    ...(groupId !== null && { group_id: groupId }),
  };
}

async function createDevice(joined: Joined): Promise<Device> {
  try {
    const device = await Device.factory();
    await device.load({ routerRtpCapabilities: toRouterCapabilities(joined) });
    return device;
  } catch (error) {
    throw new VoiceProblem('unsupported_browser', '', { cause: error });
  }
}
