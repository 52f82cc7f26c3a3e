/** A text that has been read and found to have a form: only the reader of that form makes one. */
export type Branded<Text extends string, Name extends string> = Text & { readonly __form: Name }

/** A calendar day in Asia/Shanghai, `2026-11-20`. */
export type Day = Branded<string, 'Day'>

/** A moment as an ISO string in UTC, `2026-11-20T06:05:00.000Z`. */
export type Moment = string

/** Both languages of one label or sentence. */
export interface Words {
  readonly zh: string
  readonly en: string
}
