import type {
  Speaker,
  Tool,
  ToolCall,
  ToolCallReport,
  ToolCallState,
  ToolResult,
} from '@vox/voice-core';

/** Enough to read what was asked for and what came of it; a page or a picture is no answer for a voice. */
const MAX_REPORTED_CHARACTERS = 8_000;

/** One call from its request to the moment when somebody has heard what came of it. */
export type ToolCallRecord = {
  readonly call: ToolCall;
  readonly turnId: string;
  /** Of several people those who have asked for it: what tells of it is about them. */
  askers: readonly Speaker[];
  /** Undefined: there is no such tool. */
  readonly tool: Tool | undefined;
  state: ToolCallState;
  result: ToolResult | undefined;
  /** `Clock.nowMs`. */
  startedAtMs: number;
  endedAtMs: number | undefined;
  /** Epoch ms. */
  startedAtWallMs: number;
  /** `owed`: nobody has heard the result. `told`: the model was given it as often as it will be. `forgotten`: nobody is to hear of it. */
  delivery: 'owed' | 'told' | 'heard' | 'forgotten';
  /** In how many turns the model was given the result. */
  offers: number;
  /** A model was told that it still runs: the result comes as news. */
  isPromised: boolean;
  /** Its turn has ended before it did. */
  hasOutlived: boolean;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
};

export function hasEnded({ state }: ToolCallRecord): boolean {
  return state !== 'requested' && state !== 'running';
}

/** Its result is for somebody to hear, and nobody has. */
export function isOwed({ tool, state, delivery }: ToolCallRecord): boolean {
  if (state === 'requested' || state === 'cancelled') return false;
  return tool?.kind !== 'fire' && delivery === 'owed';
}

/** A result that came too late for its turn, and that no model was given yet. */
export function isNews(record: ToolCallRecord): boolean {
  const isLate = record.isPromised || record.hasOutlived;
  return hasEnded(record) && isLate && record.offers === 0 && isOwed(record);
}

export function reportOf(record: ToolCallRecord): ToolCallReport {
  const { call, state, result, startedAtMs, endedAtMs, startedAtWallMs } = record;
  return {
    id: call.id,
    name: call.name,
    arguments: bounded(call.arguments),
    state,
    ...(result === undefined ? {} : { result: bounded(result.content) }),
    startedAtMs: startedAtWallMs,
    ...(endedAtMs === undefined ? {} : { durationMs: Math.round(endedAtMs - startedAtMs) }),
  };
}

/** Why nothing came of a call, in words for the model. */
export function failed(content: string): ToolResult {
  return { content, isError: true };
}

/** The same of one that took too long. */
export function timedOut({ timeoutMs, isReadOnly }: Tool): string {
  const late = `It did not answer within ${Math.round(timeoutMs / 1000)} s.`;
  return isReadOnly ? late : `${late} It may have happened all the same: do not repeat it unasked.`;
}

/** What makes two calls the same: the tool, and its arguments in whatever order they are written. */
export function keyOf({ name, arguments: given }: ToolCall): string {
  return `${name} ${canonical(given)}`;
}

function canonical(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (_key, value: unknown) => sorted(value));
  } catch {
    // No JSON: the same only when it is written the same.
    return text.trim();
  }
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
}

function bounded(text: string): string {
  return text.length <= MAX_REPORTED_CHARACTERS
    ? text
    : `${text.slice(0, MAX_REPORTED_CHARACTERS)}…`;
}
