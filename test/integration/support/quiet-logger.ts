import { Logger } from '@nestjs/common';

/** Keeps the expected warnings of outages out of the test report. */
export function silenceLogs(): void {
  Logger.overrideLogger(false);
}
