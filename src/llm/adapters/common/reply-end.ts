import type { ReplyPart, TokenUsage } from '@vox/voice-core';

type ReplyEnd = Extract<ReplyPart, { type: 'reply-end' }>;

/** What was seen of a reply by its end. */
export type ReplySeen = {
  readonly hasWords: boolean;
  readonly hasThought: boolean;
  /** Something of a call came. */
  readonly hasCalled: boolean;
  /** Calls are given out, so a result is waited for. */
  readonly givesCalls: boolean;
  /** The server's word for why it stopped; absent where it gave none. */
  readonly reason: string | undefined;
  /** Absent where the server tells nothing of it. */
  readonly usage: TokenUsage | undefined;
};

type Ending = 'stop' | 'length' | 'filter' | 'call' | 'failure';

/** By the names that servers have for them, in lower case without signs between the words. */
const ENDINGS: Readonly<Record<Ending, readonly string[]>> = {
  stop: [
    'stop',
    'endturn',
    'stopsequence',
    'eos',
    'eostoken',
    'end',
    'done',
    'complete',
    'completed',
    'load',
  ],
  length: [
    'length',
    'maxtokens',
    'maxoutputtokens',
    'modellength',
    'tokenlimit',
    'modelcontextwindowexceeded',
  ],
  filter: [
    'contentfilter',
    'safety',
    'recitation',
    'blocklist',
    'prohibitedcontent',
    'refusal',
    'sensitive',
  ],
  call: ['toolcalls', 'functioncall', 'tooluse'],
  failure: ['error', 'networkerror', 'abort', 'aborted', 'cancelled', 'canceled'],
};

/** Undefined where the server did not say why, or by a name that is not known. */
export function endingOf(reason: string | undefined): Ending | undefined {
  const name = reason?.toLowerCase().replace(/[^a-z]/gu, '') ?? '';
  const endings = Object.entries(ENDINGS) as [Ending, readonly string[]][];
  return endings.find(([, names]) => names.includes(name))?.[0];
}

export function replyEnd(seen: ReplySeen): ReplyEnd {
  const { hasWords, hasThought, hasCalled, givesCalls, reason, usage } = seen;
  const ending = endingOf(reason);
  const isPlain = reason === undefined || ending === 'stop';
  const finishReason = ending === 'length' ? 'length' : isPlain ? 'stop' : 'unknown';
  const took = usage === undefined ? {} : { usage };
  // Whatever the server has it (`stop` is common): there are calls.
  if (givesCalls) {
    return {
      type: 'reply-end',
      finishReason: ending === 'length' ? 'length' : 'tool-calls',
      ...took,
    };
  }
  const end = { type: 'reply-end', finishReason, ...took } as const;
  if (hasWords) return end;
  if (ending === 'filter') return { ...end, gave: 'nothing that its content filter lets through' };
  if (hasCalled || ending === 'call') return { ...end, gave: 'a function call' };
  return hasThought ? { ...end, gave: 'thoughts' } : end;
}
