import type { VoiceEvent } from '@vox/voice-core';

import { type Span } from '../../eval/audio-tools';
import type { Stage } from './stage';

export type UserDeed = { readonly what: string; readonly span: Span };

/** Frames further apart than this are a silence. */
const GAP_MS = 60;

/** What happened, line by line, for a person who wonders why a scenario failed. */
export function chronicle(stage: Stage, deeds: readonly UserDeed[]): string {
  const lines = [
    ...deeds.flatMap(({ what, span }) => [
      { atMs: span.startMs, text: what },
      { atMs: span.endMs, text: `${what} (end)` },
    ]),
    ...stage.events
      .filter(({ event }) => event.type !== 'reply-delta')
      .map(({ atMs, event }) => ({ atMs, text: describeEvent(event) })),
    ...soundings(stage).flatMap(({ startMs, endMs }) => [
      { atMs: startMs, text: 'loudspeaker: sounds' },
      { atMs: endMs, text: 'loudspeaker: silent' },
    ]),
    ...stage.errors.map((error) => ({ atMs: stage.nowMs, text: `error: ${String(error)}` })),
  ];
  return lines
    .sort((one, other) => one.atMs - other.atMs)
    .map(({ atMs, text }) => `${atMs.toFixed(0).padStart(8)} ms  ${text}`)
    .join('\n');
}

/** The stretches in which the agent's side gave sound. */
export function soundings(stage: Stage): Span[] {
  const found: { startMs: number; endMs: number }[] = [];
  for (const { atMs } of stage.sink.frames) {
    const last = found.at(-1);
    if (last !== undefined && atMs - last.endMs < GAP_MS) last.endMs = atMs + 20;
    else found.push({ startMs: atMs, endMs: atMs + 20 });
  }
  return found;
}

function describeEvent(event: VoiceEvent): string {
  switch (event.type) {
    case 'agent-state':
      return `agent: ${event.state}`;
    case 'agent-mute':
      return `agent: ${event.isMuted ? 'muted' : 'not muted'}`;
    case 'transcript-partial':
    case 'transcript-final':
    case 'reply-end':
      return `${event.type} ${event.turnId.slice(0, 4)} "${event.text}"`;
    case 'turn-end':
      return `turn-end ${event.turnId.slice(0, 4)} ${event.outcome}, said "${event.spokenText}"`;
    case 'playout-start':
    case 'playout-pause':
    case 'playout-resume':
    case 'playout-end':
    case 'turn-start':
      return `${event.type} ${event.turnId.slice(0, 4)}`;
    case 'turn-outcome':
      return `turn-outcome ${event.outcome}`;
    case 'tool-start':
    case 'tool-end':
      return `${event.type} ${event.turnId.slice(0, 4)} ${event.call.name}: ${event.call.state}`;
    case 'agent-message':
      return `agent-message ${event.turnId.slice(0, 4)} "${event.text}"`;
    case 'agent-change':
      return `agent-change: ${event.from.name} -> ${event.agent.name}`;
    case 'limit-near':
    case 'limit-reached':
      return `${event.type}: ${event.limit.scope} ${event.limit.unit}`;
    case 'session-failure':
      return `session-failure ${event.failure.code}`;
    case 'recording-start':
    case 'recording-end':
    case 'speech-start':
    case 'speech-end':
    case 'reply-delta':
      return event.type;
  }
}
