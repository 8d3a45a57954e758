import { Readable } from 'node:stream';

import { StreamableFile } from '@nestjs/common';

import type { ExportFormat } from './export.schema';
import { contentTypes, extensions } from './export-text';

export const FILES = {
  'application/jsonl': 'JSON Lines.',
  'text/markdown': 'To be read.',
} as const;

/** Waits for the first piece, so that what cannot be had is told before the answer has begun; undefined when there is none. */
export async function beginning(
  text: AsyncGenerator<string, unknown, void>,
): Promise<Readable | undefined> {
  const first = await text.next();
  return first.done === true ? undefined : Readable.from(joined(first.value, text));
}

/** @param text Given to the answer, which ends it. */
export function toFile(text: Readable, name: string, format: ExportFormat): StreamableFile {
  return new StreamableFile(text, {
    type: contentTypes[format],
    disposition: `attachment; filename="${name}.${extensions[format]}"`,
  });
}

async function* joined(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}
