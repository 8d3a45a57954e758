import type { PageKey } from '../i18n/en/pages';
import type { Values } from '../i18n/message';

/** One of several; `label` is a text of the page; `name` one that is the same in every language; without both it reads as it is sent. */
type Choice = { readonly value: string; readonly label?: PageKey; readonly name?: string };

/** What kind of value a field has, and so how it is filled in and sent. An empty one is null, unless it is required. */
type FieldKind =
  | { readonly kind: 'text' | 'area'; readonly maxLength: number; readonly isRequired?: true }
  | {
      readonly kind: 'number';
      readonly min: number;
      readonly max: number;
      readonly step: number;
      readonly isRequired?: true;
    }
  | {
      readonly kind: 'choice';
      readonly choices: readonly Choice[];
      /** What an empty choice means; absent where one has to be chosen. */
      readonly none?: PageKey;
    }
  | { readonly kind: 'check' }
  /** Any of several; an empty list is none. */
  | { readonly kind: 'several'; readonly choices: readonly Choice[] }
  /** A list of texts, one a line. */
  | { readonly kind: 'lines' }
  /** An object, as JSON. */
  | { readonly kind: 'json' }
  /** Write-only: `has` names the field of the row that says whether there is one. */
  | { readonly kind: 'secret'; readonly has: string }
  /** Lists that have a control of their own; the value goes as it is. */
  | { readonly kind: 'list' };

/** One setting: its name in the interface (`discord.mode` lies in an object), and what people read of it. */
export type FieldSpec = FieldKind & {
  readonly name: string;
  readonly label: PageKey;
  readonly hint?: PageKey;
  readonly hintValues?: Values;
  /** The object that it lies in is kept as it is sent: with all its fields but the empty ones, null when all are. */
  readonly isWhole?: true;
  /** It takes the whole width though its kind would not. */
  readonly isWide?: true;
  /** Few people set it: it is folded away with others of its section while they have these values. */
  readonly foldedAt?: DraftValue;
};

/** What is filled in: texts as they are typed. */
export type DraftValue = string | boolean | readonly unknown[] | null;
export type Draft = Readonly<Record<string, DraftValue>>;

/** What the control of one setting is given. */
export type FormFieldProps = {
  readonly spec: FieldSpec;
  readonly value: DraftValue;
  readonly problem: string | undefined;
  /** Of a secret: whether the row has one. */
  readonly hasSecret: boolean;
  /** Texts to choose from while typing. */
  readonly suggestions?: readonly string[];
  readonly onChange: (value: DraftValue) => void;
};
