import type { providers as english } from '../en/providers';
import type { Catalogue } from '../message';

export const providers: Catalogue<keyof typeof english> = {
  'providers.lead':
    'Die Server, die antworten, hören und sprechen. Gefragt wird der erste, der arbeitet.',
  'providers.new': 'Server hinzufügen',
  'providers.none': 'Es gibt noch keinen',
  'providers.roles': 'Was sie tun',
  'providers.role.llm': 'Antworten',
  'providers.role.stt': 'Hören',
  'providers.role.tts': 'Sprechen',
  'providers.read_only': 'Von der Umgebung gesetzt',
  'providers.delete_hint':
    'Er wird nicht mehr gefragt. Agenten, die auch andere fragen, machen ohne ihn weiter.',
  'providers.name': 'Name',
  'providers.name_hint': 'So heißt er in Zügen und bei der Gesundheit.',
  'providers.kind': 'Was er ist',
  'providers.base_url': 'Adresse',
  'providers.base_url_hint': 'Zum Beispiel http://192.168.1.20:8000.',
  'providers.base_url_hint_llm': 'Zum Beispiel http://192.168.1.20:11434. Leer: die des Dienstes.',
  'providers.api_key': 'API-Schlüssel',
  'providers.api_key_hint': 'Versiegelt aufbewahrt und nie wieder gezeigt.',
  'providers.model': 'Modell',
  'providers.default_model_hint': 'Für Agenten, die keines nennen. Leer: das erste, das chattet.',
  'providers.voice_hint': 'Für Agenten, die keine setzen.',
  'providers.audio_format': 'Format des Tons',
  'providers.timeout_ms': 'Längstes Warten, in ms',
  'providers.max_concurrency': 'Sätze zugleich',
  'providers.position': 'Platz in der Reihe',
  'providers.position_hint': 'Kleinere werden zuerst gefragt.',
  'providers.is_enabled': 'Wird überhaupt gefragt',
  'providers.test': 'Ausprobieren',
  'providers.models': 'Modelle zeigen',
  'providers.voices': 'Stimmen zeigen',
  'providers.asking': 'Wird gefragt …',
  'providers.works': 'Es arbeitet: {duration}.',
  'providers.failed': 'Fehlgeschlagen ({category}): {message}',
  'providers.models_count': { one: '{count} Modell', other: '{count} Modelle' },
  'providers.voices_count': { one: '{count} Stimme', other: '{count} Stimmen' },
  'providers.kind.local':
    'Ollama, llama.cpp, LM Studio, vLLM oder ein anderer Server mit OpenAIs Chat',
  'providers.kind.openai_transcription':
    'OpenAI oder ein Server mit dessen Transkription (Speaches, whisper.cpp)',
  'providers.kind.openai_speech':
    'OpenAI oder ein Server mit dessen Sprachausgabe (Kokoro, Speaches)',
};
