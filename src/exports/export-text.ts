import type { MessageEntity, SessionEntity } from '@vox/database';

import type { ExportFormat, TextFormat } from './export.schema';

export const contentTypes: Readonly<Record<ExportFormat, string>> = {
  jsonl: 'application/jsonl; charset=utf-8',
  markdown: 'text/markdown; charset=utf-8',
  everything: 'application/jsonl; charset=utf-8',
};

export const extensions: Readonly<Record<ExportFormat, string>> = {
  jsonl: 'jsonl',
  markdown: 'md',
  everything: 'jsonl',
};

/** How a session begins in a file. */
export function sessionText(session: SessionEntity, format: TextFormat): string {
  if (format === 'markdown') {
    const title = inOneLine(session.title ?? 'Conversation');
    const who = inOneLine(session.userName ?? session.userId);
    return `# ${title}\n\n${session.startedAt.toISOString()}, ${who}, ${session.channel}, session ${session.id}\n\n`;
  }
  return toLine({
    type: 'session',
    id: session.id,
    user_id: session.userId,
    user_name: session.userName,
    title: session.title,
    agent_id: session.agentId,
    channel: session.channel,
    started_at: session.startedAt.toISOString(),
    ended_at: session.endedAt?.toISOString() ?? null,
    metadata: session.metadata,
  });
}

export function messageText(message: MessageEntity, format: TextFormat): string {
  const said = [message.content, message.apology ?? ''].filter((part) => part !== '').join(' ');
  if (format === 'markdown') {
    const who = message.role === 'user' ? 'User' : 'Agent';
    const cut = message.interrupted ? ' _(interrupted)_' : '';
    return `**${who}** (${message.spokenAt.toISOString()}): ${said}${cut}\n\n`;
  }
  return toLine({
    type: 'message',
    session_id: message.sessionId,
    turn_id: message.turnId,
    role: message.role,
    content: message.content,
    apology: message.apology,
    interrupted: message.interrupted,
    outcome: message.outcome,
    spoken_at: message.spokenAt.toISOString(),
    speaker_ids: message.speakerIds,
    providers: message.providers,
  });
}

/** A line of JSON Lines. */
export function toLine(record: object): string {
  return `${JSON.stringify(record)}\n`;
}

/** A title of several lines would be several things in Markdown. */
function inOneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
