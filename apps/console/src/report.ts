import type { TurnReport } from './talk';

const LABEL_WIDTH = 34;

/** One turn for people: what was heard and answered, and where the time went. */
export function formatTurn(turn: TurnReport): string {
  const { server } = turn;
  const rows: [string, number | undefined][] = [
    ['end of speech to first sound', turn.voiceToVoiceMs],
    ['server: end of utterance', server.end_of_utterance_delay_ms],
    ['server: final transcript', server.transcript_final_ms],
    ['server: model, first token', server.ttft_ms],
    ['server: synthesis, first frame', server.ttfb_ms],
    ['server: voice to voice', server.voice_to_voice_ms],
    ['length of the answer', turn.answerMs],
  ];
  return [
    turn.file,
    `  heard:    ${turn.heard}`,
    `  answered: ${turn.answered}${turn.outcome === 'completed' ? '' : ` (${turn.outcome})`}`,
    ...(turn.error === undefined ? [] : [`  error:    ${turn.error}`]),
    ...rows.map(([label, ms]) => `  ${label.padEnd(LABEL_WIDTH)}${formatMs(ms)}`),
  ].join('\n');
}

function formatMs(ms: number | undefined): string {
  return ms === undefined ? '-'.padStart(8) : `${Math.round(ms)} ms`.padStart(8);
}
