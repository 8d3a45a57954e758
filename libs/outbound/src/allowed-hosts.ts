import { isIP } from 'node:net';

import { Networks } from './networks';

type AllowedName = { readonly name: string; readonly port: string | undefined };

/** `host`, `host:port`, `[address]:port`; an IPv6 address alone stands for itself. */
const HOST = /^(?:\[(?<bracketed>[^\]]+)\]|(?<name>[^:[\]/@\s]+))(?::(?<port>\d{1,5}))?$/u;

/**
 * The hosts in private networks that an operator lets others' webhooks lead to: names, addresses, both with or without
 * a port, and networks in CIDR notation, separated by commas or blanks.
 */
export class AllowedHosts {
  readonly #names: AllowedName[] = [];
  readonly #networks = new Networks();

  private constructor() {
    // Made by `parse`.
  }

  /** @throws TypeError that quotes the entry which is none of these. */
  static parse(text: string): AllowedHosts {
    const allowed = new AllowedHosts();
    for (const entry of text.split(/[\s,]+/u)) if (entry !== '') allowed.#add(entry);
    return allowed;
  }

  /** Whether `url`, which leads to `addresses`, is among them. */
  has(url: URL, addresses: readonly string[]): boolean {
    const host = bare(url.hostname);
    const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
    if (this.#names.some((one) => one.name === host && (one.port ?? port) === port)) return true;
    return addresses.length > 0 && addresses.every((address) => this.#networks.has(address));
  }

  #add(entry: string): void {
    const [network = '', prefix, ...rest] = entry.split('/');
    if (prefix !== undefined) {
      const version = isIP(network);
      const isPrefix = /^\d{1,3}$/u.test(prefix) && Number(prefix) <= (version === 6 ? 128 : 32);
      if (version === 0 || !isPrefix || rest.length > 0) throw notAHost(entry);
      this.#networks.add(network, Number(prefix));
    } else if (isIP(entry) > 0) {
      this.#networks.add(entry);
    } else {
      const { bracketed, name, port } = HOST.exec(entry)?.groups ?? {};
      const host = bracketed === undefined ? name : `[${bracketed}]`;
      if (host === undefined || !URL.canParse(`http://${host}`) || Number(port ?? 0) > 65_535) {
        throw notAHost(entry);
      }
      this.#names.push({ name: bare(new URL(`http://${host}`).hostname), port });
    }
  }
}

/** As names compare: without the brackets of an IPv6 address and the dot of a full name. */
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/gu, '').replace(/\.$/u, '');
}

function notAHost(entry: string): TypeError {
  return new TypeError(
    `${JSON.stringify(entry)} is no host, host:port or network such as 192.168.1.0/24`,
  );
}
