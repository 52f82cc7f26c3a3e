/**
 * 重复的行: one number in two rows of an import. On the page the other row is told by its number in the sheet; in the
 * workbook of the rows to correct, where that row may not stand, by the person's name. Names are not kept with the
 * finding: the rows are sealed.
 */
import type { Words } from '../brand.ts'
import type { FormError } from '../forms/checkers.ts'

export const numberPath = 'certificates[0].number'
type RepeatedPath = 'idNumber' | typeof numberPath

/** What is wrong in a row. */
export interface RowError extends FormError {
  /** The number of the row that has the same, where it is a repetition. */
  readonly sameAs?: number
}

const sentences: Readonly<Record<RepeatedPath, (other: Words) => Words>> = {
  idNumber: ({ zh, en }) => ({
    zh: `身份证号与${zh}重复；同一人的其他证书请在导入后到人员页面补充。`,
    en: `The ID number is also that of ${en}; add further certificates on the person’s page after the import.`,
  }),
  [numberPath]: ({ zh, en }) => ({
    zh: `证书编号与${zh}重复，请核对。`,
    en: `The certificate number is also that of ${en}. Please check it.`,
  }),
}

/** The finding, as the page says it. */
export const repeats = (path: RepeatedPath, sameAs: number): RowError => ({
  path,
  sameAs,
  message: sentences[path]({ zh: `第${sameAs}行`, en: `row ${sameAs}` }),
})

const isRepeated = (path: string): path is RepeatedPath => Object.hasOwn(sentences, path)

/** The same for a file of its own; `nameOf` gives the name in a row of the sheet that was read, '' where there is none. */
export function namingThePerson({ path, message, sameAs }: RowError, nameOf: (n: number) => string): Words {
  if (sameAs === undefined || !isRepeated(path)) return message
  const name = nameOf(sameAs)
  return sentences[path](name === '' ? { zh: '另一未填姓名的人员', en: 'a person without a name' } : { zh: `“${name}”`, en: `“${name}”` }) // prettier-ignore
}
