import type { Speaker } from '@vox/voice-core';

import type { ListenerEvent } from '../hearing/listener-event';
import { failureOf } from '../turn/failure';
import { by } from '../turn/user-turn';
import type { LiveSettings } from '../turn-taking/live-settings';
import type { TurnTaking } from '../turn-taking/turn-taking';
import type { LiveSessionDeps } from './live-session-deps';
import type { Speaking } from './speaking';

/** What of a session hears what its listeners hear. */
export type HeardBy = Pick<LiveSessionDeps, 'emit' | 'onError' | 'onFailure'> & {
  readonly turns: TurnTaking;
  readonly settings: Pick<LiveSettings, 'refresh'>;
  readonly speaking: Speaking;
};

/** Takes to turn-taking, and to the client, what was heard of somebody. */
export function tellTurns(
  event: ListenerEvent,
  speaker: Speaker | undefined,
  { emit, onError, onFailure, turns, settings, speaking }: HeardBy,
): void {
  switch (event.type) {
    case 'speech-start':
      if (event.turnId !== undefined) speaking.begins(event.turnId, speaker?.id);
      settings.refresh();
      turns.onSpeechStart();
      emit({ type: 'speech-start', ...by(speaker) });
      break;
    case 'speech-end':
      turns.onSilence(speaker);
      emit({ ...event, ...by(speaker) });
      break;
    case 'speech-continue':
      turns.onSpeech(event.speechMs, {
        text: '',
        speaker,
        startedAtMs: event.speechStartedAtMs,
      });
      break;
    case 'transcript-partial': {
      const { turnId, text, speechMs, speechStartedAtMs: startedAtMs } = event;
      turns.onPartial(turnId, speechMs, { text, speaker, startedAtMs });
      break;
    }
    case 'transcript-preflight': {
      const { turnId, text, speechMs, speechStartedAtMs: startedAtMs } = event;
      turns.onPreflight(turnId, speechMs, { text, speaker, startedAtMs });
      break;
    }
    case 'utterance':
      speaking.ends(event.utterance.turnId);
      turns.onUtterance(event.utterance, speaker);
      break;
    case 'recognizer-failure':
      speaking.ends(event.turnId);
      emit({ type: 'session-failure', failure: failureOf(event.error, onFailure) });
      turns.onLostUtterance(speaker);
      break;
    case 'end-of-turn-failure':
      onError(event.error);
      break;
  }
}
