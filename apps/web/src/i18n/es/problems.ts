import type { ProblemKey } from '../en/problems';
import type { Catalogue } from '../message';

export const problems: Catalogue<ProblemKey> = {
  'problem.microphone_denied': 'El navegador ha bloqueado el micrófono',
  'problem.microphone_denied.advice':
    'Pulse el icono del micrófono o del candado junto a la dirección, permita el micrófono en este sitio e inténtelo de nuevo. También puede escribir abajo.',
  'problem.microphone_not_found': 'No se encuentra ningún micrófono',
  'problem.microphone_not_found.advice':
    'Conecte un micrófono o unos auriculares e inténtelo de nuevo. También puede escribir abajo.',
  'problem.microphone_in_use': 'El micrófono está ocupado',
  'problem.microphone_in_use.advice':
    'Otro programa lo está usando. Ciérrelo o elija otro micrófono, e inténtelo de nuevo.',
  'problem.insecure_context': 'Esta dirección no puede usar el micrófono',
  'problem.insecure_context.advice':
    'Los navegadores solo dan el micrófono a páginas seguras. Abra esta página por https, o como http://localhost en la propia máquina. De todos modos puede escribir abajo.',
  'problem.unsupported_browser': 'Este navegador no permite llamadas de voz',
  'problem.unsupported_browser.advice': 'Use una versión actual de Chrome, Edge, Firefox o Safari.',
  'problem.playback_blocked': 'El navegador retiene el sonido',
  'problem.playback_blocked.advice': 'Pulse «Reproducir sonido» para oír al agente.',
  'problem.invite_not_valid': 'Esta invitación no es válida',
  'problem.invite_not_valid.advice': 'Ha caducado o el enlace está incompleto. Pida una nueva.',
  'problem.invite_not_live': 'No hay nadie',
  'problem.invite_not_live.advice':
    'La conversación a la que le han invitado no ha empezado o ya ha terminado. Inténtelo cuando continúe.',
  'problem.server_unreachable': 'El servidor no responde',
  'problem.server_unreachable.advice':
    'Compruebe que VoxBridge está en marcha y que tiene conexión, e inténtelo de nuevo.',
  'problem.media_failed': 'El sonido no pasa',
  'problem.media_failed.advice':
    'El servidor responde, pero la conexión de audio ha fallado. Suele ser un cortafuegos: el puerto de medios debe estar abierto para UDP o, al menos, para TCP.',
  'problem.media_on_loopback_only': 'Firefox no alcanza el sonido de este servidor',
  'problem.media_on_loopback_only.advice':
    'Firefox no abre conexiones de audio a 127.0.0.1, y el servidor no ofrece otra dirección. Conecte la máquina a una red y vuelva a iniciar VoxBridge, con WEBRTC_LISTEN_IP vacío o con una dirección de la máquina; o abra esta página en Chrome o Edge.',
  'problem.unauthorized': 'Este servidor pregunta quién es usted',
  'problem.unauthorized.advice':
    'Inicie sesión o introduzca la clave de quien lo administra: una clave se guarda hasta que cierre esta pestaña.',
  'problem.login_link_not_valid': 'Este enlace ya no es válido',
  'problem.login_link_not_valid.advice':
    'Inicia sesión una vez, en 15 minutos. Quien administra el servidor hace otro con npm run admin:link.',
  'problem.capacity': 'Todas las líneas están ocupadas',
  'problem.capacity.advice':
    'El servidor mantiene tantas conversaciones como puede. Inténtelo dentro de un minuto.',
  'problem.cap_reached': 'Se ha alcanzado el límite',
  'problem.cap_reached.advice':
    'No se puede gastar más. Un límite de un día termina a medianoche (UTC).',
  'problem.rate_limited': 'Demasiado a la vez',
  'problem.rate_limited.advice': 'El servidor pide una pausa. Espere un momento y continúe.',
  'problem.stt_unavailable': 'El reconocimiento de voz no funciona',
  'problem.stt_unavailable.advice':
    'El agente no entiende la voz en este momento. Inténtelo de nuevo o escriba abajo.',
  'problem.llm_unavailable': 'El modelo de lenguaje no responde',
  'problem.llm_unavailable.advice':
    'Sus palabras han llegado, pero no ha habido respuesta. Dígalo otra vez.',
  'problem.tts_unavailable': 'El agente ha perdido la voz',
  'problem.tts_unavailable.advice':
    'La síntesis de voz ha fallado. Inténtelo de nuevo en un momento.',
  'problem.session_not_found': 'Esa conversación ya no existe',
  'problem.session_not_found.advice':
    'El servidor ya no la conoce. Empiece una conversación nueva.',
  'problem.agent_not_found': 'Ese agente no existe',
  'problem.agent_not_found.advice':
    'Empiece una conversación nueva para hablar con el agente predeterminado.',
  'problem.agent_unavailable': 'No se puede localizar a ese agente',
  'problem.agent_unavailable.advice':
    'El servidor no pudo encontrarlo a tiempo. Inténtelo de nuevo en un momento.',
  'problem.not_started': 'La conversación no está en marcha',
  'problem.not_started.advice': 'Empiécela de nuevo.',
  'problem.invalid_message': 'El servidor no ha entendido esta página',
  'problem.invalid_message.advice':
    'Recargue la página: puede que sea más antigua que el servidor.',
  'problem.invalid_audio': 'El servidor no ha podido leer el audio',
  'problem.invalid_audio.advice': 'Elija otro micrófono o recargue la página.',
  'problem.internal_error': 'Algo se ha roto',
  'problem.internal_error.advice':
    'Inténtelo de nuevo. Si se repite, el registro del servidor dice más.',
};
