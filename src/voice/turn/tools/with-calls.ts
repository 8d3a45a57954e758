import type { ChatMessage } from '@vox/voice-core';

import { isNews, isOwed, type ToolCallRecord } from './tool-call-record';

/** A turn of the conversation in which tools were called. */
export type TurnWithCalls = {
  /** As it is in the conversation; absent on a turn nobody asked for. */
  readonly userText: string | undefined;
  /** What was heard of the answer; empty when nothing was. */
  readonly answer: string;
  readonly records: readonly ToolCallRecord[];
};

/** Of all results that are shown again, the newest first; a model reads them anew with each question. */
const MAX_CHARACTERS = 24_000;

/**
 * `context` with the calls of `turns` where they were made: behind the words that led to them, before what was said of
 * them. Each has a result, be it that it still runs. What the model does not know yet comes last, as a note.
 */
export function withCalls(
  context: readonly ChatMessage[],
  turns: readonly TurnWithCalls[],
): ChatMessage[] {
  const messages = [...context];
  let before = messages.length;
  let left = MAX_CHARACTERS;
  const lost: TurnWithCalls[] = [];
  for (const turn of turns.toReversed()) {
    const at = placeOf(turn, messages.slice(0, before));
    left -= turn.records.reduce((sum, { result }) => sum + (result?.content.length ?? 0), 0);
    if (at !== undefined && left >= 0) {
      messages.splice(at, 0, ...callMessages(turn.records.map(asItIs)));
      before = at;
    } else if (turn.records.some(isOwed)) lost.unshift(turn);
  }
  messages.push(...lost.flatMap(({ records }) => callMessages(records.map(asItIs))));
  const notes = turns.flatMap(({ records }) => records.flatMap(noteOf));
  if (notes.length > 0) messages.push({ role: 'user', content: `[${notes.join(' ')}]` });
  return messages;
}

/** What a model called, and what came of it. One that was called twice has two ids and one record. */
export type Called = { readonly id: string; readonly record: ToolCallRecord };

const asItIs = (record: ToolCallRecord): Called => ({ id: record.call.id, record });

/** One message with the calls, and a result for each. */
export function callMessages(called: readonly Called[], content = ''): ChatMessage[] {
  const toolCalls = called.map(({ id, record }) => ({ ...record.call, id }));
  return [
    { role: 'assistant', content, toolCalls },
    ...called.map(({ id, record }): ChatMessage => {
      return { role: 'tool', toolCallId: id, ...shownResult(record) };
    }),
  ];
}

const STILL_RUNS = 'It still runs. Say that it is under way; you will be given the result later.';

const UNCONFIRMED =
  'It is not done: the user was asked to confirm it, and has not answered. It is done as soon as they say yes to that question; do not call it again.';

/** What was promised stays a promise where the model made it; what came of it is news, told behind. */
function shownResult(record: ToolCallRecord): { content: string; isError?: boolean } {
  if (record.state === 'requested') return { content: UNCONFIRMED };
  if (record.tool?.kind === 'fire' && record.state !== 'cancelled')
    return { content: 'It is done in the background.' };
  const { result, isPromised, offers } = record;
  const isShown = result !== undefined && !(isPromised && offers === 0);
  return isShown ? result : { content: STILL_RUNS };
}

function noteOf(record: ToolCallRecord): string[] {
  const { call, result, isPromised } = record;
  if (result === undefined || !isOwed(record)) return [];
  const which = `Not said by anybody: ${call.name} (${call.id})`;
  const then = 'Tell it in a few words, unless it no longer matters.';
  if (isNews(record) && isPromised) return [`${which} has ended: ${result.content} ${then}`];
  return [`${which} has ended, and nobody may have heard what came of it. ${then}`];
}

/** Where a turn's calls stand: behind its question, else before its answer; undefined where neither is there any more. */
function placeOf(
  { userText, answer }: TurnWithCalls,
  messages: readonly ChatMessage[],
): number | undefined {
  const asked = messages.findLastIndex(
    ({ role, content }) => role === 'user' && content === userText,
  );
  if (asked >= 0) return asked + 1;
  if (answer === '' || userText !== undefined) return undefined;
  const said = messages.findLastIndex(
    ({ role, content }) => role === 'assistant' && content === answer,
  );
  return said >= 0 ? said : undefined;
}
