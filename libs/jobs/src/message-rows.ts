import type { RecordTurn } from './job-catalogue';

/** Values from `role` on, in the order of the insert in `RecordTurnHandler`. */
export type MessageRow = readonly [
  role: 'user' | 'assistant',
  content: string,
  interrupted: boolean,
  outcome: RecordTurn['outcome'],
  spokenAt: Date,
  endOfUtteranceDelayMs: number | null,
  transcriptFinalMs: number | null,
  ttftMs: number | null,
  ttfbMs: number | null,
  voiceToVoiceMs: number | null,
  providers: string,
  speakerIds: readonly string[] | null,
  apology: string | null,
];

/** What is stored of a turn: nothing for a side that said nothing or was not heard. */
export function toMessageRows(turn: RecordTurn): MessageRow[] {
  const { latency, providers, outcome } = turn;
  const speakerIds = turn.speakerIds ?? null;
  const rows: MessageRow[] = [];
  if (turn.userText !== undefined && turn.userText.trim() !== '') {
    rows.push([
      'user',
      turn.userText,
      false,
      outcome,
      new Date(turn.startedAtMs),
      wholeMs(latency.endOfUtteranceDelayMs),
      wholeMs(latency.transcriptFinalMs),
      null,
      null,
      null,
      JSON.stringify({ stt: providers.stt }),
      speakerIds,
      null,
    ]);
  }
  const apology = turn.apology?.trim() ?? '';
  if (turn.spokenText.trim() !== '' || apology !== '') {
    rows.push([
      'assistant',
      turn.spokenText,
      outcome === 'interrupted',
      outcome,
      new Date(turn.endedAtMs),
      null,
      null,
      wholeMs(latency.ttftMs),
      wholeMs(latency.ttfbMs),
      wholeMs(latency.voiceToVoiceMs),
      JSON.stringify({ llm: providers.llm, tts: providers.tts }),
      speakerIds,
      apology === '' ? null : apology,
    ]);
  }
  return rows;
}

function wholeMs(valueMs: number | undefined): number | null {
  return valueMs === undefined ? null : Math.round(valueMs);
}
