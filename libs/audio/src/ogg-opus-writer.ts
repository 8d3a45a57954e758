import { oggPage } from './ogg-page';
import { opusPacketTicks } from './opus';

/** Packets in one page: 1 s of packets of 20 ms, which RFC 7845 §7 names as the most that should wait in one. */
const PAGE_PACKETS = 50;

/** Lacing values that one page has room for (RFC 3533 §6). */
const PAGE_SEGMENTS = 255;

/** Says who has made the file, as its comment header must. */
const VENDOR = 'voxbridge';

export type OggOpusStream = {
  readonly channels: 1 | 2;
  /** Samples at 48 kHz that a player drops from the beginning: what the encoder looks ahead. */
  readonly preSkip: number;
  /** 32 bit: tells this stream from another one in the same file. */
  readonly serial: number;
};

/**
 * Puts Opus packets into an Ogg stream, a page at a time: what was written so far is a readable file, also without its end.
 * @see RFC 7845 (Opus in Ogg), RFC 3533 (Ogg)
 */
export class OggOpusWriter {
  #sequence = 0;
  #packets: Uint8Array[] = [];
  #segments = 0;
  /** Where the last packet that was taken ends, in samples at 48 kHz. */
  #granule = 0;

  constructor(private readonly stream: OggOpusStream) {}

  /** The two pages that every file begins with. */
  begin(): Uint8Array {
    const { channels, preSkip } = this.stream;
    const head = Buffer.alloc(19);
    head.write('OpusHead');
    head.writeUInt8(1, 8);
    head.writeUInt8(channels, 9);
    head.writeUInt16LE(preSkip, 10);
    head.writeUInt32LE(48_000, 12);
    const tags = Buffer.alloc(8 + 4 + VENDOR.length + 4);
    tags.write('OpusTags');
    tags.writeUInt32LE(VENDOR.length, 8);
    tags.write(VENDOR, 12);
    const pages = [
      this.#page([head], { granule: 0, isFirst: true }),
      this.#page([tags], { granule: 0 }),
    ];
    return Buffer.concat(pages);
  }

  /** @returns the page before it, when that has no room for it. The last packets wait: the last page says where the sound ends. */
  add(packet: Uint8Array): Uint8Array | undefined {
    const segments = segmentsOf(packet);
    const isFull =
      this.#packets.length === PAGE_PACKETS || this.#segments + segments > PAGE_SEGMENTS;
    const full = isFull ? this.#take(this.#granule, false) : undefined;
    this.#packets.push(packet);
    this.#segments += segments;
    this.#granule += opusPacketTicks(packet);
    return full;
  }

  /** The last page. @param samples At 48 kHz, how long what is heard is: the rest of the last packet is dropped. */
  end(samples: number): Uint8Array {
    return this.#take(Math.min(this.#granule, this.stream.preSkip + samples), true);
  }

  #take(granule: number, isLast: boolean): Uint8Array {
    const page = this.#page(this.#packets, { granule, isLast });
    this.#packets = [];
    this.#segments = 0;
    return page;
  }

  #page(
    packets: readonly Uint8Array[],
    place: { granule: number; isFirst?: boolean; isLast?: boolean },
  ): Uint8Array {
    const { serial } = this.stream;
    return oggPage(packets, { ...place, serial, sequence: this.#sequence++ });
  }
}

function segmentsOf(packet: Uint8Array): number {
  return Math.floor(packet.length / 255) + 1;
}
