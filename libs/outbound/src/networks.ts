import { BlockList, isIP } from 'node:net';

/** Some networks, IPv4 and IPv6 apart: one list of Node's would take ::/3 for all of IPv4, which can be mapped into it. */
export class Networks {
  readonly #ipv4 = new BlockList();
  readonly #ipv6 = new BlockList();

  /** @param prefix Bits that are the network's; all of them when absent. */
  add(network: string, prefix?: number): void {
    const [list, family, bits] =
      isIP(network) === 6
        ? ([this.#ipv6, 'ipv6', 128] as const)
        : ([this.#ipv4, 'ipv4', 32] as const);
    list.addSubnet(network, prefix ?? bits, family);
  }

  /** Whether `address`, in whatever way it is written, is in one of them. */
  has(address: string): boolean {
    const plain = plainAddress(address);
    return isIP(plain) === 6 ? this.#ipv6.check(plain, 'ipv6') : this.#ipv4.check(plain, 'ipv4');
  }
}

/** One spelling for each address, without a zone; an IPv4 address that is mapped into IPv6 as IPv4. */
export function plainAddress(address: string): string {
  const [bare = address] = address.split('%');
  if (isIP(bare) !== 6) return bare;
  const spelled = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([\da-f]+):([\da-f]+)$/u.exec(spelled);
  if (mapped === null) return spelled;
  const halves = mapped.slice(1).map((half) => Number.parseInt(half, 16));
  return halves.flatMap((half) => [half >> 8, half & 0xff]).join('.');
}
