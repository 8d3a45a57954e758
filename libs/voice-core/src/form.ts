/** What somebody says to a field. */
export type FormValue = string | number | boolean | readonly string[];

export type FormOption = {
  readonly value: string;
  /** As it is said. */
  readonly title: string;
};

/** What a field takes. */
export type FormWish =
  | {
      readonly type: 'text';
      readonly format?: 'email' | 'uri' | 'date' | 'date-time' | undefined;
      readonly minLength?: number | undefined;
      readonly maxLength?: number | undefined;
    }
  | {
      readonly type: 'number';
      readonly isWhole: boolean;
      readonly least?: number | undefined;
      readonly most?: number | undefined;
    }
  | { readonly type: 'yes-no' }
  | { readonly type: 'choice'; readonly options: readonly FormOption[] }
  | {
      readonly type: 'choices';
      readonly options: readonly FormOption[];
      readonly least: number;
      readonly most: number;
    };

export type FormField = {
  readonly name: string;
  /** What it is, in words for who is asked. */
  readonly label: string;
  readonly isRequired: boolean;
  /** Taken where nobody says another one. */
  readonly preset?: FormValue | undefined;
  readonly wish: FormWish;
};

/** What a tool wants to know of who has asked for it, while it runs. */
export type Form = {
  /** Who wants it, in words. */
  readonly from: string;
  /** What for, in the words of who wants it. */
  readonly message: string;
  readonly fields: readonly FormField[];
};

/** `declined`: they do not want to say it. `cancelled`: nobody has answered, or not so that it could be understood. */
export type FormAnswer =
  | { readonly type: 'filled'; readonly values: Readonly<Record<string, FormValue>> }
  | { readonly type: 'declined' | 'cancelled' };
