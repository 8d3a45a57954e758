import { limitsOf } from '@vox/environment';
import type { z } from 'zod';

import { type AppConfig, sectionSchemas } from './app-config';

/** Variables that may be set anew while the server runs. Who uses one reads it each time. */
const VARIABLES = {
  server: ['LOG_LEVEL'],
  cost: [
    'CAP_SESSION_USD',
    'CAP_SESSION_TOKENS',
    'CAP_SESSION_MINUTES',
    'CAP_USER_USD',
    'CAP_USER_TOKENS',
    'CAP_USER_MINUTES',
    'CAP_AGENT_USD',
    'CAP_AGENT_TOKENS',
    'CAP_AGENT_MINUTES',
    'CAP_DAY_USD',
    'CAP_DAY_TOKENS',
    'CAP_DAY_MINUTES',
  ],
  voice: [
    'SILENCE_THRESHOLD_MS',
    'BARGE_IN_STRATEGY',
    'BARGE_IN_MIN_SPEECH_MS',
    'THINKING_SOUND_AFTER_MS',
  ],
  llm: ['DEFAULT_LLM_TEMPERATURE', 'DEFAULT_LLM_MAX_TOKENS'],
  tts: ['TTS_RATE', 'TTS_PITCH', 'CHATTERBOX_VOICE_ID', 'TTS_OPENAI_VOICE'],
} as const;

type Section = keyof typeof VARIABLES;
type Values = Readonly<Record<string, unknown>>;

export type SettingName = (typeof VARIABLES)[Section][number];

export type RuntimeSetting = {
  readonly name: SettingName;
  readonly value: unknown;
  /** What holds when nothing is set here. */
  readonly environmentValue: unknown;
  readonly isSetHere: boolean;
  readonly description: string;
  /** What it may be, in words; undefined where that is one of a few. */
  readonly limits: string | undefined;
};

const sectionOf = new Map<SettingName, Section>(
  (Object.keys(VARIABLES) as Section[]).flatMap((section) =>
    VARIABLES[section].map((name) => [name, section] as const),
  ),
);

export const settingNames: readonly SettingName[] = [...sectionOf.keys()];

export function isSettingName(name: string): name is SettingName {
  return sectionOf.has(name as SettingName);
}

/** The schema that the variable is read with. */
export function settingSchema(name: SettingName): z.ZodType {
  const { shape } = sectionSchemas[sectionOf.get(name) ?? 'server'];
  return (shape as Readonly<Record<string, z.ZodType>>)[name] as z.ZodType;
}

/** The settings of a server, of which some may be set anew while it runs: what is set here goes before the environment. */
export class RuntimeSettings {
  /** As the environment's; of the variables that may be set anew it has what holds at the moment. */
  readonly config: AppConfig;
  #set: ReadonlyMap<SettingName, unknown> = new Map();

  constructor(private readonly environment: AppConfig) {
    const sections = Object.entries(VARIABLES).map(([section, names]) => [
      section,
      this.#live(environment[section as Section], names),
    ]);
    this.config = Object.freeze({ ...environment, ...Object.fromEntries(sections) }) as AppConfig;
  }

  /**
   * All that is set here from now on, each as a variable would say it.
   * @returns the names of those that cannot be right; for them the environment holds.
   */
  replace(given: ReadonlyMap<SettingName, string>): SettingName[] {
    const set = new Map<SettingName, unknown>();
    const wrong: SettingName[] = [];
    for (const [name, text] of given) {
      const { success, data } = settingSchema(name).safeParse(text);
      if (success) set.set(name, data);
      else wrong.push(name);
    }
    this.#set = set;
    return wrong;
  }

  list(): RuntimeSetting[] {
    return settingNames.map((name) => {
      const environmentValue = this.#valueOf(name, this.environment);
      const schema = settingSchema(name);
      return {
        name,
        value: this.#set.get(name) ?? environmentValue,
        environmentValue,
        isSetHere: this.#set.has(name),
        description: schema.description ?? '',
        limits: limitsOf(schema),
      };
    });
  }

  #valueOf(name: SettingName, config: AppConfig): unknown {
    return (config[sectionOf.get(name) ?? 'server'] as Values)[name];
  }

  /** `section` as it is, but for `names`, which are looked up when they are read. */
  #live(section: Values, names: readonly SettingName[]): Values {
    const live = { ...section };
    for (const name of names) {
      Object.defineProperty(live, name, {
        enumerable: true,
        get: () => this.#set.get(name) ?? section[name],
      });
    }
    return Object.freeze(live);
  }
}
