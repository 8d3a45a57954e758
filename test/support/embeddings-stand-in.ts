import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a text may be about, by its words. */
const TOPICS = [/dog|animal|pet/iu, /tea|drink|thirst/iu, /chess|game/iu];

type Asked = {
  readonly path: string;
  readonly key: string | undefined;
  readonly model: string;
  readonly input: readonly string[];
};

/** A server of embeddings in OpenAI's form, in which texts about one thing lie together, whatever their words are. */
export class EmbeddingsStandIn {
  readonly requests: Asked[] = [];
  /** Tokens that it has asked money for. */
  billed = 0;
  /** It answers with this instead. */
  status = 200;
  /** Nothing is answered before. */
  answering: Promise<void> = Promise.resolve();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      void (async () => {
        const chunks = await Array.fromAsync(request as AsyncIterable<Buffer>);
        const body = JSON.parse(Buffer.concat(chunks).toString()) as Omit<Asked, 'path' | 'key'>;
        const { url: path = '', headers } = request;
        this.requests.push({ path, key: headers.authorization, ...body });
        await this.answering;
        const data = body.input.map((text, index) => ({ index, embedding: placeOf(text) }));
        const tokens = body.input.reduce((sum, text) => sum + Math.ceil(text.length / 3), 0);
        if (this.status === 200) this.billed += tokens;
        const usage = { prompt_tokens: tokens, total_tokens: tokens };
        // The order is not promised.
        response.writeHead(this.status, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ object: 'list', data: data.reverse(), usage }));
      })();
    });
  }

  static async start(): Promise<EmbeddingsStandIn> {
    const standIn = new EmbeddingsStandIn();
    await once(standIn.#server.listen(0, '127.0.0.1'), 'listening');
    return standIn;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}

function placeOf(text: string): number[] {
  return [...TOPICS.map((topic) => (topic.test(text) ? 1 : 0)), 0.1];
}
