import { answerOf, type ApiClient } from '@vox/api-client';

import { saveFile } from '../common/save-file';

export type ExportFormat = 'markdown' | 'jsonl';

const ENDINGS: Readonly<Record<ExportFormat, string>> = { markdown: 'md', jsonl: 'jsonl' };

/** Has the browser save what was said in a session. */
export async function download(api: ApiClient, id: string, format: ExportFormat): Promise<void> {
  const answer = await api.POST('/api/sessions/{id}/export', {
    params: { path: { id }, query: { format } },
    parseAs: 'blob',
  });
  saveFile(answerOf<Blob>(answer), `conversation-${id.slice(0, 8)}.${ENDINGS[format]}`);
}
