import type { health as english } from '../en/health';
import type { Catalogue } from '../message';

export const health: Catalogue<keyof typeof english> = {
  'health.ok': 'Tout fonctionne.',
  'health.degraded': 'Cela fonctionne, mais à surveiller.',
  'health.error': 'Quelque chose ne fonctionne pas.',
  'health.shutting_down': 'Le serveur s’arrête.',
  'health.part_up': 'Fonctionne',
  'health.part_degraded': 'À surveiller',
  'health.part_down': 'Ne marche pas',
  'health.database': 'Base de données',
  'health.queue': 'Travail de fond',
  'health.journal': 'Tours à enregistrer',
  'health.media': 'Son des navigateurs',
  'health.stt': 'Entendre',
  'health.llm': 'Répondre',
  'health.tts': 'Parler',
  'health.discord': 'Discord',
  'health.discord_off': 'Inactif : aucun bot n’a de jeton.',
  'health.database_told': 'Répond en {ms} ms.',
  'health.asked': 'D’abord : {name}',
  'health.provider_up': '{name} fonctionne',
  'health.provider_down': '{name} ne répond pas',
  'health.waiting': { one: '{count} tâche attend', other: '{count} tâches attendent' },
  'health.failed_jobs': {
    one: '{count} échouée pour de bon',
    other: '{count} échouées pour de bon',
  },
  'health.turns_waiting': { one: '{count} tour attend', other: '{count} tours attendent' },
  'health.turns_lost': { one: '{count} perdu', other: '{count} perdus' },
  'health.calls': { one: '{count} appel en cours', other: '{count} appels en cours' },
};
