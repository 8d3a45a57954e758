import { SimpleShardingStrategy } from 'discord.js';

/** A gateway that does not confirm the end within this time is left without its word. */
const CLOSE_TIMEOUT_MS = 1000;

const CONNECTING = 0;

/** The `ws` socket of a shard, as far as it has to be ended from outside. */
type Socket = {
  readonly readyState: number;
  on(event: 'error', listener: () => void): void;
  terminate(): void;
};

/** Of @discordjs/ws; discord.js has another class of that name. */
type WebSocketManager = ConstructorParameters<typeof SimpleShardingStrategy>[0];

type DestroyOptions = Parameters<SimpleShardingStrategy['destroy']>[0];

/**
 * Discord's own sharding, and an end to it.
 *
 * @discordjs/ws 1.2 takes a shard that is destroyed while it waits for the gateway's hello for one that failed: it
 * connects again, for ever. It also takes its error listener off a socket whose handshake is still open, so that the
 * handshake's failure ends the process.
 */
export class StoppableStrategy extends SimpleShardingStrategy {
  /** @param ended Once it is aborted no shard connects any more. */
  constructor(manager: WebSocketManager, ended: AbortSignal) {
    super(manager);
    const { options } = manager;
    const retrieve = options.retrieveSessionInfo.bind(options);
    // Asked before every connection. An error would be an unhandled rejection there, so there is no answer at all.
    options.retrieveSessionInfo = (shardId) =>
      ended.aborted ? new Promise(() => undefined) : retrieve(shardId);
  }

  override async destroy(options?: DestroyOptions): Promise<void> {
    const sockets = this.#sockets();
    for (const socket of sockets) socket.on('error', () => undefined);
    const connecting = sockets.filter(({ readyState }) => readyState === CONNECTING);
    const impatience = setTimeout(
      () => sockets.forEach((socket) => socket.terminate()),
      CLOSE_TIMEOUT_MS,
    );
    try {
      await super.destroy(options);
    } finally {
      clearTimeout(impatience);
    }
    for (const socket of connecting) socket.terminate();
  }

  #sockets(): Socket[] {
    // Private upstream, and the only way to the socket.
    const shards = this['shards'] as unknown as ReadonlyMap<number, { connection: Socket | null }>;
    return [...shards.values()].flatMap(({ connection }) => connection ?? []);
  }
}
