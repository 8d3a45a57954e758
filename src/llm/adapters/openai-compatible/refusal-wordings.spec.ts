import { Logger } from '@nestjs/common';
import { WEATHER_TOOLS } from '@vox/testing';
import { type ChatMessage, ProviderError, type ReplyPart } from '@vox/voice-core';

import { localLanguageModel } from '../local/local';

const MESSAGES: readonly ChatMessage[] = [{ role: 'user', content: 'Two.' }];
const SETTINGS = { temperature: 0.7, maxTokens: 1000, tools: WEATHER_TOOLS };

const read = (model: ReturnType<typeof localLanguageModel>) =>
  Array.fromAsync(model.generate(MESSAGES, { ...SETTINGS, signal: new AbortController().signal }));
const textOf = (parts: readonly ReplyPart[]) =>
  parts.map((part) => (part.type === 'reply-delta' ? part.text : '')).join('');

type Answer = readonly [status: number, body: object | string];

/** A server that answers `refusal` until a request has none of `names`. */
function refusing(names: readonly string[], [status, body]: Answer) {
  const sent: Record<string, unknown>[] = [];
  const answer: typeof fetch = (_url, init) => {
    const request = JSON.parse(init?.body as string) as Record<string, unknown>;
    sent.push(request);
    if (!names.some((name) => name in request)) {
      const choices = [{ message: { content: 'Fine.' }, finish_reason: 'stop' }];
      return Promise.resolve(Response.json({ choices }));
    }
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return Promise.resolve(new Response(text, { status }));
  };
  const server = { baseUrl: 'http://server/v1', model: 'm' };
  return { model: localLanguageModel(server, { fetch: answer, timeoutMs: 5000 }), sent };
}

const TEMPERATURE = ['temperature'];
const TOOLS = ['tools'];
const LIMIT = ['max_tokens', 'max_completion_tokens'];

/** What servers say when they will not have something, in words of the field. */
const WORDINGS: readonly (readonly [names: readonly string[], ...Answer])[] = [
  [
    TOOLS,
    400,
    { error: { message: "Unsupported parameter: 'tools' is not supported with this model." } },
  ],
  [TOOLS, 400, { error: { message: '`tool calling` is not supported with this model' } }],
  [TOOLS, 400, { error: 'm does not support function calling' }],
  [TOOLS, 404, { error: { message: 'No endpoints found that support tool use. Try another.' } }],
  [TOOLS, 422, { detail: [{ loc: ['body', 'tools'], msg: 'Extra inputs are not permitted' }] }],
  [
    TEMPERATURE,
    400,
    {
      error: {
        message: 'temperature is not supported by this model',
        code: 'unsupported_parameter',
      },
    },
  ],
  [
    TEMPERATURE,
    400,
    { error: { message: 'invalid temperature: only 1 is allowed for this model' } },
  ],
  [TEMPERATURE, 400, { error: { message: 'Invalid value', param: 'temperature' } }],
  [TEMPERATURE, 400, { error: 'temperature: must be strictly positive' }],
  [TEMPERATURE, 400, { message: 'Unrecognized request argument supplied: temperature' }],
  [TEMPERATURE, 400, '`temperature` may only be set to 1 when thinking is enabled.'],
  [
    TEMPERATURE,
    422,
    {
      detail: [{ loc: ['body', 'temperature'], msg: 'Input should be less than or equal to 0.5' }],
    },
  ],
  [
    TEMPERATURE,
    422,
    {
      object: 'error',
      message: {
        detail: [
          {
            type: 'extra_forbidden',
            loc: ['body', 'temperature'],
            msg: 'Extra inputs are not permitted',
          },
        ],
      },
    },
  ],
  [
    TEMPERATURE,
    400,
    [
      {
        error: {
          code: 400,
          message: 'Unknown name "temperature": Cannot find field.',
          status: 'INVALID_ARGUMENT',
        },
      },
    ],
  ],
  [
    TEMPERATURE,
    400,
    {
      error: {
        message: 'Provider returned error',
        metadata: { raw: '{"error":{"message":"temperature is deprecated"}}' },
      },
    },
  ],
  [
    TEMPERATURE,
    500,
    {
      error: { message: "TypeError: generate() got an unexpected keyword argument 'temperature'" },
    },
  ],
  [LIMIT, 400, { error: { message: 'Unknown parameter: max_tokens, max_completion_tokens' } }],
  [
    LIMIT,
    422,
    {
      detail: [
        { loc: ['body', 'max_tokens'], msg: 'Extra inputs are not permitted' },
        { loc: ['body', 'max_completion_tokens'], msg: 'Extra inputs are not permitted' },
      ],
    },
  ],
  [
    [...TEMPERATURE, ...LIMIT],
    400,
    {
      error: {
        message: 'Unsupported parameter(s): temperature, max_tokens, max_completion_tokens',
      },
    },
  ],
  [
    [...TEMPERATURE, ...LIMIT],
    400,
    { error: { message: 'Invalid request parameters', code: 'invalid_parameter' } },
  ],
  [[...TEMPERATURE, ...LIMIT], 422, { detail: 'Unexpected field in the request' }],
  [
    [...TEMPERATURE, ...LIMIT],
    400,
    { error: { message: 'Extra fields not permitted', type: 'value_error.extra' } },
  ],
];

