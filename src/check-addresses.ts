import { createServer, isIP } from 'node:net';

import { ConfigError } from '@vox/voice-core';

import type { AppConfig } from './config';

/**
 * Tries the addresses and the port of the configuration, so that one which cannot be had is told of by its own name
 * before anything else is started, and not by whoever happens to listen first.
 * @throws ConfigError naming HOST, PORT or WEBRTC_LISTEN_IP.
 */
export async function checkAddresses({ server, webrtc }: AppConfig): Promise<void> {
  const { HOST, PORT } = server;
  const code = await tryToListen(PORT, HOST);
  if (code !== undefined) throw new ConfigError([hostProblem(code, HOST, PORT)]);
  const { WEBRTC_LISTEN_IP: mediaIp } = webrtc;
  if (mediaIp === undefined) {
    if (isIP(HOST) !== 0 || HOST === 'localhost') return;
    throw new ConfigError([
      `HOST: ${HOST} is a name, and media needs an address: set WEBRTC_LISTEN_IP, or an address in HOST`,
    ]);
  }
  const mediaCode = await tryToListen(0, mediaIp);
  if (mediaCode === undefined) return;
  throw new ConfigError([
    `WEBRTC_LISTEN_IP: ${mediaIp} is no address of this machine (${mediaCode})`,
  ]);
}

/** What the system says to `address`, in words that name the variable to change. */
export function hostProblem(code: string, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `PORT: ${port} is in use on ${host}`;
    case 'EACCES':
      return `PORT: ${port} needs more rights than this user has`;
    case 'EADDRNOTAVAIL':
      return `HOST: ${host} is no address of this machine`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST: ${host} is neither an address nor a name that is known here (${code})`;
    default:
      return `HOST: cannot listen on ${host} (${code})`;
  }
}

/** The code of the failure, if any. The port is free again when this resolves. */
function tryToListen(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
