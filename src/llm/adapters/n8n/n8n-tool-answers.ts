import { ProviderError, type WorkflowAnswer, WorkflowAnswers } from '@vox/voice-core';

import { findAnswer } from './find-answer';
import { isRecord, type Json } from './json-text';
import { readAnswers } from './read-answers';

/**
 * What an n8n workflow answers that is run as a tool. A JSON document stays what it is, for a model reads it; a stream is put
 * together, and what only looks like a result is told apart, as of a workflow that answers in place of a model.
 */
export class N8nToolAnswers extends WorkflowAnswers {
  override async read(body: string, request: Json): Promise<WorkflowAnswer> {
    const document = parsed(body);
    if (isRecord(document) || Array.isArray(document))
      return this.#document(body, document, request);
    return this.#words(body, request);
  }

  #document(body: string, document: unknown, request: Json): WorkflowAnswer {
    // One line of a stream is a document, too.
    if (
      isRecord(document) &&
      ['begin', 'item', 'end', 'error'].includes(String(document['type']))
    ) {
      return document['type'] === 'error' ? { type: 'failed' } : { type: 'nothing' };
    }
    const found = findAnswer(document, { request });
    if (found?.type === 'failed' || found?.type === 'started') return { type: found.type };
    const isEmpty = Array.isArray(document)
      ? document.length === 0
      : Object.keys(document ?? {}).length === 0;
    if (isEmpty || isEcho(document, request)) return { type: 'nothing' };
    return { type: 'words', text: body };
  }

  async #words(body: string, request: Json): Promise<WorkflowAnswer> {
    let text = '';
    try {
      for await (const answer of readAnswers(once(body), request)) {
        if (answer.type === 'failed' || answer.type === 'started') return { type: answer.type };
        if (answer.type === 'reply') text += answer.text;
      }
    } catch (error) {
      if (error instanceof ProviderError) return { type: 'failed' };
      throw error;
    }
    return text.trim() === '' ? { type: 'nothing' } : { type: 'words', text };
  }
}

/** The webhook's own item, or the body that it was sent, given back as it came. */
function isEcho(document: unknown, request: Json): boolean {
  const [item] =
    Array.isArray(document) && document.length === 1 ? (document as unknown[]) : [document];
  if (!isRecord(item)) return false;
  const given = isRecord(item['body']) && 'headers' in item ? item['body'] : item;
  return Object.keys(request).length > 0 && JSON.stringify(given) === JSON.stringify(request);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // It is read as what it is instead.
    return undefined;
  }
}

async function* once(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}
