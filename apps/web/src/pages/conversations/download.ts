import { answerOf, type ApiClient } from '@vox/api-client';

export type ExportFormat = 'markdown' | 'jsonl';

const ENDINGS: Readonly<Record<ExportFormat, string>> = { markdown: 'md', jsonl: 'jsonl' };

/** Has the browser save what was said in a session. */
export async function download(api: ApiClient, id: string, format: ExportFormat): Promise<void> {
  const answer = await api.POST('/api/sessions/{id}/export', {
    params: { path: { id }, query: { format } },
    parseAs: 'blob',
  });
  save(answerOf<Blob>(answer), `conversation-${id.slice(0, 8)}.${ENDINGS[format]}`);
}

function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the file by the time it comes to this.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
