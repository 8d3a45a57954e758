import type { ProblemCode } from '../../voice/problem';

/** Of each problem what it is, and what the person can do. */
export type ProblemKey = `problem.${ProblemCode}` | `problem.${ProblemCode}.advice`;

export const problems: Readonly<Record<ProblemKey, string>> = {
  'problem.microphone_denied': 'The browser blocked the microphone',
  'problem.microphone_denied.advice':
    'Click the microphone or lock icon beside the address, allow the microphone for this site, and try again. You can also type below.',
  'problem.microphone_not_found': 'No microphone found',
  'problem.microphone_not_found.advice':
    'Connect a microphone or headset and try again. You can also type below.',
  'problem.microphone_in_use': 'The microphone is busy',
  'problem.microphone_in_use.advice':
    'Another program is using it. Close that program, or choose another microphone, and try again.',
  'problem.insecure_context': 'This address cannot use the microphone',
  'problem.insecure_context.advice':
    'Browsers give the microphone only to secure pages. Open this page over https, or as http://localhost on the machine itself. You can still type below.',
  'problem.unsupported_browser': 'This browser cannot carry a voice call',
  'problem.unsupported_browser.advice': 'Use a current version of Chrome, Edge, Firefox or Safari.',
  'problem.playback_blocked': 'The browser is holding the sound back',
  'problem.playback_blocked.advice': 'Press “Play sound” to hear the agent.',
  'problem.invite_not_valid': 'This invite is not valid',
  'problem.invite_not_valid.advice':
    'It has expired, or the link is not complete. Ask for a new one.',
  'problem.invite_not_live': 'Nobody is there',
  'problem.invite_not_live.advice':
    'The conversation you were invited to has not begun, or is over. Try again when it goes on.',
  'problem.server_unreachable': 'The server does not answer',
  'problem.server_unreachable.advice':
    'Check that VoxBridge is running and that you are online, then try again.',
  'problem.media_failed': 'Sound cannot get through',
  'problem.media_failed.advice':
    'The server answers, but the audio connection failed. A firewall is the usual reason: the media port must be open for UDP, or at least for TCP.',
  'problem.media_on_loopback_only': 'Firefox cannot reach the sound of this server',
  'problem.media_on_loopback_only.advice':
    'Firefox makes no audio connection to 127.0.0.1, and the server offers no other address. Connect the machine to a network and start VoxBridge again, with WEBRTC_LISTEN_IP unset or set to an address of the machine; or open this page in Chrome or Edge.',
  'problem.unauthorized': 'This server asks who you are',
  'problem.unauthorized.advice':
    'Log in, or enter the key its operator gave you: a key is kept until you close this tab.',
  'problem.login_link_not_valid': 'This link is not good any more',
  'problem.login_link_not_valid.advice':
    'It logs in once, within 15 minutes. Whoever runs the server makes another one with npm run admin:link.',
  'problem.capacity': 'All lines are busy',
  'problem.capacity.advice':
    'The server is holding as many conversations as it can. Try again in a minute.',
  'problem.cap_reached': 'Nothing may be spent any more',
  'problem.cap_reached.advice':
    'A limit to what conversations may cost is reached. One of a day ends at midnight (UTC).',
  'problem.rate_limited': 'Too much at once',
  'problem.rate_limited.advice': 'The server asked for a pause. Wait a moment and go on.',
  'problem.stt_unavailable': 'Speech recognition is not working',
  'problem.stt_unavailable.advice':
    'The agent cannot understand speech right now. Try again, or type below.',
  'problem.llm_unavailable': 'The language model is not answering',
  'problem.llm_unavailable.advice': 'Your words arrived, but no answer came. Try saying it again.',
  'problem.tts_unavailable': 'The agent has lost its voice',
  'problem.tts_unavailable.advice': 'Speech synthesis failed. Try again in a moment.',
  'problem.session_not_found': 'That conversation is gone',
  'problem.session_not_found.advice': 'The server no longer knows it. Start a new conversation.',
  'problem.agent_not_found': 'That agent does not exist',
  'problem.agent_not_found.advice': 'Start a new conversation to talk to the default agent.',
  'problem.agent_unavailable': 'That agent cannot be reached',
  'problem.agent_unavailable.advice':
    'The server could not look it up in time. Try again in a moment.',
  'problem.not_started': 'The conversation is not running',
  'problem.not_started.advice': 'Start it again.',
  'problem.invalid_message': 'The server did not understand this page',
  'problem.invalid_message.advice': 'Reload the page: it may be older than the server.',
  'problem.invalid_audio': 'The server could not read the audio',
  'problem.invalid_audio.advice': 'Choose another microphone, or reload the page.',
  'problem.internal_error': 'Something broke',
  'problem.internal_error.advice': 'Try again. If it happens again, the server’s log says more.',
};
