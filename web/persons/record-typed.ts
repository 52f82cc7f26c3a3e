/** A person's record and a typed form: the one as the other, and as what the rules ask of. */
import type { PersonRecord } from '../../db/read/persons.ts'
import type { CertificateContent, KeptFile, PersonContent } from '../../db/write/web/persons/content.ts'
import type { Day } from '../../domain/brand.ts'
import { isCalendarDay } from '../../domain/calendar/day.ts'
import type { IdNumber } from '../../domain/codes/id-number.ts'
import { placeholderPhone } from '../../domain/codes/phone.ts'
import { check } from '../../domain/forms/check.ts'
import { isYes, type FormError } from '../../domain/forms/checkers.ts'
import type { FileRef } from '../../domain/forms/fields.ts'
import { changePersonForm, newPersonForm } from '../../domain/forms/person-entry-form.ts'
import type { ValuesOf } from '../../domain/forms/define-form.ts'
import { certificateNumberKey, entryErrors } from '../../domain/person/entry-rules.ts'
import { filedContract, filedSocialSecurity } from '../../domain/person/filed.ts'
import { fillPost } from '../../domain/person/posts.ts'
import { recordChecks, type Position, type RecordCheck } from '../../domain/person/record.ts'
import { isBlankRow, listOf, rowsOf, textOf, withRows, type Typed } from './typed.ts'

/** Where the files of each paper stand in the form. */
const paperPaths = {
  socialSecurity: 'socialSecurity[0].proof',
  fullPayment: 'socialSecurity[0].fullPayment',
  contract: 'contract[0].pages',
} as const

/** 修改: the form as it opens. The phone is not shown: left empty it stays. */
export function typedOf(person: PersonRecord): Typed {
  const { social_security: proof, contract } = person
  const shas = (item: keyof typeof paperPaths) => person.files.filter((file) => file.item === item).map(({ sha256 }) => sha256) // prettier-ignore
  return withRows(
    {
      name: person.name,
      postType: person.post_type,
      post: person.post,
      trade: person.trade,
      photo: person.photo_sha === null ? [] : [person.photo_sha],
      ...(proof === null
        ? {}
        : {
            'socialSecurity[0].month': proof.month,
            'socialSecurity[0].kind': proof.kind,
            'socialSecurity[0].payer': proof.payer,
            'socialSecurity[0].insurances': proof.insurances.map((each) => each.replace(/保险$/, '')),
          }),
      [paperPaths.socialSecurity]: shas('socialSecurity'),
      [paperPaths.fullPayment]: shas('fullPayment'),
      ...(contract === null
        ? {}
        : { 'contract[0].kind': contract.kind, 'contract[0].complete': contract.complete ? 'yes' : '' }),
      [paperPaths.contract]: shas('contract'),
    },
    'certificates',
    person.certificates.map((each) => ({
      kind: each.kind,
      number: each.number,
      trade: each.trade,
      issuer: each.issuer,
      issuedOn: each.issued_on,
      validUntil: each.valid_until,
      scan: each.scan_sha === null ? [] : [each.scan_sha],
    })),
  )
}

/** 随证书填写: post type, post and trade that the first certificate leaves no choice about. */
export function withPost(typed: Typed): Typed {
  const [first] = rowsOf(typed, 'certificates').filter((row) => !isBlankRow(row))
  const held = { postType: textOf(typed, 'postType'), post: textOf(typed, 'post'), trade: textOf(typed, 'trade') }
  const certificate = first && { kind: textOf(first, 'kind'), trade: textOf(first, 'trade') }
  return { ...typed, ...fillPost(held, certificate) }
}

/** Where a row of its kind begins to count: what is filled in by itself does not make one. */
const hasSocialSecurity = (row: Typed): boolean =>
  ['month', 'kind', 'insurances', 'proof', 'fullPayment'].some((column) => listOf(row, column).length > 0)

export type Judged =
  { readonly ok: true; readonly content: PersonContent } | { readonly ok: false; readonly errors: readonly FormError[] }

type Files = ReadonlyMap<string, KeptFile>

/** Checked against the declaration and the rules between fields. @param who the ID number where the record has one. */
export function judge(
  typed: Typed,
  files: Files,
  today: Day,
  who: IdNumber | null,
): Judged & { readonly idNumber?: IdNumber } {
  const raw = rawOf(typed, files)
  if (who !== null) {
    const checked = check(changePersonForm, raw, today)
    return checked.ok ? ruled(checked.values, who) : checked
  }
  const checked = check(newPersonForm, raw, today)
  return checked.ok ? { ...ruled(checked.values, checked.values.idNumber), idNumber: checked.values.idNumber } : checked
}

function ruled(values: ValuesOf<typeof changePersonForm>, idNumber: IdNumber): Judged {
  const errors = entryErrors(values, idNumber)
  return errors.length > 0 ? { ok: false, errors } : { ok: true, content: contentOf(values) }
}

