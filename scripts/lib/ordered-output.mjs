/**
 * The output of runs that go on side by side, one run after another: what the first run that has not ended writes is passed on
 * as it comes, what the runs behind it write is kept until it is their turn.
 * @param {number} count of runs
 * @param {{ stdout: { write(chunk: string): unknown }, stderr: { write(chunk: string): unknown } }} [target]
 * @returns {{ write(stream: 'stdout' | 'stderr', chunk: string): void, end(): void }[]} one for each run; a run that never
 * ends keeps those behind it silent
 */
export function orderedOutput(count, target = process) {
  const runs = Array.from({ length: count }, () => ({ kept: [], hasEnded: false }));
  let turn = 0;
  const passOn = () => {
    while (turn < count) {
      for (const [stream, chunk] of runs[turn].kept.splice(0)) target[stream].write(chunk);
      if (!runs[turn].hasEnded) return;
      turn += 1;
    }
  };
  return runs.map((run) => ({
    write: (stream, chunk) => {
      run.kept.push([stream, chunk]);
      passOn();
    },
    end: () => {
      run.hasEnded = true;
      passOn();
    },
  }));
}
