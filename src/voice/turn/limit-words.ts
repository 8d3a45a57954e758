import type { LimitScope, SpendingLimit } from '@vox/voice-core';

/** What the agent says when nobody may be asked any more. No model has a say in it. */
const WORDS: Readonly<Record<string, Readonly<Record<LimitScope, string>>>> = {
  en: {
    session:
      'The limit for this conversation is reached, so I have to stop here. Thank you for talking with me.',
    user: 'Your limit for today is reached, so I have to stop here. We can go on tomorrow.',
    agent: 'My limit for today is reached, so I have to stop here. We can go on tomorrow.',
    day: 'The limit of this server for today is reached, so I have to stop here. We can go on tomorrow.',
  },
  de: {
    session:
      'Das Limit für dieses Gespräch ist erreicht, darum muss ich hier aufhören. Danke für das Gespräch.',
    user: 'Ihr Limit für heute ist erreicht, darum muss ich hier aufhören. Morgen können wir weitersprechen.',
    agent:
      'Mein Limit für heute ist erreicht, darum muss ich hier aufhören. Morgen können wir weitersprechen.',
    day: 'Das Limit dieses Servers für heute ist erreicht, darum muss ich hier aufhören. Morgen können wir weitersprechen.',
  },
  fr: {
    session:
      'La limite de cette conversation est atteinte, je dois donc m’arrêter ici. Merci de cet échange.',
    user: 'Votre limite pour aujourd’hui est atteinte, je dois donc m’arrêter ici. Nous pourrons reprendre demain.',
    agent:
      'Ma limite pour aujourd’hui est atteinte, je dois donc m’arrêter ici. Nous pourrons reprendre demain.',
    day: 'La limite de ce serveur pour aujourd’hui est atteinte, je dois donc m’arrêter ici. Nous pourrons reprendre demain.',
  },
  es: {
    session:
      'Se ha alcanzado el límite de esta conversación, así que debo parar aquí. Gracias por hablar conmigo.',
    user: 'Se ha alcanzado su límite de hoy, así que debo parar aquí. Podemos seguir mañana.',
    agent: 'Se ha alcanzado mi límite de hoy, así que debo parar aquí. Podemos seguir mañana.',
    day: 'Se ha alcanzado el límite de hoy de este servidor, así que debo parar aquí. Podemos seguir mañana.',
  },
};

/** The same to one of several people: the others go on. */
const WORDS_TO: Readonly<Record<string, (name: string) => string>> = {
  en: (name) =>
    `${name}, your limit for today is reached, so I cannot answer you any more. We can go on tomorrow.`,
  de: (name) =>
    `${name}, Ihr Limit für heute ist erreicht, darum kann ich Ihnen nicht mehr antworten. Morgen können wir weitersprechen.`,
  fr: (name) =>
    `${name}, votre limite pour aujourd’hui est atteinte, je ne peux donc plus vous répondre. Nous pourrons reprendre demain.`,
  es: (name) =>
    `${name}, se ha alcanzado su límite de hoy, así que ya no puedo responderle. Podemos seguir mañana.`,
};

/**
 * @param language BCP 47; English where there are no words in it.
 * @param name Whose limit it is, where several people share the session.
 */
export function limitWords(
  { scope }: Pick<SpendingLimit, 'scope'>,
  language: string | undefined,
  name?: string,
): string {
  const primary = language?.split('-')[0]?.toLowerCase() ?? 'en';
  if (name !== undefined) return (WORDS_TO[primary] ?? WORDS_TO['en'])?.(name) ?? '';
  const words = WORDS[primary] ?? WORDS['en'];
  return words?.[scope] ?? '';
}

/** What the model is told while a limit is near: it may say so, and is to be brief. */
export const NEAR_NOTE =
  'Not said by anybody: this conversation will soon reach its limit and end. Answer briefly, and say so once where it fits.';
