/** A reply, and the halves of it. */
export type ReplyHalves = { readonly all: string; readonly head: string; readonly tail: string };

/** The whole body of an answer that says a reply in an odd way. */
export type OddAnswer = (reply: ReplyHalves) => string;

export function halvesOf(reply: string): ReplyHalves {
  const half = Math.ceil(reply.length / 2);
  return { all: reply, head: reply.slice(0, half), tail: reply.slice(half) };
}

export function data(value: unknown): string {
  return `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`;
}

export function delta(fields: unknown, more: object = {}): object {
  const choice = { index: 0, delta: fields, finish_reason: null, ...more };
  return { object: 'chat.completion.chunk', choices: [choice] };
}

export function word(content: unknown): string {
  return data(delta({ content }));
}

export function whole(message: unknown): string {
  const choice = { index: 0, message, finish_reason: 'stop' };
  return JSON.stringify({ object: 'chat.completion', choices: [choice] });
}

export function lines(...values: unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

export const STOP = data({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
export const DONE = data('[DONE]');