function rawOf(typed: Typed, files: Files): Readonly<Record<string, unknown>> {
  const refs = (row: Typed, name: string): FileRef[] =>
    listOf(row, name).flatMap((sha) => {
      const file = files.get(sha)
      return file === undefined ? [] : [{ ...file, name: '' }]
    })
  const plain = Object.fromEntries(Object.entries(typed).filter(([name]) => !name.includes('[')))
  const [proof] = rowsOf(typed, 'socialSecurity').filter(hasSocialSecurity)
  const [contract] = rowsOf(typed, 'contract').filter((row) => !isBlankRow(row))
  return {
    ...plain,
    photo: refs(typed, 'photo'),
    certificates: rowsOf(typed, 'certificates').map((row) => ({ ...row, scan: refs(row, 'scan') })),
    socialSecurity: proof && [{ ...proof, insurances: listOf(proof, 'insurances'), proof: refs(proof, 'proof'), fullPayment: refs(proof, 'fullPayment') }], // prettier-ignore
    contract: contract && [{ ...contract, pages: refs(contract, 'pages') }],
  }
}

function contentOf(values: ValuesOf<typeof changePersonForm>): PersonContent {
  const kept = ({ sha256, size, type }: FileRef): KeptFile => ({ sha256, size, type })
  const [proof] = values.socialSecurity ?? []
  const [contract] = values.contract ?? []
  return {
    name: values.name,
    phone: values.phone ?? null,
    postType: values.postType ?? '',
    post: values.post ?? '',
    trade: values.trade ?? '',
    photo: values.photo?.map(kept)[0] ?? null,
    certificates: (values.certificates ?? []).map(({ scan, ...each }): CertificateContent => ({
      ...each,
      number: certificateNumberKey(each.number),
      scan: scan?.map(kept)[0] ?? null,
    })),
    socialSecurity: proof === undefined ? null : { month: proof.month, kind: proof.kind, payer: proof.payer, insurances: proof.insurances ?? [] }, // prettier-ignore
    contract: contract === undefined ? null : { kind: contract.kind, complete: contract.complete ?? false },
    papers: {
      socialSecurity: (proof?.proof ?? []).map(kept),
      fullPayment: (proof?.fullPayment ?? []).map(kept),
      contract: (contract?.pages ?? []).map(kept),
    },
  }
}

export interface Standing {
  /** The owning enterprise's name. */
  readonly enterprise: string
  readonly today: Day
  /** What the record holds before; null for a new person. */
  readonly before: PersonRecord | null
  readonly position: Position
}

/** 还缺什么: the very checks of R20 and of the review, on what is typed as if it were received today. */
export function checksOf(typed: Typed, { enterprise, today, before, position }: Standing): readonly RecordCheck[] {
  const [proof] = rowsOf(typed, 'socialSecurity').filter(hasSocialSecurity)
  const [contract] = rowsOf(typed, 'contract').filter((row) => !isBlankRow(row))
  const count = (row: Typed | undefined, name: string) => (row === undefined ? 0 : listOf(row, name).length)
  const certificates = rowsOf(typed, 'certificates').filter((row) => !isBlankRow(row))
  const contractKind = contract === undefined ? '' : textOf(contract, 'kind')
  return recordChecks(
    {
      id: 0,
      name: textOf(typed, 'name'),
      enterpriseId: null,
      status: 'disabled',
      phone: textOf(typed, 'phone') || phoneShown(before),
      hasPhoto: listOf(typed, 'photo').length > 0,
      certificates: certificates.map((row) => ({
        number: textOf(row, 'number'),
        kind: textOf(row, 'kind'),
        trade: textOf(row, 'trade'),
        validUntil: dayOr(textOf(row, 'validUntil')),
        hasScan: listOf(row, 'scan').length > 0,
      })),
      socialSecurity:
        proof === undefined
          ? null
          : filedSocialSecurity(
              before?.social_security ?? null,
              {
                month: textOf(proof, 'month'),
                kind: textOf(proof, 'kind') === 'unit' ? 'unit' : 'personal',
                payer: textOf(proof, 'payer'),
                insurances: listOf(proof, 'insurances'),
              },
              { proof: count(proof, 'proof'), fullPayment: count(proof, 'fullPayment') },
            ),
      contract: isContractKind(contractKind)
        ? filedContract(before?.contract ?? null, { kind: contractKind, complete: contract !== undefined && isYes(textOf(contract, 'complete')) }, count(contract, 'pages')) // prettier-ignore
        : null,
      postType: textOf(typed, 'postType'),
      post: textOf(typed, 'post'),
      trade: textOf(typed, 'trade'),
    },
    today,
    enterprise,
    position,
  )
}

/** A day that cannot be read has an error of its own at its field. */
const dayOr = (text: string): Day => (isCalendarDay(text) ? text : ('9999-12-31' as Day))
const isContractKind = (text: string): text is 'contract' | 'licence' | 'appointment' =>
  ['contract', 'licence', 'appointment'].includes(text)

/** Enough for the rule: whether there is one, and whether it is the placeholder. */
const phoneShown = (before: PersonRecord | null): string =>
  before === null || before.phone_last4 === ''
    ? ''
    : before.phone_placeholder
      ? placeholderPhone
      : `…${before.phone_last4}`
