import type { ChatMessage, PersonalKind, ReplyPart } from '@vox/voice-core';

import { Placeholders, placesIn } from '../redaction';

/** The beginning of a placeholder that may go on: it is given out once it is known what it is. */
const UNFINISHED = /\[(?:[A-Z]{0,5}|[A-Z]{4,5}_\d{0,6})$/u;

/**
 * A reply by a model that is told placeholders in the place of what is personal, and answers with them: what is spoken, and
 * what tools are called with, has the words again.
 *
 * The same words have the same placeholder in all of the messages. No text waits but the beginning of a placeholder.
 */
export async function* redactedReply(
  messages: readonly ChatMessage[],
  kinds: readonly PersonalKind[],
  reply: (messages: readonly ChatMessage[]) => AsyncIterable<ReplyPart>,
): AsyncGenerator<ReplyPart, void, void> {
  const places = new Placeholders(kinds, placesIn(messages.map(({ content }) => content)));
  const told = messages.map((message) => redacted(message, places));
  if (places.isEmpty) {
    yield* reply(messages);
    return;
  }
  let held = '';
  for await (const part of reply(explained(told))) {
    switch (part.type) {
      case 'reply-delta': {
        const text = held + part.text;
        held = UNFINISHED.exec(text)?.[0] ?? '';
        const ready = places.restored(text.slice(0, text.length - held.length));
        // One without a text says that the model works.
        if (ready !== '' || part.text === '') yield { ...part, text: ready };
        break;
      }
      case 'tool-call': {
        const { call } = part;
        yield { ...part, call: { ...call, arguments: places.restoredJson(call.arguments) } };
        break;
      }
      case 'reply-end':
        if (held !== '') yield { type: 'reply-delta', text: held };
        yield part;
        break;
      case 'reply-start':
      case 'reply-voice':
        yield part;
    }
  }
}

function redacted(message: ChatMessage, places: Placeholders): ChatMessage {
  if (message.role === 'tool') {
    return { ...message, content: places.redactedJson(message.content) };
  }
  const content = places.redacted(message.content);
  if (message.role !== 'assistant' || message.toolCalls === undefined) {
    return { ...message, content };
  }
  const toolCalls = message.toolCalls.map((call) => ({
    ...call,
    arguments: places.redactedJson(call.arguments),
  }));
  return { ...message, content, toolCalls };
}

const EXPLANATION =
  'Texts such as [EMAIL_1] or [PHONE_2] stand for what a person has said. Write them as they are, brackets included, where you would write what they stand for.';

/** With what placeholders are, in the system message. */
function explained(messages: readonly ChatMessage[]): ChatMessage[] {
  const [first, ...others] = messages;
  if (first?.role !== 'system') return [{ role: 'system', content: EXPLANATION }, ...messages];
  return [{ role: 'system', content: `${first.content}\n\n${EXPLANATION}` }, ...others];
}
