const tickerMs = 10_000;

const seconds = (sinceMs) => ((Date.now() - sinceMs) / 1000).toFixed(1);

/** One line about set-up; stderr, so that what a command prints can still be piped. */
export function say(line) {
  process.stderr.write(`[voxbridge] ${line}\n`);
}

/**
 * Runs `work` between two lines: what happens and how long it usually takes, then the seconds it took.
 * While it runs a line every ten seconds shows that it lives, with the newest `note` the work gave.
 * @param {string} title in the present tense, for example "Installing dependencies"
 * @param {string} usually for example "about a minute"
 * @param {(note: (text: string) => void) => T | Promise<T>} work
 * @returns {Promise<T>} what `work` returns; its error passes through after a line that says it failed
 * @template T
 */
export async function step(title, usually, work) {
  const startedAtMs = Date.now();
  let latest = '';
  say(`${title} (usually ${usually}) ...`);
  const ticker = setInterval(() => {
    say(`  ... ${title.toLowerCase()}: ${seconds(startedAtMs)} s${latest ? `, ${latest}` : ''}`);
  }, tickerMs);
  try {
    const result = await work((text) => {
      latest = text;
    });
    say(`${title}: done in ${seconds(startedAtMs)} s`);
    return result;
  } catch (error) {
    say(`${title}: failed after ${seconds(startedAtMs)} s`);
    throw error;
  } finally {
    clearInterval(ticker);
  }
}
