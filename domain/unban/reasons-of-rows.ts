/**
 * 退回原因 — of a row: the person, the company, the sender (reference/email.md 13.5). Never said: which other enterprise a
 * person belongs to, or what the register holds.
 */
import type { Words } from '../brand.ts'
import { oneLine } from '../text/one-line.ts'
import { shownMax, type ReturnReason, type RowSaid } from './reason-words.ts'
import { recordItemWords } from './record-items.ts'
import { recordItems, type CodeFound, type RecordItem } from './types.ts'

type RowCode = 'R06' | 'R07' | 'R08' | 'R09' | 'R10' | 'R11' | 'R12' | 'R13' | 'R14' | 'R15' | 'R16' | 'R20'

export const reasonsOfRows: Readonly<Record<RowCode, ReturnReason>> = {
  R06: {
    title: { zh: '未填写所属公司', en: 'Company missing' },
    sentence: () => ({ zh: '“所属公司”一栏为空。', en: 'The company is not filled in.' }),
    howTo: {
      zh: '请填写企业全称，与“企业资料”中登记的名称一致。',
      en: 'Please write the full name of the enterprise as under "Profile".',
    },
  },
  R07: {
    title: { zh: '公司名称未登记', en: 'Company not registered' },
    sentence: (found, row) => unknownCompany(found, row),
    howTo: {
      zh: '请按“企业资料”中登记的全称填写；尚未登记的企业请先登记。',
      en: 'Please write the full name as under "Profile"; an enterprise that is not registered registers first.',
    },
  },
  R08: {
    title: { zh: '企业信息未完善', en: 'Enterprise profile incomplete' },
    sentence: ({ why, items }) => {
      if (why === 'pending') {
        return { zh: '企业信息尚未审核通过，暂不能办理。', en: 'The enterprise profile is not approved yet.' }
      }
      const missing = (items ?? []).join('、')
      return {
        zh: missing === '' ? '企业信息未完善。' : `企业信息未完善，缺少：${missing}。`,
        en:
          missing === ''
            ? 'The enterprise profile is incomplete.'
            : `The enterprise profile is incomplete. Missing: ${missing}.`,
      }
    },
    howTo: {
      zh: '请在“企业资料”中补齐并提交审核，审核通过后重新发送表格。',
      en: 'Please complete it under "Profile", submit it, and send the form again once it is approved.',
    },
  },
  R09: {
    title: { zh: '身份证号有误', en: 'ID number wrong' },
    sentence: ({ why }) => idSentences[why ?? ''] ?? checkDigitSentence,
    howTo: {
      zh: '请对照身份证核对；在 Excel 中先将“身份证号”一栏设为“文本”格式，再填写 18 位号码。',
      en: 'Please compare it with the identity card; in Excel, set the ID column to text before typing the 18 characters.',
    },
  },
  R10: {
    title: { zh: '人员库中没有此人', en: 'Person not in the register' },
    sentence: () => ({ zh: '人员库中查不到此身份证号。', en: 'The register has no person with this ID number.' }),
    howTo: {
      zh: '号码无误的，请先在“人员库 → 新增人员”中录入并补齐资料，再发送表格。',
      en: 'If the number is right, please add the person under "Persons → Add", complete the record and send the form again.',
    },
  },
  R11: {
    title: { zh: '人员不在本企业名下', en: 'Person not with this enterprise' },
    sentence: () => ({
      zh: '此人目前不在贵企业名下，不能办理解禁。',
      en: 'The person is not with your enterprise at present and cannot be unbanned for it.',
    }),
    howTo: {
      zh: '请先用同一表格申请“绑定”，绑定后在“人员库”补齐资料，再申请“解禁”。',
      en: 'Please ask for 绑定 (bind) with the same form first; then complete the record under "Persons" and ask for 解禁 (unban).',
    },
  },
  R12: {
    title: { zh: '姓名与身份证号不符', en: 'Name and ID number differ' },
    sentence: () => ({
      zh: '姓名与身份证号和人员库的登记不一致。',
      en: 'Name and ID number do not agree with the register.',
    }),
    howTo: {
      zh: '请对照身份证核对姓名和号码；登记有误的，请在“人员库”中更正。',
      en: 'Please compare both with the identity card; correct the record under "Persons" if that is wrong.',
    },
  },
  R13: {
    title: { zh: '同一人重复且内容不同', en: 'Same person twice, differently' },
    sentence: () => ({
      zh: '表中同一身份证号出现多次，姓名或所属公司不同，各行均未受理。',
      en: 'The same ID number stands in several rows with different names or companies; none of them was taken.',
    }),
    howTo: { zh: '请只保留正确的一行。', en: 'Please keep the right row only.' },
  },
  R14: {
    title: { zh: '人员已激活', en: 'Person already active' },
    sentence: () => ({
      zh: '此人已是“激活”状态，不需要解禁。',
      en: 'The person is already active and need not be unbanned.',
    }),
    howTo: {
      zh: '请在“人员库”查看状态，并从表中删去此人。',
      en: 'Please see the status under "Persons" and leave the person out.',
    },
  },
  R15: {
    title: { zh: '正在审核', en: 'Under review' },
    sentence: () => ({
      zh: '此人的申请正在审核，本次重复提交暂不移动次序，以审核结果为准。',
      en: "The person's request is under review; this one moves nothing and waits for the result.",
    }),
    howTo: { zh: '请等候审核结果，不用再次发送。', en: 'Please wait for the result; nothing need be sent again.' },
  },
  R16: {
    title: { zh: '发件邮箱未经企业确认', en: 'Sender not confirmed' },
    sentence: () => ({
      zh: '发件邮箱不是该企业登记或确认过的邮箱，未受理，也不影响已有的排队次序。',
      en: 'The sending address is not one that the enterprise has registered or confirmed; nothing was taken, and no place in the queue has moved.',
    }),
    howTo: {
      zh: '请用企业登记的邮箱发送；更换邮箱的，请在“企业资料 → 可以代表企业发邮件的邮箱”中登记后再发送。',
      en: 'Please send from a registered address; a new one is entered first under "Profile → Addresses that may write".',
    },
  },
  R20: {
    title: { zh: '人员资料不完整', en: 'Record incomplete' },
    sentence: (found) => {
      const items = itemsOf(found)
      return {
        zh: `人员资料缺少或不符合要求：${items.map((item) => recordItemWords[item].zh).join('；')}。`,
        en: `Missing from the record or not as required: ${items.map((item) => recordItemWords[item].en).join('; ')}.`,
      }
    },
    howTo: {
      zh: '请在“人员库 → 修改”中补齐，再重新发送此人。',
      en: 'Please complete the record under "Persons → Edit" and send this person again.',
    },
  },
}

