import { findAnswer, type N8nAnswer } from './find-answer';
import { isRecord, type Json } from './json-text';
import { failure } from './n8n-failure';
import { Segments } from './segments';

/** Names of events that say once more, in one piece, what was said bit by bit. */
const SUMS_UP = /(?:^|[._-])(?:done|completed?|end|stop|final|finish(?:ed)?)$/iu;

/**
 * Reads the objects and texts of a stream: n8n's own items (begin, item, end or error per node), and pieces in any shape
 * that a document may have (chunks of models' APIs among them). Types that are not known are skipped.
 */
export class StreamReader {
  readonly #segments: Segments;
  #openNodes = 0;
  /** Something failed before anything was said: another branch may still answer. */
  #hasFailed = false;

  constructor(private readonly request: Json | undefined) {
    this.#segments = new Segments(request);
  }

  *text(piece: string): Generator<N8nAnswer, void> {
    yield* this.#segments.add('', piece);
  }

  /** @param name What the event is called where its object does not say. */
  *value(value: unknown, name = ''): Generator<N8nAnswer, void> {
    const type = isRecord(value) && typeof value['type'] === 'string' ? value['type'] : name;
    if (isRecord(value)) {
      const { content, metadata } = value;
      const author = authorOf(metadata);
      switch (type) {
        case 'begin':
          this.#openNodes += 1;
          return;
        case 'end':
          if (metadata === undefined) break;
          this.#openNodes -= 1;
          return yield* this.#segments.end();
        case 'error':
          return this.#fail();
        case 'item':
          if (typeof content === 'string') return yield* this.#segments.add(author, content);
          return yield* this.#found(author, content ?? value);
      }
      // A tool call or a step of a node.
      if (type !== '' && author !== '') return;
    }
    if (SUMS_UP.test(type) && this.#segments.hasWords) return;
    yield* this.#found('', value);
  }

  /**
   * No more comes.
   * @throws ProviderError when the workflow failed, or the stream ends in the middle of what a node says.
   */
  *end(): Generator<N8nAnswer, void> {
    yield* this.#segments.end();
    if (this.#openNodes > 0) throw failure('connectivity', 'broke off in mid-reply');
    if (this.#segments.hasWords) return;
    if (this.#hasFailed) throw failure('server', 'the workflow failed');
    const { unknown } = this.#segments;
    if (unknown !== undefined) yield { type: 'unknown', keys: unknown };
  }

  *#found(author: string, value: unknown): Generator<N8nAnswer, void> {
    const found = findAnswer(value, { request: this.request, isPiece: true });
    if (found === undefined) this.#segments.addUnknown(value);
    else if (found.type === 'reply') {
      yield* this.#segments.add(author, found.text, found.options);
    } else if (found.type === 'failed') this.#fail();
    else yield found;
  }

  #fail(): void {
    // The answer was complete: what fails after it has nothing to do with what was said.
    if (this.#segments.hasWords && this.#openNodes <= 0) return;
    if (this.#segments.hasWords) throw failure('server', 'the workflow failed');
    this.#hasFailed = true;
    this.#openNodes = 0;
  }
}

/** Who speaks: an item of a run of a node. */
function authorOf(metadata: unknown): string {
  if (!isRecord(metadata)) return '';
  const { nodeId, nodeName, runIndex, itemIndex } = metadata;
  return JSON.stringify([nodeId ?? nodeName, runIndex, itemIndex]);
}
