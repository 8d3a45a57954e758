import type { health as english } from '../en/health';
import type { Catalogue } from '../message';

export const health: Catalogue<keyof typeof english> = {
  'health.ok': 'Alles arbeitet.',
  'health.degraded': 'Es arbeitet, doch jemand sollte nachsehen.',
  'health.error': 'Etwas arbeitet nicht.',
  'health.shutting_down': 'Der Server fährt herunter.',
  'health.part_up': 'Arbeitet',
  'health.part_degraded': 'Bitte nachsehen',
  'health.part_down': 'Arbeitet nicht',
  'health.database': 'Datenbank',
  'health.queue': 'Hintergrundarbeit',
  'health.journal': 'Züge, die warten',
  'health.media': 'Ton der Browser',
  'health.stt': 'Hören',
  'health.llm': 'Antworten',
  'health.tts': 'Sprechen',
  'health.discord': 'Discord',
  'health.discord_off': 'Aus: Kein Bot hat ein Token.',
  'health.database_told': 'Antwortet in {ms} ms.',
  'health.asked': 'Zuerst gefragt: {name}',
  'health.provider_up': '{name} arbeitet',
  'health.provider_down': '{name} antwortet nicht',
  'health.waiting': { one: '{count} Auftrag wartet', other: '{count} Aufträge warten' },
  'health.failed_jobs': {
    one: '{count} endgültig fehlgeschlagen',
    other: '{count} endgültig fehlgeschlagen',
  },
  'health.turns_waiting': { one: '{count} Zug wartet', other: '{count} Züge warten' },
  'health.turns_lost': { one: '{count} verloren', other: '{count} verloren' },
  'health.calls': { one: '{count} Anruf läuft', other: '{count} Anrufe laufen' },
};
