import type { ReplyPart } from '@vox/voice-core';

import { localLanguageModel } from '../local/local';
import { openAiLanguageModel } from '../openai/openai';
import { openRouterLanguageModel } from '../openrouter/openrouter';

type Asked = { readonly path: string; readonly model?: string | undefined };

const saying = (content: string) => Response.json({ choices: [{ message: { content } }] });
const refusal = (status: number, message: string, code?: string) =>
  Response.json({ error: { message, code } }, { status });
const notFound = () => new Response('<html><title>404 Not Found</title></html>', { status: 404 });

/** A server that answers as `respond` has it, and what it was asked. */
function serving(respond: (asked: Asked) => Response) {
  const asked: Asked[] = [];
  const answer: typeof fetch = (url, init) => {
    const body = init?.body == null ? {} : (JSON.parse(init.body as string) as { model?: string });
    const request = { path: new URL(url).pathname, model: body.model };
    asked.push(request);
    return Promise.resolve(respond(request));
  };
  return { transport: { fetch: answer, timeoutMs: 5000 }, asked };
}

type Model = ReturnType<typeof localLanguageModel>;
const say = async (model: Model) => {
  const { signal } = new AbortController();
  const parts: ReplyPart[] = await Array.fromAsync(
    model.generate([{ role: 'user', content: 'Hi.' }], { signal }),
  );
  return parts.map((part) => (part.type === 'reply-delta' ? part.text : '')).join('');
};
const pathsOf = (asked: readonly Asked[]) => asked.map(({ path }) => path);

describe('the place of the chat protocol', () => {
  /** Answers at `place` alone; elsewhere as `otherwise` has it. */
  const at = (place: string, otherwise: () => Response = notFound) =>
    serving(({ path }) => (path === `${place}/chat/completions` ? saying('Hello.') : otherwise()));
  const makers = [
    [
      'LOCAL_LLM_BASE_URL',
      (baseUrl: string, transport: ReturnType<typeof at>['transport']) =>
        localLanguageModel({ baseUrl, model: 'm' }, transport),
    ],
    [
      'OPENAI_BASE_URL',
      (baseUrl: string, transport: ReturnType<typeof at>['transport']) =>
        openAiLanguageModel({ baseUrl, model: 'm', apiKey: 'k' }, transport),
    ],
    [
      'OPENROUTER_BASE_URL',
      (baseUrl: string, transport: ReturnType<typeof at>['transport']) =>
        openRouterLanguageModel({ baseUrl, model: 'm', apiKey: 'k' }, transport),
    ],
  ] as const;

  it.each(makers)('is found whatever people paste into %s', async (_variable, make) => {
    const pasted = [
      '',
      '/',
      '/v1',
      '/v1/',
      '/v1/chat/completions',
      '/chat/completions/',
      '/v1/models',
      '/api/chat',
    ];
    for (const path of pasted) {
      const { transport, asked } = at('/v1');
      expect(await say(make(`http://ollama:11434${path}`, transport))).toBe('Hello.');
      expect(pathsOf(asked)).toEqual(['/v1/chat/completions']);
    }
  });

  it.each([
    ['a 404 with a page', notFound],
    ['a 405', () => refusal(405, 'Method Not Allowed')],
    ['a page for everything', () => new Response('<!doctype html><title>Open WebUI</title>')],
    [
      'the words of LM Studio',
      () => Response.json({ error: 'Unexpected endpoint or method. (POST /v1/chat/completions)' }),
    ],
    ['the words of FastAPI', () => Response.json({ detail: 'Not Found' }, { status: 404 })],
  ])('is looked for elsewhere after %s, and remembered', async (_what, otherwise) => {
    for (const [url, place] of [
      ['http://host', ''],
      ['http://host', '/api/v1'],
      ['http://host/proxy', '/proxy/v1'],
      ['http://host/api', '/api'],
    ]) {
      const { transport, asked } = at(String(place), otherwise);
      const model = localLanguageModel({ baseUrl: String(url), model: 'm' }, transport);
      expect(await say(model)).toBe('Hello.');
      const first = asked.length;
      await say(model);
      expect(asked).toHaveLength(first + 1);
      expect(asked.at(-1)?.path).toBe(`${place}/chat/completions`);
    }
  });

  it('is not looked for where it is said, nor once it was found', async () => {
    const nowhere = serving(notFound);
    const said = localLanguageModel({ baseUrl: 'http://host/v1', model: 'm' }, nowhere.transport);
    await expect(say(said)).rejects.toMatchObject({ category: 'invalid-request', statusCode: 404 });
    expect(nowhere.asked).toHaveLength(1);
    let isUp = true;
    const { transport, asked } = serving(() => (isUp ? saying('Hello.') : notFound()));
    const model = localLanguageModel({ baseUrl: 'http://host', model: 'm' }, transport);
    await say(model);
    isUp = false;
    await expect(say(model)).rejects.toMatchObject({ statusCode: 404 });
    expect(asked).toHaveLength(2);
  });

  it('is asked with the user, the password and the query of its address', async () => {
    const asked: [url: string, authorization: string | null][] = [];
    const answer: typeof fetch = (url, init) => {
      asked.push([url as string, new Headers(init?.headers).get('authorization')]);
      return Promise.resolve(saying('Hello.'));
    };
    const transport = { fetch: answer, timeoutMs: 5000 };
    const baseUrl = 'https://ann:secret@host/v1/chat/completions?api-version=7';
    await say(localLanguageModel({ baseUrl, model: 'm' }, transport));
    await say(localLanguageModel({ baseUrl, model: 'm', apiKey: 'sk-1' }, transport));
    const url = 'https://host/v1/chat/completions?api-version=7';
    expect(asked).toEqual([
      [url, `Basic ${btoa('ann:secret')}`],
      [url, 'Bearer sk-1'],
    ]);
  });

  it('is not doubted because a model is missing', async () => {
    const { transport, asked } = serving(() => refusal(404, "model 'm' not found"));
    const model = localLanguageModel({ baseUrl: 'http://ollama:11434', model: 'm' }, transport);
    await expect(say(model)).rejects.toThrow("model 'm' not found");
    expect(asked).toHaveLength(1);
  });
});

