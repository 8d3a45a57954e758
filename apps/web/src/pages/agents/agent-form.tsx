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
import { DEMO, useModels, useProviders } from '../common/providers';
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
  const models = useModels(useFirstAsked(form));
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
      <FormSection
        title={say('agents.model_section')}
        specs={modelFields}
        suggestions={{ llm_model: models }}
        {...section}
      >
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

/** The id of whom the agent asks first: of its own steps, or of the server's order. */
function useFirstAsked({ draft }: FormState): string | undefined {
  const { data: providers = [] } = useProviders('llm');
  const steps = draft['llm_steps'];
  const [step] = (Array.isArray(steps) ? steps : []) as readonly { readonly provider: string }[];
  const [first] = providers.filter(({ is_enabled, kind }) => is_enabled && kind !== DEMO);
  return step?.provider ?? first?.id;
}
