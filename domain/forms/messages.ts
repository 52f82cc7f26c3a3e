/**
 * 表单提示: what a field says when it is empty or wrong, from its label, and always what to write instead.
 * Nothing else in the program words these; a rule of a form brings its own.
 */
import type { Words } from '../brand.ts'
import type { CreditCodeProblem } from '../codes/credit-code.ts'
import type { IdProblem } from '../codes/id-number.ts'
import type { Field, FieldKind } from './fields.ts'
import { passwordMaxLength, passwordMinLength, type PasswordProblem } from './password.ts'

type Say = (field: Field) => Words

const fillIn: Say = ({ label }) => ({ zh: `请填写${label.zh}。`, en: `Please fill in “${label.en}”.` })
const choose: Say = ({ label }) => ({ zh: `请选择${label.zh}。`, en: `Please choose “${label.en}”.` })

/** The field is empty and must not be. */
export const missingWords: Readonly<Record<FieldKind, Say>> = {
  text: fillIn,
  longText: fillIn,
  number: fillIn,
  date: fillIn,
  choice: choose,
  choices: choose,
  yesNo: choose,
  creditCode: fillIn,
  idNumber: fillIn,
  phone: fillIn,
  email: fillIn,
  password: fillIn,
  attachment: ({ label }) => ({ zh: `请上传${label.zh}。`, en: `Please upload “${label.en}”.` }),
  rows: ({ label }) => ({ zh: `请至少填写一行${label.zh}。`, en: `Please fill in at least one row of “${label.en}”.` }),
}

/** What was sent has not the shape of such a field at all: a list for a text, a file for a number. */
export const unreadableWords: Say = ({ label }) => ({
  zh: `${label.zh}的内容无法识别，请重新填写。`,
  en: `“${label.en}” could not be read. Please fill it in again.`,
})

export function tooLongWords({ label }: Field, max: number): Words {
  return {
    zh: `${label.zh}最多${max}个字，请缩短。`,
    en: `“${label.en}” may have ${max} characters at most. Please shorten it.`,
  }
}

export function notANumberWords({ label }: Field, unit: Words | undefined): Words {
  return unit === undefined
    ? { zh: `${label.zh}请只填数字。`, en: `Please write “${label.en}” as a number only.` }
    : {
        zh: `${label.zh}请只填数字，不带单位（${unit.zh}）。`,
        en: `Please write “${label.en}” as a number only, without the unit (${unit.en}).`,
      }
}

export function tooManyDecimalsWords({ label }: Field, decimals: number): Words {
  return decimals === 0
    ? { zh: `${label.zh}请填整数。`, en: `Please write “${label.en}” as a whole number.` }
    : {
        zh: `${label.zh}最多${decimals}位小数。`,
        en: `“${label.en}” may have ${decimals} decimal places at most.`,
      }
}

export function outOfRangeWords({ label }: Field, min: number | undefined, max: number | undefined): Words {
  if (min !== undefined && max !== undefined) {
    return { zh: `${label.zh}请填${min}到${max}之间的数。`, en: `“${label.en}” must be from ${min} to ${max}.` }
  }
  return min === undefined
    ? { zh: `${label.zh}不能大于${max}。`, en: `“${label.en}” must not be more than ${max}.` }
    : { zh: `${label.zh}不能小于${min}。`, en: `“${label.en}” must not be less than ${min}.` }
}

export const notADateWords: Say = ({ label }) => ({
  zh: `${label.zh}请填实际存在的日期，例如2026-11-20。`,
  en: `Please write “${label.en}” as a day that exists, such as 2026-11-20.`,
})

export const wrongTimeWords: Readonly<Record<'past' | 'future', Say>> = {
  past: ({ label }) => ({ zh: `${label.zh}不能晚于今天。`, en: `“${label.en}” must not be later than today.` }),
  future: ({ label }) => ({ zh: `${label.zh}不能早于今天。`, en: `“${label.en}” must not be earlier than today.` }),
}

export const notAnOptionWords: Say = ({ label }) => ({
  zh: `请在列出的选项中选择${label.zh}。`,
  en: `Please choose “${label.en}” from the list.`,
})

