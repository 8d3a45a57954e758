import { chatCall } from '../common/call-assembly';
import { contentText } from '../common/content-text';
import { isFilled, isObject, type JsonObject, toObject, toText } from '../common/json';
import { type CallPiece, type ReplyPiece, replyPiece } from '../common/reply-piece';
import { ollamaUsage, tokenUsage } from '../common/token-usage';

/** Where servers put what a model thinks. */
const THOUGHTS = ['reasoning_content', 'reasoning', 'reasoning_details', 'thinking', 'thoughts'];

/**
 * What a value of a chat's answer says; undefined when it is none (a ping, a status).
 *
 * Takes chunks and whole completions, with a `delta`, a `message` or a legacy `text`, of the first choice; usage events,
 * which have none; and Ollama's own answers. Fields that are missing, null or of another type than they should be say
 * nothing.
 * @see https://platform.openai.com/docs/api-reference/chat-streaming/streaming
 * @see https://github.com/ollama/ollama/blob/main/docs/api.md#response
 */
export function chatPiece(value: unknown, isBare: boolean): ReplyPiece | undefined {
  if (!isObject(value)) return undefined;
  const usage = tokenUsage(value['usage']);
  if ('choices' in value) return { ...choicePiece(value, isBare), usage };
  if ('done' in value) return ollamaPiece(value);
  return 'usage' in value || String(value['object']).startsWith('chat.completion')
    ? replyPiece({ usage })
    : undefined;
}

function choicePiece({ choices, object }: JsonObject, isBare: boolean): ReplyPiece {
  const all = (Array.isArray(choices) ? choices : [choices]).filter(isObject);
  const choice = all.find(({ index }) => index === undefined || Number(index) === 0) ?? all[0];
  if (choice === undefined) return replyPiece({});
  const { delta, message, text } = choice;
  const reason = reasonOf(choice['finish_reason'] ?? choice['finishReason']);
  // A null beside a message is no delta.
  if (isObject(delta)) return replyPiece({ ...speech(delta), reason });
  if (isObject(message)) {
    const isLast = isBare || object === 'chat.completion';
    return replyPiece({ ...speech(message), isAll: true, isLast, reason });
  }
  const isLast = isBare && object !== 'text_completion.chunk' && isFilled(text);
  return replyPiece({ text: contentText(text ?? delta).text, isLast, reason });
}

function ollamaPiece(value: JsonObject): ReplyPiece {
  const reason = value['done'] === true ? (reasonOf(value['done_reason']) ?? 'stop') : undefined;
  const said = isObject(value['message'])
    ? speech(value['message'])
    : { text: contentText(value['response']).text, hasThought: isFilled(value['thinking']) };
  return replyPiece({ ...said, reason, usage: ollamaUsage(value) });
}

function speech(
  message: JsonObject,
): Pick<ReplyPiece, 'text' | 'hasThought' | 'thoughts' | 'calls'> {
  const { text, hasThought } = contentText(message['content']);
  // A refusal is what the model has to say.
  const words = text === '' ? contentText(message['refusal']).text : text;
  return {
    text: words,
    hasThought: hasThought || THOUGHTS.some((name) => isFilled(message[name])),
    // DeepSeek and Kimi want it back with the calls.
    thoughts: toText(message['reasoning_content']),
    calls: callsIn(message),
  };
}

/** With the legacy call, of which there is one at most. */
function callsIn({ tool_calls: calls, function_call: legacy }: JsonObject): CallPiece[] {
  if (isFilled(calls)) return (Array.isArray(calls) ? calls : [calls]).map(chatCall);
  return isFilled(legacy) ? [{ ...chatCall(legacy), index: 0 }] : [];
}

/** Many servers send an empty one with every chunk. */
function reasonOf(value: unknown): string | undefined {
  const reason = toText(value) ?? toText(toObject(value)['type']);
  return reason === 'null' ? undefined : reason;
}
