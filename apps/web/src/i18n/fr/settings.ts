import type { settings as english } from '../en/settings';
import type { Catalogue } from '../message';

export const settings: Catalogue<keyof typeof english> = {
  'server.settings': 'Réglages',
  'settings.lead':
    'Ce qui vaut pour les agents qui ne règlent rien eux-mêmes, dès le prochain tour.',
  'settings.hearing': 'Écouter et répondre',
  'settings.speaking': 'Parler',
  'settings.operation': 'Marche du serveur',
  'settings.environment': 'Vide : {value}, comme dans l’environnement.',
  'settings.environment_none': 'Vide : aucun.',
  'settings.as_environment': 'Comme dans l’environnement',
  'settings.barge_in_min_speech_ms': 'Parole qui retient la réponse, en ms',
  'settings.chatterbox_voice': 'Voix des serveurs Chatterbox',
  'settings.openai_voice': 'Voix des serveurs comme OpenAI',
  'settings.log_level': 'Ce qui est journalisé',
  'settings.elsewhere': 'Ce qui est fixé avant le démarrage se trouve dans le fichier .env.',
  'settings.retention': 'Ce qui a été gardé assez longtemps',
  'settings.retention_hint':
    'Chaque heure, le serveur supprime ce qui dépasse RETENTION_DAYS ou ce que dit un agent. Voyez ce que ce serait maintenant.',
  'settings.retention_try': 'Voir ce qui partirait',
  'settings.retention_apply': 'Supprimer maintenant',
  'settings.retention_none': 'Rien n’est aussi ancien.',
  'settings.retention_would': {
    one: '{count} ligne partirait :',
    other: '{count} lignes partiraient :',
  },
  'settings.retention_done': {
    one: '{count} ligne est supprimée :',
    other: '{count} lignes sont supprimées :',
  },
  'settings.limits': 'Ce qui peut être dépensé',
  'settings.cap_session_usd': 'Une conversation, en dollars US',
  'settings.cap_session_tokens': 'Une conversation, en tokens',
  'settings.cap_session_minutes': 'Une conversation, en minutes de parole',
  'settings.cap_user_usd': 'Une personne, par jour, en dollars US',
  'settings.cap_user_tokens': 'Une personne, par jour, en tokens',
  'settings.cap_user_minutes': 'Une personne, par jour, en minutes de parole',
  'settings.cap_agent_usd': 'Un agent, par jour, en dollars US',
  'settings.cap_agent_tokens': 'Un agent, par jour, en tokens',
  'settings.cap_agent_minutes': 'Un agent, par jour, en minutes de parole',
  'settings.cap_day_usd': 'Tous ensemble, par jour, en dollars US',
  'settings.cap_day_tokens': 'Tous ensemble, par jour, en tokens',
  'settings.cap_day_minutes': 'Tous ensemble, par jour, en minutes de parole',
};
