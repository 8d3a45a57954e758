import type { settings as english } from '../en/settings';
import type { Catalogue } from '../message';

export const settings: Catalogue<keyof typeof english> = {
  'server.settings': 'Einstellungen',
  'settings.lead': 'Was für alle Agenten gilt, die selbst nichts festlegen, ab dem nächsten Zug.',
  'settings.hearing': 'Zuhören und antworten',
  'settings.speaking': 'Sprechen',
  'settings.operation': 'Betrieb des Servers',
  'settings.environment': 'Leer: {value}, wie in der Umgebung.',
  'settings.environment_none': 'Leer: keiner.',
  'settings.as_environment': 'Wie in der Umgebung',
  'settings.barge_in_min_speech_ms': 'Rede, die die Antwort anhält, in ms',
  'settings.chatterbox_voice': 'Stimme auf Chatterbox-Servern',
  'settings.openai_voice': 'Stimme auf Servern wie dem von OpenAI',
  'settings.log_level': 'Was protokolliert wird',
  'settings.elsewhere': 'Was vor dem Start feststeht, steht in der Datei .env.',
  'settings.retention': 'Was lange genug aufbewahrt wurde',
  'settings.retention_hint':
    'Jede Stunde löscht der Server, was älter ist, als RETENTION_DAYS oder ein Agent sagt. Sehen Sie nach, was das jetzt wäre.',
  'settings.retention_try': 'Zeigen, was ginge',
  'settings.retention_apply': 'Jetzt löschen',
  'settings.retention_none': 'So alt ist nichts.',
  'settings.retention_would': {
    one: '{count} Zeile würde gelöscht:',
    other: '{count} Zeilen würden gelöscht:',
  },
  'settings.retention_done': {
    one: '{count} Zeile ist gelöscht:',
    other: '{count} Zeilen sind gelöscht:',
  },
};
