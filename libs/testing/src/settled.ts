/**
 * A net under what never happens, and no claim of how fast anything is: the machines that test are slow and shared. Shorter
 * than Jest's own limit, which cannot say what it waited for.
 */
const PATIENCE_MS = 50_000;

/**
 * Gives what `promise` gives. That something ends by an abort shows in a stand-in that would not end by itself, or in how it
 * ended.
 * @throws Error naming `what` when it does not settle.
 */
export async function settled<T>(what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const never = new Promise<never>((_, reject) => {
    const fail = () => reject(new Error(`${what} did not come about within ${PATIENCE_MS} ms`));
    timer = setTimeout(fail, PATIENCE_MS);
  });
  try {
    return await Promise.race([promise, never]);
  } finally {
    clearTimeout(timer);
  }
}
