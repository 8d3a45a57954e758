/** 2015-01-01, from which Discord counts. @see https://discord.com/developers/docs/reference#snowflakes */
const EPOCH_MS = 1_420_070_400_000n;

let counter = 0n;

/** A new id in Discord's form: unique in this process. */
export function snowflake(): string {
  counter += 1n;
  return (((BigInt(Date.now()) - EPOCH_MS) << 22n) | (counter & 0x3f_ffffn)).toString();
}
