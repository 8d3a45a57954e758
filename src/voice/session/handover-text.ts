import type { AgentConfig } from '@vox/voice-core';

/** What an agent that goes on with another one's conversation is to know all the time, in one line. */
export function handoverLine(from: string, to: string, reason: string): string {
  const why = reason === '' ? '' : ` (${reason})`;
  return `You are ${to} and have taken this conversation over from ${from}${why}: what the assistant said before that was said by ${from}.`;
}

/** What it is told when it is to speak. */
export function handoverNote(from: string, reason: string): string {
  const why = reason === '' ? '' : ` ${reason}`;
  return `Not said by anybody: ${from} has just handed this conversation over to you.${why} Go on with it.`;
}

export function summaryOf({ id, name }: AgentConfig): { id: string; name: string } {
  return { id, name };
}
