import { Logger } from '@nestjs/common';
import { type N8nRecording, n8nRecordings, N8nStandIn, requestClosed } from '@vox/stand-ins';
import { ProviderError, type ReplyPart, SystemClock } from '@vox/voice-core';

import { parseConfig } from '../config';
import { LlmService } from './llm.service';
import { LlmProviders } from './llm-providers';

type Outcome =
  | { readonly says: string; readonly rate?: number; readonly thenFails?: string }
  /** An answer, and nothing in it. */
  | 'no words'
  | { readonly fails: string; readonly statusCode?: number; readonly message?: string };

const AGENT = { says: 'I know 1 of your words: hello there. That is all of it.' };
const ECHO = 'no words';
/** n8n compresses nothing that is short. */
const LONG = 'long words '.repeat(300);

/** What is right for each answer of a real n8n. */
const OUTCOMES: Readonly<Record<N8nRecording, Outcome>> = {
  'a-first-incoming': { says: 'First item says hello there.', rate: 1.2 },
  'a-json-output': { says: 'You said hello there.' },
  'b-all-entries': { says: 'First of two. Second of two.' },
  'b-all-incoming': { says: 'All incoming one. All incoming two.' },
  'b-echo-body': ECHO,
  'b-echo-body.gzip-asked': ECHO,
  'b-first-entry': { says: 'The only entry.' },
  'b-whole-item': ECHO,
  'c-binary': { fails: 'server', statusCode: 500, message: 'No item to return was found' },
  'c-nodata': 'no words',
  'c-on-received': { says: 'Delivered.' },
  'c-respond-nodata': 'no words',
  'c-text': { says: 'Plain text: hello there. Second sentence of it.' },
  'c-text-object-like': { says: '[laughs] Hello there. {smiles} Good day.' },
  'd-agent-stream': AGENT,
  'd-agent-stream-fail': { fails: 'server' },
  'd-agent-whole': AGENT,
  'd-agent3-stream': AGENT,
  'd-agent3-stream.gzip-asked': AGENT,
  'd-agent3-stream-fail': { says: 'I know 1 of your', thenFails: 'server' },
  'd-sse': { says: 'Hello from SSE.', rate: 1.3 },
  'd-stream-error': { fails: 'server' },
  'd-stream-error-late': { says: 'Words before the failure.' },
  'd-stream-none': 'no words',
  'd-stream-respond': { says: 'You said hello there.' },
  'd-stream-respond-all': { says: 'Streamed one. Streamed two.' },
  'd-stream-respond-text': { says: 'Streamed text: hello there.' },
  'd-stream-respond-text.gzip-asked': { says: `Streamed text: ${LONG}.` },
  'f-test-listening': { says: 'Test run heard hello there.' },
  'f-test-not-listening': {
    fails: 'invalid-request',
    statusCode: 404,
    message: "Click the 'Execute workflow' button",
  },
  'g-basic': { fails: 'authentication', statusCode: 401, message: 'Authorization is required!' },
  'g-header': { fails: 'authorization', statusCode: 403, message: 'Authorization data is wrong!' },
  'g-query': { says: 'Query token is wrong.' },
  'h-error-500json': { fails: 'server', statusCode: 500 },
  'h-error-continue': { fails: 'server' },
  'h-error-last': { fails: 'server', statusCode: 500, message: 'Error in workflow' },
  'h-error-respond': { fails: 'server', statusCode: 500, message: 'Error in workflow' },
  'h-no-respond': { fails: 'server', statusCode: 500, message: 'No Respond to Webhook node' },
  'j-agent-memory': AGENT,
  'j-static-memory': { says: 'I have heard 1: hello there.' },
};

/** The moment at which those were recorded who give the request back. */
class RecordingClock extends SystemClock {
  override wallMs(): number {
    return Date.parse('2026-11-29T08:30:00.000Z');
  }
}

const sessionId = '00000000-0000-4000-8000-000000000001';
const saying = (content: string) =>
  [
    { role: 'system', content: 'You are the test agent.' },
    { role: 'user', content },
  ] as const;

describe('a recorded answer of n8n', () => {
  let n8n: N8nStandIn;
  let llm: LlmService;
  beforeEach(async () => {
    Logger.overrideLogger(false);
    n8n = await N8nStandIn.start();
    const config = parseConfig({ N8N_WEBHOOK_URL: n8n.webhookUrl, LLM_PROVIDER: 'n8n' });
    const clock = new RecordingClock();
    llm = new LlmService(new LlmProviders(config.llm, clock), config, clock);
  });
  afterEach(() => n8n.close());

  it.each(n8nRecordings)('%s gives what is right, of one run', async (recording) => {
    n8n.setRecording(recording);
    const isLong = /^(?:b-echo-body|d-stream-respond-text)\.gzip/u.test(recording);
    const messages = saying(isLong ? LONG : 'hello there');
    const parts: ReplyPart[] = [];
    const requester = { sessionId, userId: 'tester', agentName: 'raw', turnId: 'turn' };
    const reading = (async () => {
      const signal = new AbortController().signal;
      for await (const part of llm.generate(messages, { requester, signal })) parts.push(part);
    })();
    if (recording === 'c-on-received') {
      await requestClosed(n8n);
      llm.deliver(sessionId, { text: 'Delivered.', turnId: 'turn' });
    }
    const error: unknown = await reading.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(outcomeOf(parts, error)).toEqual(expected(OUTCOMES[recording]));
    expect(n8n.requests).toHaveLength(1);
  });
});

function outcomeOf(parts: readonly ReplyPart[], error: unknown) {
  const says = parts.map((part) => (part.type === 'reply-delta' ? part.text : '')).join('');
  const rate = parts.flatMap((part) => (part.type === 'reply-voice' ? part.settings.rate : []))[0];
  const failure =
    error instanceof ProviderError
      ? { fails: error.category, statusCode: error.statusCode, message: error.message }
      : { error };
  return { says: says.trim(), rate, ...failure };
}

function expected(outcome: Outcome): object {
  if (outcome === 'no words') return { says: '', rate: undefined, error: undefined };
  if ('fails' in outcome) {
    const { fails, statusCode, message = '' } = outcome;
    const words: unknown = expect.stringContaining(message);
    return { says: '', rate: undefined, fails, statusCode, message: words };
  }
  const { says, rate, thenFails } = outcome;
  if (thenFails === undefined) return { says, rate, error: undefined };
  const message: unknown = expect.any(String);
  return { says, rate, fails: thenFails, statusCode: undefined, message };
}
