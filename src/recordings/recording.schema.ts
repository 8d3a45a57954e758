import type { RecordingEntity } from '@vox/database';
import { text } from '@vox/protocol';
import { z } from 'zod';

export const recordingSchema = z
  .object({
    id: z.uuid(),
    session_id: z.uuid(),
    started_at: z.iso.datetime(),
    duration_ms: z.number().int().describe('So far, while it is recorded.'),
    bytes: z.number().int().describe('Of the audio file.'),
    state: z
      .enum(['recording', 'complete'])
      .describe(
        'Only a complete one can be heard. One that a crash has cut is complete soon after the next start.',
      ),
    speaker_ids: z.array(text()).describe('Who is heard in it, beside the agent.'),
    audio: text().describe(
      'Where it is heard: Opus in Ogg, people on the left, the agent on the right.',
    ),
  })
  .meta({ id: 'Recording' });
export type RecordingJson = z.output<typeof recordingSchema>;

export function toRecordingJson(row: RecordingEntity): RecordingJson {
  return {
    id: row.id,
    session_id: row.sessionId,
    started_at: row.startedAt.toISOString(),
    duration_ms: row.durationMs,
    bytes: row.bytes,
    state: row.state,
    speaker_ids: row.speakerIds,
    audio: audioPath(row.sessionId, row.id),
  };
}

function audioPath(sessionId: string, id: string): string {
  return `/api/sessions/${sessionId}/recordings/${id}/audio`;
}
