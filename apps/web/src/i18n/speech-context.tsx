import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from 'react';

import type { PageKey } from './en/pages';
import type { ShellKey } from './en/shell';
import type { Language } from './languages';
import type { Say } from './message';
import type { Speech, Texts } from './texts';

type Told = Speech & { readonly choose: (language: Language) => Promise<void> };

const SpeechContext = createContext<Told | null>(null);

/** Gives everything inside the page's texts, and the document its language. */
export function SpeechProvider({
  texts,
  children,
}: {
  readonly texts: Texts;
  readonly children: ReactNode;
}) {
  const speech = useSyncExternalStore(texts.subscribe, texts.get);
  useEffect(() => {
    document.documentElement.lang = speech.language;
  }, [speech.language]);
  return (
    <SpeechContext value={{ ...speech, choose: (language) => texts.choose(language) }}>
      {children}
    </SpeechContext>
  );
}

export function useSpeech(): Told {
  const speech = useContext(SpeechContext);
  if (speech === null) throw new Error('There is no SpeechProvider around this.');
  return speech;
}

/** What Talk and the frame around all pages say. */
export function useSay(): Say<ShellKey> {
  return useSpeech().say;
}

/** What the other pages say, too: below the route that has loaded their texts. */
export function usePageSay(): Say<ShellKey | PageKey> {
  return useSpeech().say;
}
