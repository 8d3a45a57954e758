import type { ErrorCode } from '@vox/protocol';

/** What can go wrong for the person at the page: the server's codes and the browser's own. */
export type ProblemCode =
  | ErrorCode
  | 'microphone_denied'
  | 'microphone_not_found'
  | 'microphone_in_use'
  | 'insecure_context'
  | 'unsupported_browser'
  | 'server_unreachable'
  | 'playback_blocked'
  | 'media_on_loopback_only'
  | 'invite_not_valid'
  | 'invite_not_live'
  | 'login_link_not_valid';

/** Something the person has to know, and can mostly do something about. */
export type Problem = {
  readonly code: ProblemCode;
  /** The server's words, or the addresses that could not be reached. May be empty. */
  readonly detail: string;
};

/** A `Problem` on its way up. */
export class VoiceProblem extends Error {
  override readonly name = 'VoiceProblem';
  readonly code: ProblemCode;
  readonly detail: string;

  constructor(code: ProblemCode, detail = '', options?: ErrorOptions) {
    super(detail === '' ? code : `${code}: ${detail}`, options);
    this.code = code;
    this.detail = detail;
  }
}

/** Any caught value as a problem; what nobody foresaw is an `internal_error`. */
export function toProblem(error: unknown): Problem {
  if (error instanceof VoiceProblem) return { code: error.code, detail: error.detail };
  return { code: 'internal_error', detail: error instanceof Error ? error.message : '' };
}

/** Problems that a new attempt, some seconds later, may well not meet again. */
export function isWorthRetrying(code: ProblemCode): boolean {
  switch (code) {
    case 'server_unreachable':
    case 'media_failed':
    case 'capacity':
    case 'rate_limited':
    case 'internal_error':
    case 'stt_unavailable':
    case 'llm_unavailable':
    case 'tts_unavailable':
    case 'agent_unavailable':
      return true;
    case 'cap_reached':
    case 'invalid_message':
    case 'invalid_audio':
    case 'not_started':
    case 'unauthorized':
    case 'session_not_found':
    case 'agent_not_found':
    case 'microphone_denied':
    case 'microphone_not_found':
    case 'microphone_in_use':
    case 'insecure_context':
    case 'unsupported_browser':
    case 'playback_blocked':
    case 'invite_not_valid':
    case 'invite_not_live':
    case 'login_link_not_valid':
    case 'media_on_loopback_only':
      return false;
  }
}
