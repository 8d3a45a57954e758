import type { guide as english } from '../en/guide';
import type { Catalogue } from '../message';

export const guide: Catalogue<keyof typeof english> = {
  'server.guide': 'Prise en main',
  'guide.back': 'Vers la prise en main',
  'guide.lead':
    'De « il parle » à « il est sur mon Discord, avec mon modèle ». Chaque étape se vérifie en la faisant.',
  'guide.progress': '{done} sur {all} faites',
  'guide.state.open': 'À faire',
  'guide.state.checking': 'Vérification…',
  'guide.state.done': 'Fait',
  'guide.state.failed': 'Pas encore',
  'guide.speech': 'Il vous entend, et parle',
  'guide.speech_hint':
    'Appuyez sur le bouton, autorisez le micro et dites une phrase. Elle est comprise ici, et redite.',
  'guide.speech_check': 'Dire une phrase',
  'guide.say_something': 'Allez-y, vous avez six secondes…',
  'guide.heard': 'Compris : « {text} »',
  'guide.heard_nothing': 'Aucun mot n’a été compris. Vérifiez le micro et parlez plus fort.',
  'guide.no_recorder': 'Ce navigateur n’enregistre rien. Parlez plutôt à l’agent.',
  'guide.says_back': 'Ce qui a été compris, avec la voix de l’agent',
  'guide.model': 'Un modèle répond',
  'guide.model_hint':
    'Le répondeur de démonstration n’est pas une IA. Ajoutez un serveur à vous (Ollama, LM Studio, llama.cpp) ou un service avec sa clé.',
  'guide.model_check': 'Interroger le modèle',
  'guide.add_model': 'Ajouter le serveur d’un modèle',
  'guide.no_model':
    'Il n’y a que le répondeur de démonstration. Ajoutez un serveur qui a un modèle.',
  'guide.model_answers': '{name} a répondu après {duration}.',
  'guide.agent': 'Un agent à vous',
  'guide.agent_hint':
    'Donnez-lui un nom et une tâche, choisissez sa voix et ce qu’il peut faire, et parlez-lui une fois.',
  'guide.agent_check': 'Regarder encore',
  'guide.talk_to': 'Parler à {name}',
  'guide.no_agent': 'Il n’y a que l’agent venu avec le serveur.',
  'guide.agent_unheard': 'Personne n’a encore parlé à {name}.',
  'guide.agent_answered': '{name} a répondu, par {llm}.',
  'guide.discord': 'Il est sur votre Discord',
  'guide.discord_hint':
    'Un bot qui vous appartient, dans un serveur que vous choisissez. Il faut cinq minutes.',
  'guide.discord_check': 'Regarder encore',
  'guide.discord_application': 'Créez une application et copiez son jeton sous « Bot »',
  'guide.discord_token': 'Donnez le jeton à votre agent, dans ses réglages sous « Discord »',
  'guide.discord_invite': 'Invitez le bot, entrez dans un salon vocal et tapez /voice join',
  'guide.application_id': 'Identifiant de l’application',
  'guide.application_id_hint': 'Là-bas sous « General Information ». L’invitation en est faite.',
  'guide.invite_now': 'Inviter le bot',
  'guide.no_token': 'Aucun bot n’a de jeton.',
  'guide.no_guild': 'Le bot est connecté, mais encore dans aucun serveur.',
  'guide.in_guilds': 'Il est dans : {names}.',
  'guide.opening': 'Qui peut entrer',
  'guide.opening_hint':
    'Avant que d’autres l’atteignent, le serveur demande qui ils sont. La page frappe comme qui n’apporte rien.',
  'guide.opening_check': 'Frapper',
  'guide.alone':
    'Vous l’atteignez sur cette machine, et il ne demande rien. Fermez-le avant de l’ouvrir à d’autres.',
  'guide.open_to_all':
    'Il laisse entrer tout le monde. Fixez une clé, ou faites se connecter les gens.',
  'guide.closed_by_key': 'Fermé : sans clé personne n’entre.',
  'guide.closed_by_login': 'Fermé : les gens se connectent, les programmes apportent une clé.',
  'guide.opening_self':
    'Pour vous, d’ailleurs : PUBLIC_URL et HOST dans .env ; le démarrage affiche un lien qui vous connecte.',
  'guide.opening_several': 'Pour plusieurs : OIDC_ISSUER et OIDC_CLIENT_ID dans .env.',
  'guide.opening_programs': 'Pour programmes et appareils : une clé chacun',
  'guide.shown': 'Proposer ce guide sur Parler',
  'guide.shown_hint': 'Tant qu’il n’y a que le premier agent. Il reste ici de toute façon.',
};
