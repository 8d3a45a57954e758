import type { MessageEntity } from '@vox/database';

import type { RecordTurn } from './job-catalogue';
import { wholeMs } from './turn-row';

/** A message as it is written; its place in the conversation is for the database to say. */
export type MessageRow = Omit<MessageEntity, 'id' | 'sequence' | 'words'>;

/** What is stored of a turn: nothing for a side that said nothing or was not heard. */
export function toMessageRows(turn: RecordTurn): MessageRow[] {
  const { latency, providers, outcome } = turn;
  const common = {
    sessionId: turn.session.id,
    turnId: turn.turnId,
    turnStartedAt: new Date(turn.startedAtMs),
    outcome,
    speakerIds: turn.speakerIds ?? null,
  };
  const rows: MessageRow[] = [];
  if (turn.userText !== undefined && turn.userText.trim() !== '') {
    rows.push({
      ...common,
      role: 'user',
      content: turn.userText,
      apology: null,
      interrupted: false,
      spokenAt: new Date(turn.startedAtMs),
      endOfUtteranceDelayMs: wholeMs(latency.endOfUtteranceDelayMs),
      transcriptFinalMs: wholeMs(latency.transcriptFinalMs),
      ttftMs: null,
      ttfbMs: null,
      voiceToVoiceMs: null,
      providers: named({ stt: providers.stt }),
    });
  }
  const apology = turn.apology?.trim() ?? '';
  if (turn.spokenText.trim() !== '' || apology !== '') {
    rows.push({
      ...common,
      role: 'assistant',
      content: turn.spokenText,
      apology: apology === '' ? null : apology,
      interrupted: outcome === 'interrupted',
      spokenAt: new Date(turn.endedAtMs),
      endOfUtteranceDelayMs: null,
      transcriptFinalMs: null,
      ttftMs: wholeMs(latency.ttftMs),
      ttfbMs: wholeMs(latency.ttfbMs),
      voiceToVoiceMs: wholeMs(latency.voiceToVoiceMs),
      providers: named({ llm: providers.llm, tts: providers.tts }),
    });
  }
  return rows;
}

/** Those providers that took part. */
function named(providers: Record<string, string | undefined>): Record<string, string> {
  const present = Object.entries(providers).filter(([, name]) => name !== undefined);
  return Object.fromEntries(present) as Record<string, string>;
}
