import { PinoLogger } from 'nestjs-pino';

/** From now on lines of this level and above are written, also in requests that begin from now on. */
export function setLogLevel(level: string): void {
  const root: { level: string } | undefined = PinoLogger.root;
  if (root !== undefined && root.level !== level) root.level = level;
}
