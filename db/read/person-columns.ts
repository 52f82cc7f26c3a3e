/** 从业人员: the columns that every reader of a person's record takes, said once. */

/** What the rules judge and a list shows: no number in it. */
export const judgedColumns = [
  'person.name',
  'person.id_last4',
  'person.phone_last4',
  'person.phone_placeholder',
  'person.post_type',
  'person.post',
  'person.trade',
  'person.status',
  'person.photo_sha',
  'person.social_security',
  'person.contract',
] as const

/** The record as it is shown beside what was mailed, with its numbers sealed; the owner is joined as `owner`. */
export const recordColumns = [
  ...judgedColumns,
  'person.id_cipher',
  'person.id_key',
  'person.sex',
  'person.birth_date',
  'person.phone_cipher',
  'person.version',
  'owner.name as owner_name',
  'owner.legal_id_key as owner_legal_key',
] as const
