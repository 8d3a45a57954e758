import { isIP } from 'node:net';
import { hostname } from 'node:os';

import { type AppConfig, asksWhoComes } from '../config';

/** Names that no public DNS server answers for (RFC 6761, 6762, 8375; ICANN's SAC113): nobody can rebind them. */
const LOCAL_SUFFIXES = ['.localhost', '.local', '.internal', '.home.arpa'];

/**
 * The names under which this server is reached.
 *
 * A page of another site whose name is made to lead to this machine (DNS rebinding) calls itself our own page; its name is
 * the one thing that gives it away. An address cannot be rebound, so every address is known.
 */
export class KnownHosts {
  readonly #names = new Set<string>(['localhost', hostname().toLowerCase()]);
  readonly #suffixes: string[] = ['.localhost'];
  readonly #areLocalNamesKnown: boolean;

  constructor(config: Pick<AppConfig, 'server' | 'login' | 'webrtc'>) {
    const { HOST, ALLOWED_HOSTS, ALLOWED_ORIGINS } = config.server;
    const { PUBLIC_URL } = config.login;
    const { WEBRTC_ANNOUNCED_ADDRESS } = config.webrtc;
    const own = PUBLIC_URL === undefined ? [] : [PUBLIC_URL];
    const origins = [...ALLOWED_ORIGINS, ...own].map((origin) => new URL(origin).hostname);
    for (const name of [HOST, WEBRTC_ANNOUNCED_ADDRESS, ...origins, ...ALLOWED_HOSTS]) {
      if (name === undefined) continue;
      if (name.startsWith('*.')) this.#suffixes.push(name.slice(1));
      else this.#names.add(name.toLowerCase());
    }
    // Containers call each other by names of one part. Where nobody is asked who they are the name is all there is, and is to be listed.
    this.#areLocalNamesKnown = asksWhoComes(config);
  }

  /** @param host The Host header, with or without a port. */
  has(host: string | undefined): boolean {
    const name = nameOf(host);
    if (name === undefined) return false;
    if (isIP(name) !== 0 || this.#names.has(name)) return true;
    if (this.#suffixes.some((suffix) => name.endsWith(suffix))) return true;
    if (!this.#areLocalNamesKnown) return false;
    return !name.includes('.') || LOCAL_SUFFIXES.some((suffix) => name.endsWith(suffix));
  }
}

/** Without port, brackets and the dot of the root; undefined for what names no host. */
function nameOf(host: string | undefined): string | undefined {
  const [, address, name] = /^(?:\[([^\]]+)\]|([^:@/\s]+))(?::\d+)?$/u.exec(host ?? '') ?? [];
  return address ?? name?.toLowerCase().replace(/\.$/u, '');
}
