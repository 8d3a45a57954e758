import type { ProblemKey } from '../en/problems';
import type { Catalogue } from '../message';

export const problems: Catalogue<ProblemKey> = {
  'problem.microphone_denied': 'Der Browser hat das Mikrofon gesperrt',
  'problem.microphone_denied.advice':
    'Klicken Sie auf das Mikrofon- oder Schlosssymbol neben der Adresse, erlauben Sie dieser Seite das Mikrofon und versuchen Sie es erneut. Sie können unten auch schreiben.',
  'problem.microphone_not_found': 'Kein Mikrofon gefunden',
  'problem.microphone_not_found.advice':
    'Schließen Sie ein Mikrofon oder Headset an und versuchen Sie es erneut. Sie können unten auch schreiben.',
  'problem.microphone_in_use': 'Das Mikrofon ist belegt',
  'problem.microphone_in_use.advice':
    'Ein anderes Programm benutzt es. Schließen Sie dieses Programm oder wählen Sie ein anderes Mikrofon und versuchen Sie es erneut.',
  'problem.insecure_context': 'Diese Adresse darf das Mikrofon nicht benutzen',
  'problem.insecure_context.advice':
    'Browser geben das Mikrofon nur sicheren Seiten. Öffnen Sie die Seite über https oder auf dem Rechner selbst als http://localhost. Schreiben können Sie unten trotzdem.',
  'problem.unsupported_browser': 'Dieser Browser kann kein Gespräch führen',
  'problem.unsupported_browser.advice':
    'Benutzen Sie eine aktuelle Version von Chrome, Edge, Firefox oder Safari.',
  'problem.playback_blocked': 'Der Browser hält den Ton zurück',
  'problem.playback_blocked.advice': 'Drücken Sie „Ton abspielen“, um den Agenten zu hören.',
  'problem.invite_not_valid': 'Diese Einladung gilt nicht',
  'problem.invite_not_valid.advice':
    'Sie ist abgelaufen, oder der Link ist unvollständig. Bitten Sie um eine neue.',
  'problem.invite_not_live': 'Es ist niemand da',
  'problem.invite_not_live.advice':
    'Das Gespräch, zu dem Sie eingeladen sind, hat noch nicht begonnen oder ist vorbei. Versuchen Sie es wieder, wenn es weitergeht.',
  'problem.server_unreachable': 'Der Server antwortet nicht',
  'problem.server_unreachable.advice':
    'Prüfen Sie, ob VoxBridge läuft und Sie online sind, und versuchen Sie es erneut.',
  'problem.media_failed': 'Der Ton kommt nicht durch',
  'problem.media_failed.advice':
    'Der Server antwortet, aber die Tonverbindung kam nicht zustande. Meist liegt es an einer Firewall: Der Medienport muss für UDP offen sein, zumindest aber für TCP.',
  'problem.media_on_loopback_only': 'Firefox erreicht den Ton dieses Servers nicht',
  'problem.media_on_loopback_only.advice':
    'Firefox baut keine Tonverbindung zu 127.0.0.1 auf, und der Server bietet keine andere Adresse an. Verbinden Sie den Rechner mit einem Netz und starten Sie VoxBridge neu, WEBRTC_LISTEN_IP dabei leer oder auf einer Adresse des Rechners; oder öffnen Sie die Seite in Chrome oder Edge.',
  'problem.unauthorized': 'Dieser Server fragt, wer Sie sind',
  'problem.unauthorized.advice':
    'Melden Sie sich an, oder geben Sie den Schlüssel des Betreibers ein: Ein Schlüssel bleibt, bis Sie diesen Tab schließen.',
  'problem.login_link_not_valid': 'Dieser Link gilt nicht mehr',
  'problem.login_link_not_valid.advice':
    'Er meldet einmal an, binnen 15 Minuten. Der Betreiber macht mit npm run admin:link einen neuen.',
  'problem.capacity': 'Alle Leitungen sind belegt',
  'problem.capacity.advice':
    'Der Server führt so viele Gespräche, wie er kann. Versuchen Sie es in einer Minute erneut.',
  'problem.cap_reached': 'Das Limit ist erreicht',
  'problem.cap_reached.advice':
    'Mehr darf nicht verbraucht werden. Ein Limit für einen Tag endet um Mitternacht (UTC).',
  'problem.rate_limited': 'Zu viel auf einmal',
  'problem.rate_limited.advice':
    'Der Server bittet um eine Pause. Warten Sie einen Moment und machen Sie dann weiter.',
  'problem.stt_unavailable': 'Die Spracherkennung arbeitet nicht',
  'problem.stt_unavailable.advice':
    'Der Agent versteht gerade keine Sprache. Versuchen Sie es erneut oder schreiben Sie unten.',
  'problem.llm_unavailable': 'Das Sprachmodell antwortet nicht',
  'problem.llm_unavailable.advice':
    'Ihre Worte sind angekommen, aber es kam keine Antwort. Sagen Sie es noch einmal.',
  'problem.tts_unavailable': 'Der Agent hat seine Stimme verloren',
  'problem.tts_unavailable.advice':
    'Die Sprachausgabe ist ausgefallen. Versuchen Sie es gleich noch einmal.',
  'problem.session_not_found': 'Dieses Gespräch gibt es nicht mehr',
  'problem.session_not_found.advice':
    'Der Server kennt es nicht mehr. Beginnen Sie ein neues Gespräch.',
  'problem.agent_not_found': 'Diesen Agenten gibt es nicht',
  'problem.agent_not_found.advice':
    'Beginnen Sie ein neues Gespräch, um mit dem Standardagenten zu sprechen.',
  'problem.agent_unavailable': 'Dieser Agent ist nicht erreichbar',
  'problem.agent_unavailable.advice':
    'Der Server konnte ihn nicht rechtzeitig finden. Versuchen Sie es gleich noch einmal.',
  'problem.not_started': 'Das Gespräch läuft nicht',
  'problem.not_started.advice': 'Beginnen Sie es noch einmal.',
  'problem.invalid_message': 'Der Server hat diese Seite nicht verstanden',
  'problem.invalid_message.advice':
    'Laden Sie die Seite neu: Sie ist vielleicht älter als der Server.',
  'problem.invalid_audio': 'Der Server konnte den Ton nicht lesen',
  'problem.invalid_audio.advice': 'Wählen Sie ein anderes Mikrofon oder laden Sie die Seite neu.',
  'problem.internal_error': 'Etwas ist kaputtgegangen',
  'problem.internal_error.advice':
    'Versuchen Sie es erneut. Geschieht es wieder, sagt das Protokoll des Servers mehr.',
};
