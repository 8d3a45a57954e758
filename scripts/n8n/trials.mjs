const APOLOGY = /^I'm sorry, I can't answer right now/u;
const MIDWAY = /lost my train of thought/u;
const AGENT = 'I know 1 of your words: hello there. That is all of it.';

const says = (said) => ({ said });
const failed = { said: APOLOGY };
const silent = { said: '' };

/**
 * What is right for each workflow of test/n8n when "hello there" is typed: what is said, and that the workflow ran once,
 * whatever came of it.
 */
export const TRIALS = [
  { workflow: 'a-json-output', ...says('You said hello there.') },
  { workflow: 'a-first-incoming', ...says('First item says hello there.') },
  { workflow: 'b-first-entry', ...says('The only entry.') },
  { workflow: 'b-all-entries', ...says('First of two. Second of two.') },
  { workflow: 'b-all-incoming', ...says('All incoming one. All incoming two.') },
  { workflow: 'b-echo-body', ...silent },
  { workflow: 'b-whole-item', ...silent },
  { workflow: 'c-text', ...says('Plain text: hello there. Second sentence of it.') },
  { workflow: 'c-text-object-like', said: /Hello there\. .*Good day\.$/u },
  { workflow: 'c-nodata', ...silent },
  { workflow: 'c-respond-nodata', ...silent },
  { workflow: 'c-binary', ...failed },
  { workflow: 'c-on-received', ...failed, note: 'never calls back: N8N_TIMEOUT_SECONDS' },
  { workflow: 'd-stream-respond', ...says('You said hello there.') },
  { workflow: 'd-stream-respond-text', ...says('Streamed text: hello there.') },
  { workflow: 'd-stream-respond-all', ...says('Streamed one. Streamed two.') },
  { workflow: 'd-stream-none', ...silent },
  { workflow: 'd-stream-error', ...failed },
  { workflow: 'd-stream-error-late', ...says('Words before the failure.') },
  { workflow: 'd-agent3-stream', ...says(AGENT) },
  { workflow: 'd-agent3-stream-fail', said: MIDWAY },
  { workflow: 'd-agent-stream', ...says(AGENT) },
  { workflow: 'd-agent-stream-fail', ...failed },
  {
    workflow: 'd-agent-stream-slow',
    said: /^number 0\. .*number 39\.$/su,
    note: '20 s without a word',
  },
  { workflow: 'd-agent-whole', ...says(AGENT) },
  { workflow: 'd-sse', ...says('Hello from SSE.') },
  { workflow: 'e-callback-reply', ...says('Called back about hello there.') },
  { workflow: 'e-callback-speak', ...says('Spoken back about hello there.') },
  { workflow: 'e-callback-turn', ...says('Called back about hello there.'), note: 'by replyPath' },
  { workflow: 'e-callback-instant', ...says('Delivered before the answer to hello there.') },
  { workflow: 'g-header', ...failed, runs: 0, note: 'no credentials' },
  { workflow: 'g-basic', ...failed, runs: 0, note: 'no credentials' },
  {
    workflow: 'g-header',
    ...says('You said hello there.'),
    auth: { type: 'header', name: 'X-Vox-Secret', value: 's3cret' },
    note: 'n8n_auth',
  },
  {
    workflow: 'g-basic',
    ...says('You said hello there.'),
    userInfo: 'vox:s3cret@',
    note: 'in the URL',
  },
  { workflow: 'g-query', query: '?token=s3cret', ...says('Query token is right.') },
  { workflow: 'h-error-respond', ...failed },
  { workflow: 'h-error-last', ...failed },
  { workflow: 'h-error-500json', ...failed },
  { workflow: 'h-error-continue', ...failed },
  { workflow: 'h-no-respond', ...failed },
  { workflow: 'f-test', path: 'webhook-test', ...failed, runs: 0, note: 'nobody listens' },
  { workflow: 'i-slow-8', ...says('Eight seconds later: hello there.') },
  { workflow: 'i-slow-20', ...says('Twenty seconds later: hello there.') },
  { workflow: 'i-slow-40', ...failed, note: 'longer than N8N_TIMEOUT_SECONDS' },
  {
    workflow: 'j-static-memory',
    texts: ['hello there', 'and again'],
    ...says('I have heard 2: hello there, and again.'),
  },
  {
    workflow: 'j-agent-memory',
    texts: ['hello there', 'and again'],
    ...says('I know 2 of your words: hello there, and again. That is all of it.'),
  },
  {
    workflow: 'e-callback-slow-turn',
    interrupts: true,
    texts: ['first question', 'second question'],
    ...says('Late answer to second question.'),
    note: 'interrupted, asked anew',
  },
  {
    workflow: 'e-callback-slow',
    interrupts: true,
    texts: ['first question', 'second question'],
    ...failed,
    note: 'the same without turn ids: nothing wrong is said',
  },
];

/** With N8N_REPLY_MODE=callback. */
export const CALLBACK_TRIALS = [
  { workflow: 'e-callback-reply', ...says('Called back about hello there.') },
  { workflow: 'e-callback-speak', ...says('Spoken back about hello there.') },
  { workflow: 'e-callback-turn', ...says('Called back about hello there.') },
  { workflow: 'e-callback-instant', ...says('Delivered before the answer to hello there.') },
  { workflow: 'a-json-output', ...failed, note: 'never calls back' },
  { workflow: 'h-error-last', ...failed },
  {
    workflow: 'e-callback-slow-turn',
    interrupts: true,
    texts: ['first question', 'second question'],
    ...says('Late answer to second question.'),
    note: 'interrupted, asked anew',
  },
];
