import { argumentsText } from '../common/call-assembly';
import { contentText } from '../common/content-text';
import { isFilled, isObject, type JsonObject, toObject, toText } from '../common/json';
import { type CallPiece, type ReplyPiece, replyPiece } from '../common/reply-piece';
import { tokenUsage } from '../common/token-usage';

/** Of blocks and of what is added to them: calls of tools. */
const CALL = /tool_use|input_json/u;

/**
 * What a value of the Messages API's answer says; undefined when it is none (a ping). Takes its events and whole messages,
 * and the legacy `completion`. An event is known by its own type, whatever it is called in the stream.
 * @see https://docs.claude.com/en/api/messages-streaming
 */
export function messagePiece(value: unknown): ReplyPiece | undefined {
  if (!isObject(value)) return undefined;
  switch (value['type']) {
    case 'message_start':
      return startPiece(toObject(value['message']));
    case 'content_block_start':
      return replyPiece(blockOf(value['content_block'], value['index']));
    case 'content_block_delta':
      return replyPiece(blockOf(value['delta'], value['index']));
    case 'message_delta':
      return replyPiece({
        reason: reasonOf(toObject(value['delta'])),
        usage: tokensOf(value['usage']),
      });
    case 'content_block_stop':
      return replyPiece({});
    case 'message_stop':
      return replyPiece({ isLast: true });
    case 'message':
      return wholePiece(value);
    default:
      return 'completion' in value ? completionPiece(value) : undefined;
  }
}

function startPiece(message: JsonObject): ReplyPiece {
  return replyPiece({ ...blockOf(message['content']), usage: tokensOf(message['usage']) });
}

/** Without a cost: Anthropic tells none, and what a server that speaks its protocol calls so may be in any currency. */
function tokensOf(usage: unknown): ReplyPiece['usage'] {
  return tokenUsage({ ...toObject(usage), cost: undefined });
}

function wholePiece(message: JsonObject): ReplyPiece {
  return { ...startPiece(message), isAll: true, isLast: true, reason: reasonOf(message) };
}

function completionPiece(value: JsonObject): ReplyPiece {
  return replyPiece({ text: contentText(value['completion']).text, reason: reasonOf(value) });
}

/** @param place Of a single block, among all of the message. */
function blockOf(
  content: unknown,
  place?: unknown,
): Pick<ReplyPiece, 'text' | 'hasThought' | 'calls'> {
  const blocks = Array.isArray(content) ? content : [content];
  const types = blocks.map((block: unknown) => toText(toObject(block)['type']) ?? '');
  const calls = blocks.flatMap((block: unknown, at) => {
    const index = Array.isArray(content) ? at : place;
    return CALL.test(types[at] ?? '') ? [callOf(toObject(block), index)] : [];
  });
  // A signature ends a thought.
  const hasThought = types.includes('signature_delta');
  const said = contentText(content);
  return { text: said.text, hasThought: hasThought || said.hasThought, calls };
}

/** Of a `tool_use` block, whose `input` is empty where it is streamed, or an `input_json_delta`. */
function callOf(block: JsonObject, index: unknown): CallPiece {
  const { id, name, input, partial_json: partial } = block;
  return {
    index: typeof index === 'number' ? index : undefined,
    id: toText(id),
    name: toText(name),
    arguments: argumentsText(partial ?? (isFilled(input) ? input : '')),
  };
}

function reasonOf(source: JsonObject): string | undefined {
  return toText(source['stop_reason']);
}
