/**
 * 表单字段: the kinds of field a form can have, and the value that each gives. Forms are data: pages, JSON and workbooks
 * are tables over these kinds, so that a new kind does not compile until every one of them has it.
 */
import type { Day, Words } from '../brand.ts'
import type { CreditCode } from '../codes/credit-code.ts'
import type { EmailAddress } from '../codes/email-address.ts'
import type { IdNumber } from '../codes/id-number.ts'
import type { Phone } from '../codes/phone.ts'

interface Labelled {
  readonly label: Words
  readonly hint?: Words
  /** Without it the field must be filled in. */
  readonly optional?: true
  /** What a browser may fill in by itself: `username`, `current-password`. */
  readonly autocomplete?: string
}

/** One line. */
interface TextField extends Labelled {
  readonly kind: 'text'
  readonly maxLength: number
}
/** Several lines. */
interface LongTextField extends Labelled {
  readonly kind: 'longText'
  readonly maxLength: number
}
interface NumberField extends Labelled {
  readonly kind: 'number'
  readonly unit?: Words
  readonly min?: number
  readonly max?: number
  /** Decimal places at most; 0 when left out. */
  readonly decimals?: number
}
interface DateField extends Labelled {
  readonly kind: 'date'
  /** `past`: today at the latest; `future`: today at the earliest. */
  readonly when?: 'past' | 'future'
}
type Options = Readonly<Record<string, Words>>
interface ChoiceField extends Labelled {
  readonly kind: 'choice'
  readonly options: Options
}
interface ChoicesField extends Labelled {
  readonly kind: 'choices'
  readonly options: Options
}
interface YesNoField extends Labelled {
  readonly kind: 'yesNo'
}
interface CreditCodeField extends Labelled {
  readonly kind: 'creditCode'
}
interface IdNumberField extends Labelled {
  readonly kind: 'idNumber'
}
interface PhoneField extends Labelled {
  readonly kind: 'phone'
}
interface EmailField extends Labelled {
  readonly kind: 'email'
}
interface PasswordField extends Labelled {
  readonly kind: 'password'
  /** A password being chosen, which must be a good one; otherwise one being given. */
  readonly chosen?: true
}
interface AttachmentField extends Labelled {
  readonly kind: 'attachment'
  /** Found from the content: `image/png`, `application/pdf`. */
  readonly types: readonly string[]
  readonly maxBytes: number
  readonly maxFiles: number
}
interface RowsField extends Labelled {
  readonly kind: 'rows'
  readonly columns: Fields
  readonly maxRows: number
}

export interface FieldMap {
  readonly text: TextField
  readonly longText: LongTextField
  readonly number: NumberField
  readonly date: DateField
  readonly choice: ChoiceField
  readonly choices: ChoicesField
  readonly yesNo: YesNoField
  readonly creditCode: CreditCodeField
  readonly idNumber: IdNumberField
  readonly phone: PhoneField
  readonly email: EmailField
  readonly password: PasswordField
  readonly attachment: AttachmentField
  readonly rows: RowsField
}
export type FieldKind = keyof FieldMap
export type Field = FieldMap[FieldKind]
export type Fields = Readonly<Record<string, Field>>

/** A file that was uploaded and stored: its type and size are what the server found, not what the sender said. */
export interface FileRef {
  readonly sha256: string
  readonly name: string
  readonly size: number
  readonly type: string
}

/** The value of a field that is filled in. */
interface ValueMap<F extends Field> {
  readonly text: string
  readonly longText: string
  readonly number: number
  readonly date: Day
  readonly choice: F extends ChoiceField ? keyof F['options'] & string : never
  readonly choices: F extends ChoicesField ? readonly (keyof F['options'] & string)[] : never
  readonly yesNo: boolean
  readonly creditCode: CreditCode
  readonly idNumber: IdNumber
  readonly phone: Phone
  readonly email: EmailAddress
  readonly password: string
  readonly attachment: readonly FileRef[]
  readonly rows: F extends RowsField ? readonly FormValues<F['columns']>[] : never
}
type FieldValue<F extends Field> = ValueMap<F>[F['kind']]

type OptionalKey<F extends Fields> = { [K in keyof F]: F[K] extends { readonly optional: true } ? K : never }[keyof F]

/** What a filled-in form gives: an optional field that is empty is not there. */
export type FormValues<F extends Fields> = {
  readonly [K in Exclude<keyof F, OptionalKey<F>>]: FieldValue<F[K]>
} & { readonly [K in OptionalKey<F>]?: FieldValue<F[K]> }
