import { contentText } from '../common/content-text';
import { isObject, type JsonObject, toObject, toText } from '../common/json';
import { type ReplyPiece, replyPiece } from '../common/reply-piece';
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
      return replyPiece(blockOf(value['content_block']));
    case 'content_block_delta':
      return replyPiece(blockOf(value['delta']));
    case 'message_delta':
      return replyPiece({
        reason: reasonOf(toObject(value['delta'])),
        usage: tokenUsage(value['usage']),
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
  return replyPiece({ ...blockOf(message['content']), usage: tokenUsage(message['usage']) });
}

function wholePiece(message: JsonObject): ReplyPiece {
  return { ...startPiece(message), isAll: true, isLast: true, reason: reasonOf(message) };
}

function completionPiece(value: JsonObject): ReplyPiece {
  return replyPiece({ text: contentText(value['completion']).text, reason: reasonOf(value) });
}

function blockOf(content: unknown): Pick<ReplyPiece, 'text' | 'hasThought' | 'hasCalled'> {
  const blocks = Array.isArray(content) ? content : [content];
  const types = blocks.map((block: unknown) => toText(toObject(block)['type']) ?? '');
  const hasCalled = types.some((type) => CALL.test(type));
  // A signature ends a thought.
  const hasThought = types.includes('signature_delta');
  const said = contentText(content);
  return { text: said.text, hasThought: hasThought || said.hasThought, hasCalled };
}

function reasonOf(source: JsonObject): string | undefined {
  return toText(source['stop_reason']);
}
