/** One session over /ws/voice, in which is typed. */
export class VoiceClient {
  #socket;
  #waiting = [];
  #turns = [];
  #askedAtMs = 0;
  #firstTextMs;

  static async open(url, agentId) {
    const client = new VoiceClient();
    client.#socket = new WebSocket(`${url.replace('http', 'ws')}/ws/voice`);
    client.#socket.binaryType = 'arraybuffer';
    client.#socket.onmessage = ({ data }) => {
      if (typeof data === 'string') client.#hear(JSON.parse(data));
    };
    await new Promise((resolve, reject) => {
      client.#socket.onopen = resolve;
      client.#socket.onerror = () => reject(new Error('the socket does not open'));
    });
    client.#send('start', { agent_id: agentId, user_id: 'tester' });
    return client;
  }

  ask(text) {
    this.#askedAtMs = performance.now();
    this.#firstTextMs = undefined;
    this.#send('text_message', { text });
  }

  interrupt() {
    this.#send('interrupt');
  }

  /** The next turn that ends: what was said, how it ended, when its text began. */
  turn() {
    const ended = this.#turns.shift();
    return ended === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : ended;
  }

  close() {
    this.#socket.close();
  }

  #hear({ event, data }) {
    if (event === 'ai_response_chunk') this.#firstTextMs ??= performance.now() - this.#askedAtMs;
    if (event === 'ai_response_complete') this.reply = data.text;
    if (event !== 'turn_complete') return;
    const turn = {
      outcome: data.outcome,
      said: this.reply ?? data.spoken_text ?? '',
      firstTextMs: this.#firstTextMs,
    };
    this.reply = undefined;
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#turns.push(turn);
    else waiting(turn);
  }

  #send(event, data = {}) {
    this.#socket.send(JSON.stringify({ event, data }));
  }
}
