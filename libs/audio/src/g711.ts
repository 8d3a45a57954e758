/** The 16-bit value of an A-law byte. @see ITU-T G.711, table 1a */
export function aLawSample(byte: number): number {
  const code = byte ^ 0x55;
  const mantissa = (code & 0x0f) << 4;
  const exponent = (code & 0x70) >> 4;
  const size = exponent === 0 ? mantissa + 8 : (mantissa + 0x108) << (exponent - 1);
  return (code & 0x80) === 0 ? -size : size;
}

/** The 16-bit value of a µ-law byte. @see ITU-T G.711, table 2a */
export function muLawSample(byte: number): number {
  const code = ~byte & 0xff;
  const size = ((((code & 0x0f) << 3) + 0x84) << ((code & 0x70) >> 4)) - 0x84;
  return (code & 0x80) === 0 ? size : -size;
}
