import { useSpeech } from '../i18n/speech-context';
import { isLanguage, LANGUAGES } from '../i18n/languages';

/** Which language the page speaks; each is named in itself. */
export function LanguageSelect() {
  const { language, say, choose } = useSpeech();
  return (
    <label className="language">
      <span>{say('frame.language')}</span>
      <select
        data-testid="language-select"
        value={language}
        onChange={({ target: { value } }) => {
          // What cannot be loaded leaves the page in the language that it has.
          if (isLanguage(value)) choose(value).catch(() => undefined);
        }}
      >
        {Object.entries(LANGUAGES).map(([tag, name]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
