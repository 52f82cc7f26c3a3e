/**
 * 新增人员 · 修改人员: what an enterprise enters of its people, in one transaction with the one audit row (decision 0004). A
 * form sent twice is one effect. Any change puts the person to 禁用 and every certificate to 暂扣.
 */
import type { IdNumber } from '../../../../domain/codes/id-number.ts'
import type { FormError } from '../../../../domain/forms/checkers.ts'
import type { Vault } from '../../../crypto.ts'
import type { Db, Tx } from '../../../db.ts'
import { appendAudit, findHappened } from '../../audit.ts'
import { registerChain } from '../../register/by.ts'
import { isUniqueViolation } from '../../unique.ts'
import { dropDraft } from '../drafts.ts'
import type { PersonContent } from './content.ts'
import { readFirst, type First } from './first.ts'
import { changePerson } from './change.ts'
import { insertPerson } from './insert.ts'
import { formKeyStart } from '../../../read/saved-forms.ts'

export interface SaveInput {
  /** Made with the page's form: a second click repeats it. */
  readonly formId: string
  readonly accountId: number
  readonly enterpriseId: number
  readonly content: PersonContent
  readonly what:
    | { readonly kind: 'new'; readonly idNumber: IdNumber }
    /** `version`: of the record that the form showed. */
    | { readonly kind: 'change'; readonly personId: number; readonly version: number }
  /** Dropped with it, when the record is kept, or the person turns out to be theirs already. */
  readonly draft: { readonly form: string; readonly subject: string }
}

export type SaveOutcome =
  /** `already`: by an earlier click. `unchanged`: the form held what the record holds. */
  | { readonly kind: 'saved' | 'already' | 'unchanged'; readonly personId: number }
  | { readonly kind: 'refused'; readonly errors: readonly FormError[] }
  /** 身份证号已登记: whose the person is, and no more. */
  | { readonly kind: 'known'; readonly whose: Whose; readonly personId: number | null }
  /** Somebody was first: who, when, and the version to go on from. */
  | ({ readonly kind: 'changedMeanwhile' } & First)
  | { readonly kind: 'underReview' | 'gone' }

/** 归属: of the enterprise that asks, of another, of none. */
export type Whose = 'own' | 'other' | 'nobody'

/** @throws what the database throws; the form's draft is still there then. */
export async function savePerson(db: Db, vault: Vault, input: SaveInput): Promise<SaveOutcome> {
  try {
    return await save(db, vault, input)
  } catch (error) {
    // Two clicks at once, or two people entering the same person: the one that waited looks again.
    if (!isUniqueViolation(error)) throw error
    return save(db, vault, input)
  }
}

function save(db: Db, vault: Vault, input: SaveInput): Promise<SaveOutcome> {
  return db.transaction().execute(async (tx) => {
    const key = keyOf(vault, input)
    const before = await already(tx, input, key)
    if (before !== null) return before
    const outcome = await write(tx, vault, input)
    // The other of two clicks may have come to its end between the two looks.
    const meanwhile = outcome.kind === 'done' ? null : await already(tx, input, key)
    if (meanwhile !== null) return meanwhile
    if (outcome.kind === 'done') {
      await appendAudit(tx, {
        chain: registerChain,
        key,
        actor: `account:${input.accountId}`,
        actingFor: `enterprise:${input.enterpriseId}`,
        action: input.what.kind === 'new' ? 'person.entered' : 'person.changed',
        object: `person:${outcome.personId}`,
        detail: { person: outcome.personId, version: outcome.version, changed: outcome.changed },
      })
    }
    const isTheirs = outcome.kind === 'known' && outcome.whose === 'own'
    if (outcome.kind === 'done' || outcome.kind === 'unchanged' || isTheirs) await dropItsDraft(tx, input)
    return outcome.kind === 'done' ? { kind: 'saved', personId: outcome.personId } : outcome
  })
}

async function already(tx: Tx, input: SaveInput, key: string): Promise<SaveOutcome | null> {
  const happened = await findHappened(tx, key)
  if (happened === null) return null
  await dropItsDraft(tx, input)
  return { kind: 'already', personId: Number(happened.detail['person']) }
}

const dropItsDraft = (tx: Tx, { accountId, draft }: SaveInput): Promise<void> => dropDraft(tx, { accountId, ...draft })

/** The same form with other content (gone back, changed, sent again) is another act, which the version refuses. */
function keyOf(vault: Vault, { formId, enterpriseId, content, what }: SaveInput): string {
  const text = JSON.stringify([content, what.kind === 'new' ? what.idNumber : what.personId])
  return formKeyStart(enterpriseId, formId) + vault.lookup('token', text)
}

type Written =
  | { readonly kind: 'done'; readonly personId: number; readonly version: number; readonly changed: readonly string[] }
  | Exclude<SaveOutcome, { kind: 'saved' | 'already' }>
  | { readonly kind: 'unchanged'; readonly personId: number }

async function write(tx: Tx, vault: Vault, input: SaveInput): Promise<Written> {
  const { what, enterpriseId, content } = input
  if (what.kind === 'change') {
    return changePerson(tx, vault, { ...what, enterpriseId, content, readFirst: () => readFirst(tx, what.personId, enterpriseId) }) // prettier-ignore
  }
  const idKey = vault.lookup('idNumber', what.idNumber)
  const known = await tx.selectFrom('person').select(['id', 'enterprise_id']).where('id_key', '=', idKey).executeTakeFirst() // prettier-ignore
  if (known !== undefined) {
    const whose = known.enterprise_id === enterpriseId ? 'own' : known.enterprise_id === null ? 'nobody' : 'other'
    return { kind: 'known', whose, personId: whose === 'own' ? known.id : null }
  }
  return insertPerson(tx, vault, { enterpriseId, content, idNumber: what.idNumber, idKey })
}