export const creditCodeWords: Readonly<Record<Exclude<CreditCodeProblem, 'empty'>, Say>> = {
  form: ({ label }) => ({
    zh: `${label.zh}应为18位数字和大写字母，不含I、O、S、V、Z，请照营业执照填写。`,
    en: `“${label.en}” has 18 digits and capitals, without I, O, S, V and Z. Please copy it from the business licence.`,
  }),
  check: ({ label }) => ({
    zh: `${label.zh}的校验码不对，请照营业执照逐位核对。`,
    en: `The check character of “${label.en}” is wrong. Please compare it with the business licence.`,
  }),
}

export const idNumberWords: Readonly<Record<Exclude<IdProblem, 'empty'>, Say>> = {
  scientific: ({ label }) => ({
    zh: `${label.zh}被Excel变成了科学计数，末尾数字已丢失，请把单元格设为“文本”后重新填写。`,
    en: `Excel turned “${label.en}” into scientific notation and lost digits. Please set the cell to text and write it again.`,
  }),
  form: ({ label }) => ({
    zh: `${label.zh}应为18位，前17位是数字，末位是数字或X。`,
    en: `“${label.en}” has 18 characters: 17 digits, then a digit or X.`,
  }),
  date: ({ label }) => ({
    zh: `${label.zh}中的出生日期不对，请照证件核对。`,
    en: `The birth date in “${label.en}” is not right. Please compare it with the card.`,
  }),
  check: ({ label }) => ({
    zh: `${label.zh}的校验码不对，请照证件逐位核对。`,
    en: `The check character of “${label.en}” is wrong. Please compare it with the card.`,
  }),
}

export const phoneFormWords: Say = ({ label }) => ({
  zh: `${label.zh}请填11位手机号，或带区号的座机，例如0771-5551234。`,
  en: `Please write “${label.en}” as a mobile number of 11 digits or a landline with area code, such as 0771-5551234.`,
})

export const emailFormWords: Say = ({ label }) => ({
  zh: `${label.zh}请只填一个邮箱地址，例如name@example.cn。`,
  en: `Please write “${label.en}” as one address only, such as name@example.cn.`,
})

export const passwordWords: Readonly<Record<PasswordProblem, Say>> = {
  short: ({ label }) => ({
    zh: `${label.zh}至少${passwordMinLength}个字符，可以用几个词连成一句。`,
    en: `“${label.en}” needs ${passwordMinLength} characters or more; a few words in a row will do.`,
  }),
  long: ({ label }) => tooLong(label, passwordMaxLength),
  common: ({ label }) => ({
    zh: `${label.zh}太常见，容易被猜到，请换一个。`,
    en: `“${label.en}” is too common and easily guessed. Please take another.`,
  }),
}

function tooLong(label: Words, max: number): Words {
  return {
    zh: `${label.zh}最多${max}个字符，请缩短。`,
    en: `“${label.en}” may have ${max} characters at most. Please shorten it.`,
  }
}

export function fileTypeWords({ label }: Field, types: readonly string[]): Words {
  const names = types.map((type) => type.slice(type.indexOf('/') + 1).toUpperCase()).join('、')
  return {
    zh: `${label.zh}只接受${names}文件，请转换后重新上传。`,
    en: `“${label.en}” takes ${names.replaceAll('、', ', ')} only. Please convert the file and upload it again.`,
  }
}

export function fileSizeWords({ label }: Field, maxBytes: number): Words {
  const limit = `${Math.floor(maxBytes / 1024 / 1024)} MB`
  return {
    zh: `${label.zh}每个文件不能超过${limit}，请压缩后重新上传。`,
    en: `A file of “${label.en}” may have ${limit} at most. Please make it smaller and upload it again.`,
  }
}

export function tooManyFilesWords({ label }: Field, max: number): Words {
  return {
    zh: `${label.zh}最多上传${max}个文件，请删去多余的。`,
    en: `“${label.en}” takes ${max} files at most. Please remove some.`,
  }
}

export function tooManyRowsWords({ label }: Field, max: number): Words {
  return {
    zh: `${label.zh}最多${max}行，请分次填写。`,
    en: `“${label.en}” takes ${max} rows at most. Please send the others separately.`,
  }
}
