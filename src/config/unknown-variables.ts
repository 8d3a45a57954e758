import { sectionSchemas } from './app-config';

/** Read by set-up, by the worker and by compose, not by the server. */
const KNOWN_ELSEWHERE = [
  'MEDIASOUP_WORKER_BIN',
  'MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD',
  'WORKER_CONCURRENCY',
];

/** Nobody but us names variables so. */
const OWN_PREFIXES =
  /^(VOXBRIDGE|STT|TTS|WHISPER|WHISPERX|WHISPERLIVE|CHATTERBOX|DEVNEN|DEEPGRAM|LOCAL_LLM|OPENROUTER|WEBRTC|DISCORD|BARGE_IN|CONVERSATION)_/u;

/** Short names are too close to others' for a slip of two letters to be one. */
const MIN_LETTERS = 8;
const MAX_SLIPS = 2;

export type UnknownVariable = { readonly name: string; readonly meant: string | undefined };

/**
 * Variables that are set and that nobody reads, though they look like ours: misspelt ones with the name that was
 * probably meant, and others with a prefix of ours.
 */
export function unknownVariables(
  environment: Readonly<Record<string, string | undefined>>,
): UnknownVariable[] {
  const known = knownVariables();
  const letters = [...known].map((name) => ({ name, letters: plain(name) }));
  const meantBy = (name: string) => {
    const written = plain(name);
    return letters.find(({ letters: meant }) => isSlip(written, meant))?.name;
  };
  return Object.keys(environment)
    .filter((name) => !known.has(name))
    .map((name) => ({ name, meant: meantBy(name) }))
    .filter(({ name, meant }) => meant !== undefined || OWN_PREFIXES.test(name))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function knownVariables(): ReadonlySet<string> {
  const sections = Object.values(sectionSchemas).flatMap(({ shape }) => Object.keys(shape));
  return new Set([...sections, ...KNOWN_ELSEWHERE]);
}

function isSlip(written: string, meant: string): boolean {
  if (written === meant) return true;
  if (Math.min(written.length, meant.length) < MIN_LETTERS) return false;
  // Each letter more is a slip; most names end here, and the rest takes the product of both lengths.
  if (Math.abs(written.length - meant.length) > MAX_SLIPS) return false;
  return distance(written, meant) <= MAX_SLIPS;
}

/** Case, hyphens and a byte order mark are no letters. */
function plain(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]/gu, '');
}

/** Insertions, deletions, replacements and swaps of neighbours that make `to` of `from` (Damerau and Levenshtein). */
function distance(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const cost = from[i - 1] === to[j - 1] ? 0 : 1;
      const best = [
        cell(rows, i - 1, j) + 1,
        (row[j - 1] as number) + 1,
        cell(rows, i - 1, j - 1) + cost,
      ];
      if (from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1])
        best.push(cell(rows, i - 2, j - 2) + 1);
      row.push(Math.min(...best));
    }
    rows.push(row);
  }
  return cell(rows, from.length, to.length);
}

function cell(rows: readonly (readonly number[])[], i: number, j: number): number {
  return rows[i]?.[j] ?? Infinity;
}
