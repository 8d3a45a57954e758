import type { ProblemKey } from '../en/problems';
import type { Catalogue } from '../message';

export const problems: Catalogue<ProblemKey> = {
  'problem.microphone_denied': 'Le navigateur a bloqué le microphone',
  'problem.microphone_denied.advice':
    'Cliquez sur l’icône de microphone ou de cadenas près de l’adresse, autorisez le microphone pour ce site, puis réessayez. Vous pouvez aussi écrire ci-dessous.',
  'problem.microphone_not_found': 'Aucun microphone trouvé',
  'problem.microphone_not_found.advice':
    'Branchez un microphone ou un casque et réessayez. Vous pouvez aussi écrire ci-dessous.',
  'problem.microphone_in_use': 'Le microphone est occupé',
  'problem.microphone_in_use.advice':
    'Un autre programme l’utilise. Fermez-le ou choisissez un autre microphone, puis réessayez.',
  'problem.insecure_context': 'Cette adresse ne peut pas utiliser le microphone',
  'problem.insecure_context.advice':
    'Les navigateurs ne donnent le microphone qu’aux pages sûres. Ouvrez cette page en https, ou par http://localhost sur la machine même. Vous pouvez tout de même écrire ci-dessous.',
  'problem.unsupported_browser': 'Ce navigateur ne permet pas d’appel vocal',
  'problem.unsupported_browser.advice':
    'Utilisez une version récente de Chrome, Edge, Firefox ou Safari.',
  'problem.playback_blocked': 'Le navigateur retient le son',
  'problem.playback_blocked.advice': 'Appuyez sur « Écouter le son » pour entendre l’agent.',
  'problem.invite_not_valid': 'Cette invitation n’est pas valable',
  'problem.invite_not_valid.advice':
    'Elle a expiré, ou le lien est incomplet. Demandez-en une nouvelle.',
  'problem.invite_not_live': 'Il n’y a personne',
  'problem.invite_not_live.advice':
    'La conversation à laquelle vous êtes invité n’a pas commencé, ou est terminée. Réessayez quand elle reprendra.',
  'problem.server_unreachable': 'Le serveur ne répond pas',
  'problem.server_unreachable.advice':
    'Vérifiez que VoxBridge fonctionne et que vous êtes en ligne, puis réessayez.',
  'problem.media_failed': 'Le son ne passe pas',
  'problem.media_failed.advice':
    'Le serveur répond, mais la connexion audio a échoué. C’est le plus souvent un pare-feu : le port média doit être ouvert en UDP, ou au moins en TCP.',
  'problem.media_on_loopback_only': 'Firefox n’atteint pas le son de ce serveur',
  'problem.media_on_loopback_only.advice':
    'Firefox n’établit pas de connexion audio vers 127.0.0.1, et le serveur ne propose aucune autre adresse. Connectez la machine à un réseau et relancez VoxBridge, WEBRTC_LISTEN_IP étant vide ou une adresse de la machine ; ou ouvrez cette page dans Chrome ou Edge.',
  'problem.unauthorized': 'Ce serveur demande qui vous êtes',
  'problem.unauthorized.advice':
    'Connectez-vous, ou saisissez la clé de son exploitant : une clé est gardée jusqu’à la fermeture de cet onglet.',
  'problem.login_link_not_valid': 'Ce lien n’est plus valable',
  'problem.login_link_not_valid.advice':
    'Il connecte une fois, en moins de 15 minutes. L’exploitant du serveur en fait un autre avec npm run admin:link.',
  'problem.capacity': 'Toutes les lignes sont occupées',
  'problem.capacity.advice':
    'Le serveur mène autant de conversations qu’il peut. Réessayez dans une minute.',
  'problem.cap_reached': 'La limite est atteinte',
  'problem.cap_reached.advice':
    'On ne peut plus rien dépenser. Une limite d’un jour prend fin à minuit (UTC).',
  'problem.rate_limited': 'Trop de choses à la fois',
  'problem.rate_limited.advice': 'Le serveur demande une pause. Attendez un instant et continuez.',
  'problem.stt_unavailable': 'La reconnaissance vocale ne fonctionne pas',
  'problem.stt_unavailable.advice':
    'L’agent ne comprend pas la parole en ce moment. Réessayez, ou écrivez ci-dessous.',
  'problem.llm_unavailable': 'Le modèle de langage ne répond pas',
  'problem.llm_unavailable.advice':
    'Vos mots sont arrivés, mais aucune réponse n’est venue. Répétez-les.',
  'problem.tts_unavailable': 'L’agent a perdu sa voix',
  'problem.tts_unavailable.advice': 'La synthèse vocale a échoué. Réessayez dans un instant.',
  'problem.session_not_found': 'Cette conversation n’existe plus',
  'problem.session_not_found.advice':
    'Le serveur ne la connaît plus. Commencez une nouvelle conversation.',
  'problem.agent_not_found': 'Cet agent n’existe pas',
  'problem.agent_not_found.advice':
    'Commencez une nouvelle conversation pour parler à l’agent par défaut.',
  'problem.agent_unavailable': 'Cet agent est injoignable',
  'problem.agent_unavailable.advice':
    'Le serveur n’a pas pu le trouver à temps. Réessayez dans un instant.',
  'problem.not_started': 'La conversation n’est pas en cours',
  'problem.not_started.advice': 'Recommencez-la.',
  'problem.invalid_message': 'Le serveur n’a pas compris cette page',
  'problem.invalid_message.advice':
    'Rechargez la page : elle est peut-être plus ancienne que le serveur.',
  'problem.invalid_audio': 'Le serveur n’a pas pu lire le son',
  'problem.invalid_audio.advice': 'Choisissez un autre microphone, ou rechargez la page.',
  'problem.internal_error': 'Quelque chose s’est cassé',
  'problem.internal_error.advice':
    'Réessayez. Si cela se reproduit, le journal du serveur en dit plus.',
};
