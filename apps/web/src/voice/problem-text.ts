import type { Problem, ProblemCode } from './problem';

/** A problem in plain words, with what the person can do. */
export type ProblemText = { readonly title: string; readonly advice: string };

const TEXTS: Readonly<Record<ProblemCode, ProblemText>> = {
  microphone_denied: {
    title: 'The browser blocked the microphone',
    advice:
      'Click the microphone or lock icon beside the address, allow the microphone for this site, and try again. You can also type below.',
  },
  microphone_not_found: {
    title: 'No microphone found',
    advice: 'Connect a microphone or headset and try again. You can also type below.',
  },
  microphone_in_use: {
    title: 'The microphone is busy',
    advice:
      'Another program is using it. Close that program, or choose another microphone, and try again.',
  },
  insecure_context: {
    title: 'This address cannot use the microphone',
    advice:
      'Browsers give the microphone only to secure pages. Open this page over https, or as http://localhost on the machine itself. You can still type below.',
  },
  unsupported_browser: {
    title: 'This browser cannot carry a voice call',
    advice: 'Use a current version of Chrome, Edge, Firefox or Safari.',
  },
  playback_blocked: {
    title: 'The browser is holding the sound back',
    advice: 'Press “Play sound” to hear the agent.',
  },
  invite_not_valid: {
    title: 'This invite is not valid',
    advice: 'It has expired, or the link is not complete. Ask for a new one.',
  },
  invite_not_live: {
    title: 'Nobody is there',
    advice:
      'The conversation you were invited to has not begun, or is over. Try again when it goes on.',
  },
  login_link_not_valid: {
    title: 'This link is not good any more',
    advice:
      'It logs in once, within 15 minutes. Whoever runs the server makes another one with npm run admin:link.',
  },
  server_unreachable: {
    title: 'The server does not answer',
    advice: 'Check that VoxBridge is running and that you are online, then try again.',
  },
  media_failed: {
    title: 'Sound cannot get through',
    advice:
      'The server answers, but the audio connection failed. A firewall is the usual reason: the media port must be open for UDP, or at least for TCP.',
  },
  media_on_loopback_only: {
    title: 'Firefox cannot reach the sound of this server',
    advice:
      'Firefox makes no audio connection to 127.0.0.1, and the server offers no other address. Connect the machine to a network and start VoxBridge again, with WEBRTC_LISTEN_IP unset or set to an address of the machine; or open this page in Chrome or Edge.',
  },
  unauthorized: {
    title: 'This server asks who you are',
    advice:
      'Log in, or enter the key its operator gave you: a key is kept until you close this tab.',
  },
  capacity: {
    title: 'All lines are busy',
    advice: 'The server is holding as many conversations as it can. Try again in a minute.',
  },
  rate_limited: {
    title: 'Too much at once',
    advice: 'The server asked for a pause. Wait a moment and go on.',
  },
  stt_unavailable: {
    title: 'Speech recognition is not working',
    advice: 'The agent cannot understand speech right now. Try again, or type below.',
  },
  llm_unavailable: {
    title: 'The language model is not answering',
    advice: 'Your words arrived, but no answer came. Try saying it again.',
  },
  tts_unavailable: {
    title: 'The agent has lost its voice',
    advice: 'Speech synthesis failed. Try again in a moment.',
  },
  session_not_found: {
    title: 'That conversation is gone',
    advice: 'The server no longer knows it. Start a new conversation.',
  },
  agent_not_found: {
    title: 'That agent does not exist',
    advice: 'Start a new conversation to talk to the default agent.',
  },
  agent_unavailable: {
    title: 'That agent cannot be reached',
    advice: 'The server could not look it up in time. Try again in a moment.',
  },
  not_started: {
    title: 'The conversation is not running',
    advice: 'Start it again.',
  },
  invalid_message: {
    title: 'The server did not understand this page',
    advice: 'Reload the page: it may be older than the server.',
  },
  invalid_audio: {
    title: 'The server could not read the audio',
    advice: 'Choose another microphone, or reload the page.',
  },
  internal_error: {
    title: 'Something broke',
    advice: 'Try again. If it happens again, the server’s log says more.',
  },
};

export function describeProblem(problem: Problem): ProblemText {
  return TEXTS[problem.code];
}