describe('the model of a server for which none is named', () => {
  /** Lists `models`; those of `unable` refuse as `respond` has it. */
  const listing = (models: readonly string[], unable: readonly string[], respond: () => Response) =>
    serving(({ path, model = '' }) => {
      if (path.endsWith('/models')) return Response.json({ data: models.map((id) => ({ id })) });
      return unable.includes(model) ? respond() : saying('Hello.');
    });
  const make = ({ transport }: ReturnType<typeof listing>) =>
    localLanguageModel({ baseUrl: 'http://host/v1' }, transport);
  const modelsOf = (asked: readonly Asked[]) => asked.flatMap(({ model }) => model ?? []);

  it('is one that chats, though others are listed first', async () => {
    const server = listing(
      ['text-embedding-nomic-embed-text-v1.5', 'whisper-1', 'gemma-3-12b-it'],
      [],
      notFound,
    );
    expect(await say(make(server))).toBe('Hello.');
    expect(modelsOf(server.asked)).toEqual(['gemma-3-12b-it']);
  });

  it.each([
    [
      'LM Studio',
      () => refusal(400, 'Failed to load model "a". Error: Model is not llm.', 'model_not_found'),
    ],
    ['LM Studio, in other words', () => refusal(400, "Model 'a' is not an llm.")],
    ['Ollama', () => refusal(400, '"a" does not support chat')],
    ['vLLM', () => refusal(400, 'The model does not support Chat Completions API')],
    [
      'OpenAI',
      () =>
        refusal(
          404,
          'This is not a chat model and thus not supported in the v1/chat/completions endpoint.',
        ),
    ],
    ['a gateway', () => refusal(500, 'a is an embedding model')],
    ['one that has unloaded it', () => refusal(404, "The model 'a' does not exist")],
    ['an answer under 200', () => refusal(200, "Model 'a' is not an llm.")],
  ])('is the next one after the refusal of %s, also for later turns', async (_who, respond) => {
    const server = listing(['a', 'b', 'c'], ['a', 'b'], respond);
    const model = make(server);
    expect(await say(model)).toBe('Hello.');
    expect(await say(model)).toBe('Hello.');
    expect(modelsOf(server.asked)).toEqual(['a', 'b', 'c', 'c']);
  });

  it('is the failure of the last one when none chats, and is looked for anew by the next turn', async () => {
    const server = listing(['a', 'b'], ['a', 'b'], () => refusal(400, 'it is not an llm'));
    const model = make(server);
    await expect(say(model)).rejects.toThrow('not an llm');
    await expect(say(model)).rejects.toThrow('not an llm');
    expect(modelsOf(server.asked)).toEqual(['a', 'b', 'a', 'b']);
  });

  it('is asked for by its name where it is named, whatever the server says of it', async () => {
    const { transport, asked } = serving(() => refusal(400, "Model 'a' is not an llm."));
    const model = localLanguageModel({ baseUrl: 'http://host/v1', model: 'a' }, transport);
    await expect(say(model)).rejects.toThrow('not an llm');
    expect(modelsOf(asked)).toEqual(['a']);
  });

  it('needs no name where nothing is listed', async () => {
    const { transport, asked } = serving(({ path }) =>
      path === '/v1/chat/completions' ? saying('Hello.') : notFound(),
    );
    expect(await say(localLanguageModel({ baseUrl: 'http://host' }, transport))).toBe('Hello.');
    expect(modelsOf(asked)).toEqual(['default']);
    expect(await localLanguageModel({ baseUrl: 'http://host' }, transport).health()).toEqual({
      isHealthy: true,
    });
  });

  it('is not tried for ever', async () => {
    const nameless = serving(({ path }) =>
      path.endsWith('/models') ? notFound() : refusal(404, "model 'default' not found"),
    );
    const { transport } = nameless;
    await expect(say(localLanguageModel({ baseUrl: 'http://host/v1' }, transport))).rejects.toThrow(
      "model 'default' not found",
    );
    expect(modelsOf(nameless.asked)).toEqual(['default']);
    const many = Array.from({ length: 50 }, (_, index) => `model-${index}`);
    const server = listing(many, many, () => refusal(400, 'it is not an llm'));
    await expect(say(make(server))).rejects.toThrow('not an llm');
    expect(modelsOf(server.asked)).toHaveLength(12);
  });

  it('stays the same while it is merely overloaded', async () => {
    const server = listing(['a', 'b'], ['a'], () => refusal(503, 'The model is not available now'));
    await expect(say(make(server))).rejects.toMatchObject({ category: 'server' });
    expect(modelsOf(server.asked)).toEqual(['a']);
  });

  it('is missing where the list is empty', async () => {
    const server = listing([], [], notFound);
    await expect(say(make(server))).rejects.toMatchObject({
      category: 'invalid-request',
      message: expect.stringContaining('no model'),
    });
  });
});
