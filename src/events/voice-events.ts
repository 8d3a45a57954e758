import { Injectable } from '@nestjs/common';
import {
  type LiveEventData,
  type LiveEventName,
  toWireCall,
  toWireFinishedCall,
  toWireLatency,
  toWireSpeaker,
} from '@vox/protocol';
import type {
  RecordingEvent,
  SessionInfo,
  Speaker,
  TurnEnd,
  VoiceEvent,
  VoiceFailure,
} from '@vox/voice-core';

import { TurnObserver, VoiceService } from '../voice';
import { EventStream } from './event-stream';
import { ownedOf, whose } from './whose';

/** Tells of what happens in the sessions of this process. While nobody listens it counts turns, and that is all. */
@Injectable()
export class VoiceEvents extends TurnObserver {
  readonly #turns = { completed: 0, interrupted: 0, failed: 0 };
  /** Epoch ms, by session and speaker. */
  readonly #speakingSince = new Map<string, number>();

  constructor(
    private readonly stream: EventStream,
    private readonly voice: VoiceService,
  ) {
    super();
  }

  override onVoiceEvent(session: SessionInfo, event: VoiceEvent): void {
    if (event.type === 'turn-end') this.#turns[event.outcome] += 1;
    if (!this.stream.isRecording) {
      this.#speakingSince.clear();
      return;
    }
    switch (event.type) {
      case 'speech-start':
        return this.#speakerStarted(session, event.speaker);
      case 'speech-end':
        return this.#speakerStopped(session, event.speaker);
      case 'transcript-partial':
        return this.#publish('partial_transcript', session, () => spoken(session, event));
      case 'transcript-final':
        return this.#publish('final_transcript', session, () => spoken(session, event));
      case 'turn-start':
        return this.#publish('ai_response_start', session, () => ({
          ...whose(session),
          turn_id: event.turnId,
        }));
      case 'reply-delta':
        return this.#publish('ai_response_chunk', session, () => said(session, event));
      case 'reply-end':
        return this.#publish('ai_response_complete', session, () => said(session, event));
      case 'tool-start':
        return this.#publish('tool_started', session, () => ({
          ...whose(session),
          ...toWireCall(event),
        }));
      case 'tool-end':
        return this.#publish('tool_finished', session, () => ({
          ...whose(session),
          ...toWireFinishedCall(event),
        }));
      case 'agent-message':
        return this.#publish('agent_message', session, () => said(session, event));
      case 'agent-change':
        return this.#publish('agent_changed', session, () => ({
          ...whose(session),
          agent_id: event.agent.id,
          from: event.from,
        }));
      case 'recording-start':
      case 'recording-end':
        return this.#recording(session, event);
      case 'limit-near':
      case 'limit-reached':
        return this.#limit(session, event);
      case 'session-failure':
        return this.#failure(session, event.failure);
      case 'turn-end':
        return this.#turnEnd(session, event);
      case 'agent-state':
        return this.#publish('agent_state', session, () => ({
          ...whose(session),
          state: event.state,
        }));
      case 'agent-mute':
        return this.#publish('agent_muted', session, () => ({
          ...whose(session),
          muted: event.isMuted,
        }));
      case 'playout-start':
      case 'playout-pause':
      case 'playout-resume':
      case 'playout-end':
      case 'turn-outcome':
        return;
    }
  }

  /** Nobody speaks in it any more. */
  sessionEnded(sessionId: string): void {
    for (const key of this.#speakingSince.keys()) {
      if (key.startsWith(`${sessionId} `)) this.#speakingSince.delete(key);
    }
  }

  #speakerStarted(session: SessionInfo, speaker: Speaker | undefined): void {
    this.#speakingSince.set(keyOf(session, speaker), Date.now());
    this.#publish('speaker_started', session, () => ({ ...whose(session), ...by(speaker) }));
  }

  #speakerStopped(session: SessionInfo, speaker: Speaker | undefined): void {
    const key = keyOf(session, speaker);
    const sinceMs = this.#speakingSince.get(key);
    this.#speakingSince.delete(key);
    const duration =
      sinceMs === undefined ? {} : { duration_ms: Math.max(0, Date.now() - sinceMs) };
    this.#publish('speaker_stopped', session, () => ({
      ...whose(session),
      ...by(speaker),
      ...duration,
    }));
  }

  #turnEnd(session: SessionInfo, end: TurnEnd): void {
    const { turnId: turn_id, outcome, isCutOff, failure } = end;
    if (outcome === 'interrupted' && isCutOff === true) {
      this.#publish('user_interruption', session, () => ({ ...whose(session), turn_id }));
    }
    if (failure !== undefined) this.#failure(session, failure, turn_id);
    this.#publish('turn_complete', session, () => toTurnComplete(session, end));
    const turns = { ...this.#turns };
    const sessions_live = this.voice.liveSessions;
    const last_turn = toWireLatency(end.latency);
    this.stream.publish({
      name: 'metrics_updated',
      data: () => ({ sessions_live, turns, last_turn }),
    });
  }

  #publish<Name extends LiveEventName>(
    name: Name,
    session: SessionInfo,
    data: () => LiveEventData<Name>,
  ): void {
    this.stream.publish({ name, session: ownedOf(session), data });
  }

  #recording(session: SessionInfo, { type, recordingId }: RecordingEvent): void {
    const name = type === 'recording-start' ? 'recording_started' : 'recording_stopped';
    this.#publish(name, session, () => ({ ...whose(session), recording_id: recordingId }));
  }

  #limit(
    session: SessionInfo,
    { type, limit }: Extract<VoiceEvent, { type: 'limit-near' | 'limit-reached' }>,
  ): void {
    const name = type === 'limit-near' ? 'limit_near' : 'limit_reached';
    this.#publish(name, session, () => ({ ...whose(session), ...limit }));
  }

  #failure(session: SessionInfo, failure: VoiceFailure, turnId?: string): void {
    this.#publish('service_error', session, () => ({
      ...whose(session),
      ...(turnId === undefined ? {} : { turn_id: turnId }),
      code: failure.code,
      message: failure.message,
    }));
  }
}

type InTurn = { readonly turnId: string; readonly text: string };

function said(session: SessionInfo, { turnId, text }: InTurn) {
  return { ...whose(session), turn_id: turnId, text };
}

function spoken(session: SessionInfo, event: InTurn & { readonly speaker?: Speaker }) {
  return { ...said(session, event), ...by(event.speaker) };
}

function by(speaker: Speaker | undefined) {
  return speaker === undefined ? {} : { speaker: toWireSpeaker(speaker) };
}

function keyOf({ sessionId }: SessionInfo, speaker: Speaker | undefined): string {
  return `${sessionId} ${speaker?.id ?? ''}`;
}

function toTurnComplete(session: SessionInfo, end: TurnEnd): LiveEventData<'turn_complete'> {
  const { stt, llm, tts } = end.providers;
  const providers = Object.entries({ stt, llm, tts }).flatMap(([role, name]) =>
    name === undefined ? [] : [[role, name] as const],
  );
  return {
    ...whose(session),
    turn_id: end.turnId,
    outcome: end.outcome,
    ...(end.userText === undefined ? {} : { user_text: end.userText }),
    ...(end.speakers === undefined ? {} : { speakers: end.speakers.map(toWireSpeaker) }),
    spoken_text: end.spokenText,
    latency: toWireLatency(end.latency),
    providers: Object.fromEntries(providers),
  };
}