/** Refusals of something else, which nothing left out would mend. */
const OTHERS: readonly Answer[] = [
  [
    400,
    {
      error: {
        message:
          "This model's maximum context length is 4096 tokens. Please reduce the length of the messages.",
        code: 'context_length_exceeded',
      },
    },
  ],
  [400, { error: { message: 'Your credit balance is too low' } }],
  [400, { error: { message: 'API key not valid. Please pass a valid API key.' } }],
  [
    400,
    {
      error: {
        message:
          'The response was filtered due to the prompt triggering content management policy.',
        code: 'content_filter',
      },
    },
  ],
  [400, { error: { message: "invalid model: 'm' does not exist" } }],
  [400, { error: { message: 'fault 400' } }],
  [400, ''],
  [401, { error: { message: 'temperature is not supported' } }],
  [403, { error: { message: 'unsupported parameter: temperature' } }],
  [429, { error: { message: 'temperature is not supported' } }],
  [500, { error: { message: 'The GPU has reached its maximum temperature' } }],
  [503, { error: { message: 'overloaded' } }],
];

/** Faults of one tool, or of what came of a call: of neither the model nor the rest of a request. */
const OF_ONE_TOOL: readonly Answer[] = [
  [
    400,
    {
      error: {
        message:
          "Invalid schema for function 'x': In context=('properties', 'a'), schema must have a 'type' key.",
        type: 'invalid_request_error',
        param: 'tools[13].function.parameters',
        code: 'invalid_function_parameters',
      },
    },
  ],
  [
    400,
    {
      error: {
        message:
          "Invalid schema for function 'x': In context=('properties', 'temperature'), 'default' is not permitted.",
        param: 'tools[13].function.parameters',
        code: 'invalid_function_parameters',
      },
    },
  ],
  [400, { error: { message: "Invalid 'tools[0].function.name'.", code: 'invalid_value' } }],
  [
    400,
    [
      {
        error: {
          code: 400,
          message:
            'Invalid JSON payload received. Unknown name "exclusiveMinimum" at \'tools[0].function_declarations[0].parameters.properties[0].value\': Cannot find field.',
          status: 'INVALID_ARGUMENT',
        },
      },
    ],
  ],
  [
    422,
    {
      detail: [
        {
          loc: ['body', 'tools', 0, 'function', 'parameters', 'required'],
          msg: 'Input should be a valid list',
        },
      ],
    },
  ],
  [
    400,
    {
      error: {
        message:
          "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
        type: 'invalid_request_error',
        param: 'messages.[3].role',
        code: null,
      },
    },
  ],
];

describe('a refusal', () => {
  it.each(WORDINGS)('of %s is understood, %s %j', async (names, status, body) => {
    const { model, sent } = refusing(names, [status, body]);
    expect(textOf(await read(model))).toBe('Fine.');
    const asked = sent.length;
    expect(asked).toBeLessThanOrEqual(1 + names.length);
    await read(model);
    expect(sent).toHaveLength(asked + 1);
    if (!names.includes('temperature')) expect(sent.at(-1)).toHaveProperty('temperature', 0.7);
    if (!names.includes('max_tokens')) expect(sent.at(-1)).toHaveProperty('max_tokens', 1000);
  });

  it.each(OF_ONE_TOOL)('of one tool is no refusal of all: %s %j', async (status, body) => {
    const logged = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    const { model, sent } = refusing(TOOLS, [status, body]);
    expect(textOf(await read(model))).toBe('Fine.');
    expect(textOf(await read(model))).toBe('Fine.');
    expect(sent.map((request) => 'tools' in request)).toEqual([true, false, true, false]);
    for (const request of sent) {
      expect(request).toMatchObject({ temperature: 0.7, max_tokens: 1000, stream: true });
    }
    expect(logged).toHaveBeenCalledTimes(2);
    logged.mockRestore();
  });

  it.each(OTHERS)('of something else is told after one request: %s %j', async (status, body) => {
    const { model, sent } = refusing(['model'], [status, body]);
    await expect(read(model)).rejects.toBeInstanceOf(ProviderError);
    expect(sent).toHaveLength(1);
  });

  it('that stays is told in the words of the server', async () => {
    const { model } = refusing(
      ['model'],
      [400, { error: { message: 'temperature is not supported' } }],
    );
    await expect(read(model)).rejects.toMatchObject({
      category: 'invalid-request',
      statusCode: 400,
      message: expect.stringContaining('temperature is not supported'),
    });
  });
});
