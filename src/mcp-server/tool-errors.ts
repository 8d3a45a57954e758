import { HttpException, Logger } from '@nestjs/common';
import { isDatabaseUnavailable } from '@vox/database';
import {
  AgentUnavailableError,
  CapacityError,
  InvalidInputError,
  LimitReachedError,
} from '@vox/voice-core';

import { VoiceUnavailableError } from '../discord';

const logger = new Logger('McpServer');

/** What a client is told of a tool that failed: as a route would say it. What is our own fault is for the log. */
export function told(error: unknown, tool: string): { status: number; message: string } {
  if (error instanceof InvalidInputError) {
    return { status: 400, message: `${error.field}: ${error.message}` };
  }
  if (error instanceof LimitReachedError) return { status: 429, message: error.message };
  if (error instanceof HttpException) return { status: error.getStatus(), message: error.message };
  if (error instanceof CapacityError || error instanceof AgentUnavailableError) {
    return { status: 503, message: error.message };
  }
  if (error instanceof VoiceUnavailableError) return { status: 502, message: error.message };
  if (isDatabaseUnavailable(error)) {
    return { status: 503, message: 'The database does not answer just now; try again.' };
  }
  logger.error({ err: error, tool }, 'A tool failed');
  return { status: 500, message: 'Something went wrong here.' };
}