/** R20: in the order of the list. */
export function itemsOf({ items }: CodeFound): RecordItem[] {
  return recordItems.filter((item) => items?.includes(item))
}

function unknownCompany({ why, suggestion }: CodeFound, row: RowSaid | undefined): Words {
  if (why === 'notInForce') {
    return {
      zh: '企业登记地不实行邮件解禁，本协会不能办理。',
      en: 'The unban by e-mail is not in force where the enterprise is registered; the association cannot act.',
    }
  }
  const written = row === undefined ? '' : oneLine(row.company, shownMax)
  const asked = suggestion === undefined ? '' : `您要填写的是否为“${suggestion}”？`
  return {
    zh: `所属公司${written === '' ? '' : `“${written}”`}不是已登记的企业名称。${asked}`,
    en: `${written === '' ? 'The company' : `"${written}"`} is not a registered enterprise.${suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`}`,
  }
}

const checkDigitSentence: Words = {
  zh: '身份证号的校验码不对，至少有一位写错。',
  en: 'The check digit of the ID number does not fit: at least one character is wrong.',
}

const idSentences: Readonly<Record<string, Words>> = {
  empty: { zh: '身份证号为空。', en: 'The ID number is empty.' },
  form: { zh: '身份证号不是 18 位号码。', en: 'The ID number does not have 18 characters.' },
  date: { zh: '身份证号中的出生日期不存在。', en: 'The birth date in the ID number does not exist.' },
  check: checkDigitSentence,
  scientific: {
    zh: '身份证号被 Excel 当作数字（如 4.5E+17），末几位已丢失，无法还原。',
    en: 'Excel has stored the ID number as a number (such as 4.5E+17); its last digits are lost.',
  },
}
