import { childController } from '@vox/voice-core';

import { SpeechSocket, type SpeechSocketOptions } from './speech-socket';

/** Both directions of one connection. Whichever fails first ends both. */
export type SocketExchange<T> = {
  /** Sends the utterance as it comes, until its end or until `signal` aborts. */
  readonly send: (socket: SpeechSocket, signal: AbortSignal) => Promise<void>;
  /** Reads until it knows the result; `sent` resolves when everything has been sent. */
  readonly receive: (socket: SpeechSocket, sent: Promise<void>) => Promise<T>;
  /** The last message, for servers that want to be told; that it cannot be sent is no failure. */
  readonly goodbye?: string | Uint8Array;
};

/**
 * One utterance over a connection of its own: opens it, sends and receives at once, and closes it however that ends.
 * @returns what `receive` resolves with.
 * @throws ConnectionLost when the connection cannot be made; what `send` or `receive` throws.
 */
export async function overSocket<T>(
  url: string,
  options: SpeechSocketOptions,
  { send, receive, goodbye }: SocketExchange<T>,
): Promise<T> {
  const socket = await SpeechSocket.open(url, options);
  const { controller, release } = childController(options.signal);
  try {
    const sent = send(socket, controller.signal);
    const received = receive(socket, sent);
    const result = await Promise.race([received, sent.then(() => received)]);
    if (goodbye !== undefined) await socket.send(goodbye).catch(() => undefined);
    return result;
  } finally {
    controller.abort('superseded');
    release();
    socket.close();
  }
}
