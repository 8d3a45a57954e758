import { VoiceProblem } from './problem';

/** What carries calls is most of what a browser loads, and nothing that it needs before the first one. */
export async function loadCalls() {
  try {
    return await import('./join-session');
  } catch (error) {
    throw new VoiceProblem('server_unreachable', '', { cause: error });
  }
}
