import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** The port that the credentials of test/n8n name. */
const PORT = 5890;

/**
 * An OpenAI-compatible model for n8n's AI agents: says which of the user's words it was given. `slow-stream` takes 20 s for 40
 * pieces, `fail-late` breaks off after five.
 */
export async function startChatModel() {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const bytes of request) body += bytes;
    if (request.url.endsWith('/models')) {
      response.end(
        JSON.stringify({ object: 'list', data: [{ id: 'stand-in-model', object: 'model' }] }),
      );
      return;
    }
    await answer(JSON.parse(body || '{}'), response);
  });
  server.listen(PORT, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function answer({ model, messages = [], stream }, response) {
  const users = messages.filter(({ role }) => role === 'user').map(({ content }) => content);
  const text = `I know ${users.length} of your words: ${users.join(', ')}. That is all of it.`;
  const base = { id: 'chatcmpl-1', created: 1, model };
  if (!stream) {
    response.setHeader('content-type', 'application/json');
    const choices = [
      { index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' },
    ];
    const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
    response.end(JSON.stringify({ ...base, object: 'chat.completion', choices, usage }));
    return;
  }
  response.setHeader('content-type', 'text/event-stream');
  const send = (delta, finish_reason = null) => {
    const choices = [{ index: 0, delta, finish_reason }];
    response.write(
      `data: ${JSON.stringify({ ...base, object: 'chat.completion.chunk', choices })}\n\n`,
    );
  };
  send({ role: 'assistant', content: '' });
  const isSlow = model === 'slow-stream';
  const pieces = isSlow
    ? Array.from({ length: 40 }, (_, i) => `number ${i}. `)
    : text.match(/\S+\s*/gu);
  for (const [index, content] of pieces.entries()) {
    if (response.destroyed) return;
    if (model === 'fail-late' && index === 5) {
      response.destroy();
      return;
    }
    send({ content });
    await sleep(isSlow ? 500 : 40);
  }
  send({}, 'stop');
  response.end('data: [DONE]\n\n');
}
