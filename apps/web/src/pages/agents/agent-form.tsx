import { FormSection } from '../../forms/form-section';
import { SaveBar } from '../../forms/save-bar';
import type { FormState } from '../../forms/use-draft';
import { usePageSay } from '../../i18n/speech-context';
import { discordFields } from './agent-discord-fields';
import {
  characterFields,
  hearingFields,
  keepingFields,
  limitFields,
  modelFields,
  voiceFields,
} from './agent-fields';
import { useVoices } from './agent-requests';
import { StepsField } from './steps-field';
import { ToolChoice } from './tool-choice';
import { VoicePreview } from './voice-preview';

type AgentFormProps = {
  readonly form: FormState;
  readonly row: Readonly<Record<string, unknown>>;
  readonly isSaved: boolean;
};

/** The settings of an agent in sections, with its voice to be heard before it is saved. */
export function AgentForm({ form, row, isSaved }: AgentFormProps) {
  const say = usePageSay();
  const { data: voices = [] } = useVoices();
  const section = { form, row };
  return (
    <form
      className="form"
      noValidate
      onSubmit={(submitted) => {
        submitted.preventDefault();
        if (!form.isBusy) void form.submit();
      }}
    >
      <FormSection title={say('agents.character')} specs={characterFields} {...section} />
      <FormSection
        title={say('agents.voice_section')}
        specs={voiceFields}
        suggestions={{ tts_voice: voices.map(({ id }) => id) }}
        {...section}
      >
        <VoicePreview draft={form.draft} />
        <StepsField role="tts" form={form} />
      </FormSection>
      <FormSection title={say('agents.model_section')} specs={modelFields} {...section}>
        <StepsField role="llm" form={form} />
      </FormSection>
      <FormSection title={say('agents.hearing_section')} specs={hearingFields} {...section}>
        <StepsField role="stt" form={form} />
      </FormSection>
      <ToolChoice form={form} row={row} />
      <FormSection title="Discord" anchor="discord" specs={discordFields} {...section} />
      <FormSection title={say('agents.keeping_section')} specs={keepingFields} {...section} />
      <FormSection title={say('settings.limits')} specs={limitFields} {...section} />
      <SaveBar form={form} isSaved={isSaved} />
    </form>
  );
}
