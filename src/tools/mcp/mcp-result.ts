import type { CallToolResult, ContentBlock } from '@modelcontextprotocol/client';
import { repairText } from '@vox/protocol';
import type { ToolResult } from '@vox/voice-core';

/**
 * What a model is given of a result: what is written for programs where there is that, else the words. A picture or a sound is
 * named and left out. A tool that says that it has failed says so to the model.
 */
export function resultOf({ content, structuredContent, isError }: CallToolResult): ToolResult {
  const isStructured = structuredContent !== undefined && isError !== true;
  const text = isStructured
    ? JSON.stringify(structuredContent)
    : content
        .map(textOf)
        .filter((part) => part !== '')
        .join('\n');
  const words = repairText(text);
  if (isError === true) {
    return { content: words === '' ? 'It failed, and does not say why.' : words, isError: true };
  }
  return { content: words === '' ? 'Done.' : words };
}

function textOf(block: ContentBlock): string {
  switch (block.type) {
    case 'text':
      return block.text;
    case 'resource_link':
      return [`${block.title ?? block.name} (${block.uri})`, block.description ?? '']
        .filter((part) => part !== '')
        .join(': ');
    case 'resource':
      return 'text' in block.resource
        ? block.resource.text
        : `[${block.resource.uri}, which is no text]`;
    case 'image':
    case 'audio':
      return `[${block.type}: ${block.mimeType}]`;
    default:
      return '';
  }
}
