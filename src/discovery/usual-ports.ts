/** How to find out what answers on a port. */
export type Look = 'models' | 'chatterbox' | 'whisperlive';

export type UsualPort = { readonly port: number; readonly look: Look };

/**
 * Where engines listen unless they are told otherwise, in the order in which one is preferred to another of its kind. Others
 * listen there too (anything on 8080, vLLM or speaches on 8000), so what answers is told by its answer.
 */
export const usualPorts: readonly UsualPort[] = [
  // Ollama, LM Studio, llama.cpp.
  { port: 11_434, look: 'models' },
  { port: 1234, look: 'models' },
  { port: 8080, look: 'models' },
  { port: 4123, look: 'chatterbox' },
  // Kokoro-FastAPI; vLLM or speaches.
  { port: 8880, look: 'models' },
  { port: 8000, look: 'models' },
  { port: 9090, look: 'whisperlive' },
];
