/** 人员库查询 for enterprises: whose people are, as far as an enterprise may know it. */
import type { ReadDb } from '../db.ts'

export interface LookupAnswer {
  /** 归属: the enterprise's own people, by id; others are only counted as some or none. */
  readonly own: readonly { readonly id: number; readonly name: string; readonly idLast4: string }[]
  readonly other: boolean
  readonly nobody: boolean
}
/** People of one name that an enterprise has, at most. */
const ownMax = 50

/** @param by the lookup key of an ID number, or the key of a whole name. */
export async function lookUpPerson(
  db: ReadDb,
  enterpriseId: number,
  by: { readonly idKey: string } | { readonly nameKey: string },
): Promise<LookupAnswer> {
  const found = () => {
    const query = db.selectFrom('person')
    return 'idKey' in by ? query.where('id_key', '=', by.idKey) : query.where('name_key', '=', by.nameKey)
  }
  const [own, other, nobody] = await Promise.all([
    found()
      .select(['id', 'name', 'id_last4 as idLast4'])
      .where('enterprise_id', '=', enterpriseId)
      .orderBy('id')
      .limit(ownMax)
      .execute(),
    found().select('id').where('enterprise_id', '!=', enterpriseId).limit(1).executeTakeFirst(),
    found().select('id').where('enterprise_id', 'is', null).limit(1).executeTakeFirst(),
  ])
  return { own, other: other !== undefined, nobody: nobody !== undefined }
}
