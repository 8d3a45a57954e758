import { text } from '@vox/protocol';
import { z } from 'zod';

import { type RuntimeSetting, type SettingName, settingNames, settingSchema } from '../config';

/** A value as the variable would say it; null takes it away. What it may be the variable's own schema says. */
function changeOf(name: SettingName) {
  const schema = settingSchema(name);
  return z
    .union([text(), z.number(), z.boolean(), z.null()])
    .transform((value, context): string | null => {
      if (value === null) return null;
      const written = String(value);
      if (written === '') {
        context.addIssue('must not be empty; null takes it away');
        return z.NEVER;
      }
      for (const { message } of schema.safeParse(written).error?.issues ?? []) {
        context.addIssue(message);
      }
      return written;
    })
    .optional()
    .describe(schema.description ?? '');
}

/** Some of the settings, by their names. */
export const changeSettingsSchema = z.strictObject(
  Object.fromEntries(settingNames.map((name) => [name, changeOf(name)])) as Record<
    SettingName,
    ReturnType<typeof changeOf>
  >,
);
export type ChangeSettings = z.output<typeof changeSettingsSchema>;

export function toSettingJson(setting: RuntimeSetting) {
  return {
    name: setting.name,
    value: setting.value ?? null,
    source: setting.isSetHere ? 'settings' : 'environment',
    environment_value: setting.environmentValue ?? null,
    description: setting.description,
    limits: setting.limits ?? null,
  };
}
export type SettingJson = ReturnType<typeof toSettingJson>;
