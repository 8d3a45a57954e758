/** What a request asks for, as far as a server may refuse it. */
export type ChatRequest = {
  readonly stream: boolean;
  readonly stream_options?: object | undefined;
  readonly temperature?: number | undefined;
  readonly max_tokens?: number | undefined;
  readonly max_completion_tokens?: number | undefined;
  readonly messages: readonly { readonly role: string; readonly content: string | null }[];
  readonly tools?: readonly object[] | undefined;
};

/** A status and a body, as one of the servers of the field words it. 200 is an error within a stream. */
export type Refusal = { readonly status: number; readonly body: object };

type Temper = (request: ChatRequest) => Refusal | undefined;

const openAi = (message: string, param: string | null = null, code: string | null = null) => ({
  error: { message, type: 'invalid_request_error', param, code },
});

const limitOf = (request: ChatRequest) => request.max_tokens ?? request.max_completion_tokens;

const isInTurn = (messages: ChatRequest['messages']) =>
  messages.every(({ role }, index) => (role === 'user') === (index % 2 === 0));

/** Servers and models that refuse what a request could do without, by the word for which the stand-in plays each. */
export const chatTempers = {
  /** Claude through a proxy. */
  'no-temperature': ({ temperature }) =>
    temperature === undefined
      ? undefined
      : { status: 400, body: openAi('`temperature` is deprecated for this model.') },
  /** OpenAI's reasoning models. */
  'fixed-temperature': ({ temperature }) =>
    temperature === undefined
      ? undefined
      : {
          status: 400,
          body: openAi(
            "Unsupported value: 'temperature' does not support 0.7 with this model. Only the default (1) value is supported.",
            'temperature',
            'unsupported_value',
          ),
        },
  /** Text servers that hand a request on as keyword arguments. */
  'unexpected-keyword': ({ temperature }) =>
    temperature === undefined
      ? undefined
      : {
          status: 500,
          body: { detail: "create() got an unexpected keyword argument 'temperature'" },
        },
  /** LiteLLM, which finds out when the stream has begun. */
  'refused-in-stream': ({ temperature }) =>
    temperature === undefined
      ? undefined
      : {
          status: 200,
          body: openAi(
            "litellm.UnsupportedParamsError: this model doesn't support temperature=0.7",
          ),
        },
  /** OpenAI's newer models. */
  'new-limit': ({ max_tokens }) =>
    max_tokens === undefined
      ? undefined
      : {
          status: 400,
          body: openAi(
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
            'max_tokens',
            'unsupported_parameter',
          ),
        },
  /** Older servers with strict schemas (FastAPI). */
  'old-limit': ({ max_completion_tokens: tokens }) =>
    tokens === undefined
      ? undefined
      : {
          status: 422,
          body: {
            detail: [
              {
                type: 'extra_forbidden',
                loc: ['body', 'max_completion_tokens'],
                msg: 'Extra inputs are not permitted',
                input: tokens,
              },
            ],
          },
        },
  'no-limit': (request) => {
    const name = request.max_tokens === undefined ? 'max_completion_tokens' : 'max_tokens';
    if (limitOf(request) === undefined) return undefined;
    return { status: 400, body: openAi(`Unrecognized request argument supplied: ${name}`) };
  },
  'low-limit': (request) =>
    (limitOf(request) ?? 0) <= 500
      ? undefined
      : {
          status: 400,
          body: openAi(
            `max_tokens is too large: ${limitOf(request)}. This model supports at most 500 completion tokens, whereas you provided ${limitOf(request)}.`,
            'max_tokens',
            'invalid_value',
          ),
        },
  /** vLLM, when conversation and limit together are too long. */
  'full-context': (request) =>
    limitOf(request) === undefined
      ? undefined
      : {
          status: 400,
          body: {
            object: 'error',
            message: `'max_tokens' or 'max_completion_tokens' is too large: ${limitOf(request)}. This model's maximum context length is 2048 tokens and your request has 1900 input tokens.`,
            type: 'BadRequestError',
            param: null,
            code: 400,
          },
        },
  /** OpenAI's models for organisations that are not verified. */
  'no-stream': ({ stream }) =>
    stream
      ? {
          status: 400,
          body: openAi(
            'Your organization must be verified to stream this model.',
            'stream',
            'unsupported_value',
          ),
        }
      : undefined,
  /** Mistral's, and older servers with strict schemas. */
  'no-usage': ({ stream_options: asked }) =>
    asked === undefined
      ? undefined
      : {
          status: 422,
          body: {
            detail: [
              {
                type: 'extra_forbidden',
                loc: ['body', 'stream_options'],
                msg: 'Extra inputs are not permitted',
              },
            ],
          },
        },
  /** Gemma's template. */
  'no-system-role': ({ messages }) =>
    messages.some(({ role }) => role === 'system')
      ? { status: 400, body: { object: 'error', message: 'System role not supported', code: 400 } }
      : undefined,
  /** Gemini's API for Gemma. */
  'no-developer-instruction': ({ messages }) =>
    messages.some(({ role }) => role === 'system')
      ? {
          status: 400,
          body: [
            {
              error: {
                code: 400,
                message: 'Developer instruction is not enabled for models/gemma-3-27b-it',
              },
            },
          ],
        }
      : undefined,
  /** llama.cpp with Mistral's template. */
  'roles-in-turn': ({ messages }) =>
    isInTurn(messages.filter(({ role }) => role !== 'system'))
      ? undefined
      : {
          status: 500,
          body: {
            error: {
              code: 500,
              message:
                'After the optional system message, conversation roles must alternate user/assistant/user/assistant/...',
              type: 'server_error',
            },
          },
        },
  /** vLLM with a template that knows no prompt, and says the same of it. */
  'user-first': ({ messages }) =>
    isInTurn(messages)
      ? undefined
      : {
          status: 400,
          body: {
            object: 'error',
            message: 'Conversation roles must alternate user/assistant/user/assistant/...',
            type: 'BadRequestError',
            code: 400,
          },
        },
  /** Ollama's models without a template for tools. */
  'no-tools': ({ tools }) =>
    tools && { status: 400, body: openAi('registry.ollama.ai/library/m does not support tools') },
  /** vLLM, started without a parser. */
  'no-tool-parser': ({ tools }) =>
    tools && {
      status: 400,
      body: {
        object: 'error',
        message:
          '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
        type: 'BadRequestError',
        code: 400,
      },
    },
  /** OpenRouter. */
  'no-tool-endpoint': ({ tools }) =>
    tools && {
      status: 404,
      body: { error: { message: 'No endpoints found that support tool use.', code: 404 } },
    },
  /** llama.cpp, started without its templates. */
  'no-templates': ({ tools }) =>
    tools && {
      status: 500,
      body: { error: { code: 500, message: 'tools param requires --jinja flag' } },
    },
  /** One that does not say what. */
  'bare-request': (request) =>
    request.temperature === undefined && limitOf(request) === undefined
      ? undefined
      : { status: 400, body: openAi('Request contains unsupported parameters.') },
} as const satisfies Readonly<Record<string, Temper>>;

export type ChatTemper = keyof typeof chatTempers;

/** How a server of that temper refuses `request`; undefined when it takes it, or `word` names no temper. */
export function refusalFor(word: string | undefined, request: ChatRequest): Refusal | undefined {
  const tempers: Readonly<Record<string, Temper>> = chatTempers;
  return word === undefined ? undefined : tempers[word]?.(request);
}
