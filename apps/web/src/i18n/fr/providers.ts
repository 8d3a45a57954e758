import type { providers as english } from '../en/providers';
import type { Catalogue } from '../message';

export const providers: Catalogue<keyof typeof english> = {
  'providers.lead':
    'Les serveurs qui répondent, entendent et parlent. Le premier qui marche est sollicité.',
  'providers.new': 'Ajouter un serveur',
  'providers.none': 'Il n’y en a pas encore',
  'providers.roles': 'Ce qu’ils font',
  'providers.role.llm': 'Répondre',
  'providers.role.stt': 'Entendre',
  'providers.role.tts': 'Parler',
  'providers.read_only': 'Fixé par l’environnement',
  'providers.delete_hint':
    'Il n’est plus sollicité. Les agents qui en ont d’autres continuent sans lui.',
  'providers.name': 'Nom',
  'providers.name_hint': 'Son nom dans les tours et la santé.',
  'providers.kind': 'Ce que c’est',
  'providers.base_url': 'Adresse',
  'providers.base_url_hint': 'Par exemple http://192.168.1.20:8000.',
  'providers.base_url_hint_llm': 'Par exemple http://192.168.1.20:11434. Vide : celle du service.',
  'providers.api_key': 'Clé d’API',
  'providers.api_key_hint': 'Gardée scellée, et jamais remontrée.',
  'providers.model': 'Modèle',
  'providers.default_model_hint':
    'Pour les agents qui n’en nomment pas. Vide : le premier qui discute.',
  'providers.voice_hint': 'Pour les agents qui n’en fixent pas.',
  'providers.audio_format': 'Format du son',
  'providers.timeout_ms': 'Attente la plus longue, en ms',
  'providers.max_concurrency': 'Phrases à la fois',
  'providers.position': 'Place dans l’ordre',
  'providers.position_hint': 'Les plus petites d’abord.',
  'providers.is_enabled': 'Sollicité',
  'providers.test': 'Essayer',
  'providers.models': 'Lister les modèles',
  'providers.voices': 'Lister les voix',
  'providers.asking': 'En cours…',
  'providers.works': 'Il marche : {duration}.',
  'providers.failed': 'Échec ({category}) : {message}',
  'providers.models_count': { one: '{count} modèle', other: '{count} modèles' },
  'providers.voices_count': { one: '{count} voix', other: '{count} voix' },
  'providers.kind.local':
    'Ollama, llama.cpp, LM Studio, vLLM ou tout serveur avec le chat d’OpenAI',
  'providers.kind.openai_transcription':
    'OpenAI, ou tout serveur avec sa transcription (Speaches, whisper.cpp)',
  'providers.kind.openai_speech': 'OpenAI, ou tout serveur avec sa synthèse (Kokoro, Speaches)',
};
