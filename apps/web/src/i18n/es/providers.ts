import type { providers as english } from '../en/providers';
import type { Catalogue } from '../message';

export const providers: Catalogue<keyof typeof english> = {
  'providers.lead':
    'Los servidores que responden, oyen y hablan. Se pregunta al primero que funciona.',
  'providers.new': 'Añadir un servidor',
  'providers.none': 'Aún no hay ninguno',
  'providers.roles': 'Qué hacen',
  'providers.role.llm': 'Responder',
  'providers.role.stt': 'Oír',
  'providers.role.tts': 'Hablar',
  'providers.read_only': 'Fijado por el entorno',
  'providers.delete_hint': 'Ya no se le pregunta. Los agentes que tienen otros siguen sin él.',
  'providers.name': 'Nombre',
  'providers.name_hint': 'Su nombre en los turnos y la salud.',
  'providers.kind': 'Qué es',
  'providers.base_url': 'Dirección',
  'providers.base_url_hint': 'Por ejemplo http://192.168.1.20:8000.',
  'providers.base_url_hint_llm': 'Por ejemplo http://192.168.1.20:11434. Vacío: la del servicio.',
  'providers.api_key': 'Clave de API',
  'providers.api_key_hint': 'Se guarda sellada y no se muestra más.',
  'providers.model': 'Modelo',
  'providers.default_model_hint':
    'Para agentes que no nombran ninguno. Vacío: el primero que conversa.',
  'providers.voice_hint': 'Para agentes que no fijan ninguna.',
  'providers.audio_format': 'Formato del sonido',
  'providers.timeout_ms': 'Espera más larga, en ms',
  'providers.max_concurrency': 'Frases a la vez',
  'providers.position': 'Lugar en el orden',
  'providers.position_hint': 'Los menores se preguntan primero.',
  'providers.is_enabled': 'Se le pregunta',
  'providers.test': 'Probar',
  'providers.models': 'Ver modelos',
  'providers.voices': 'Ver voces',
  'providers.asking': 'Preguntando…',
  'providers.works': 'Funciona: {duration}.',
  'providers.failed': 'Ha fallado ({category}): {message}',
  'providers.models_count': { one: '{count} modelo', other: '{count} modelos' },
  'providers.voices_count': { one: '{count} voz', other: '{count} voces' },
  'providers.kind.local':
    'Ollama, llama.cpp, LM Studio, vLLM o cualquier servidor con el chat de OpenAI',
  'providers.kind.openai_transcription':
    'OpenAI o cualquier servidor con su transcripción (Speaches, whisper.cpp)',
  'providers.kind.openai_speech': 'OpenAI o cualquier servidor con su voz (Kokoro, Speaches)',
};
