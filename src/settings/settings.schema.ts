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

/** A text, a number, a truth; null where there is none. */
const value = z.unknown();

export const settingJsonSchema = z
  .object({
    name: text(),
    value,
    source: z.enum(['settings', 'environment']).describe('`settings`: set here.'),
    environment_value: value.describe('Holds when it is taken away.'),
    description: text(),
    limits: text().nullable(),
  })
  .meta({ id: 'Setting' });
export type SettingJson = z.output<typeof settingJsonSchema>;

export function toSettingJson(setting: RuntimeSetting): SettingJson {
  return {
    name: setting.name,
    value: setting.value ?? null,
    source: setting.isSetHere ? 'settings' : 'environment',
    environment_value: setting.environmentValue ?? null,
    description: setting.description,
    limits: setting.limits ?? null,
  };
}
