import type { Line, UserLine } from './conversation';

/**
 * The lines once the server has told all that who sits here has said in a turn: what they typed of it stands in the
 * turn's line, where the first of it stood.
 *
 * The server joins what is said one after the other with a space, and may leave out the oldest of it.
 * @param known What was told of the turn before.
 * @returns undefined where nothing that was typed, and has no turn yet, ends it.
 */
export function withTyped(
  lines: readonly Line[],
  known: UserLine | undefined,
  { turnId, text }: { readonly turnId: string; readonly text: string },
): readonly Line[] | undefined {
  const typed = typedIn(lines, known, text);
  const first = known ?? typed[0];
  if (first === undefined || typed.length === 0) return undefined;
  const joined: UserLine = { ...first, turnId, text, isFinal: true };
  const others = new Set<Line>(typed.filter((line) => line !== first));
  return lines.filter((line) => !others.has(line)).map((line) => (line === first ? joined : line));
}

/** The typed lines, in order, that `text` is made of after what is `known` of it. */
function typedIn(
  lines: readonly Line[],
  known: UserLine | undefined,
  text: string,
): readonly UserLine[] {
  const before = known?.text ?? '';
  let rest = text;
  let typed: readonly UserLine[] = [];
  for (const line of [...lines].reverse()) {
    if (rest === before) break;
    if (line.speaker !== 'user' || line.turnId !== null || !endsWith(rest, line.text)) continue;
    typed = [line, ...typed];
    rest = rest.slice(0, -line.text.length).trimEnd();
  }
  return before.endsWith(rest) ? typed : [];
}

/** Whether the last words of `text` are `words`. */
function endsWith(text: string, words: string): boolean {
  return words !== '' && (text === words || text.endsWith(` ${words}`));
}
