/**
 * 退回原因 R01–R20 in words an officer would sign: what is wrong, and how to put it right with the way through the menus
 * (reference/email.md 13.5). Never said: which other enterprise a person belongs to, or what the register holds.
 *
 * What a code carries: R01 why; R02 why, items = missing headings; R03 and R17 why, items = file names; R04, R18, R19
 * items = file names; R05 items = hosts; R07 suggestion or why; R08 why = status, items = what is missing; R09 why;
 * R20 items = RecordItem.
 */
import type { Words } from '../brand.ts'
import { oneLine } from '../text/one-line.ts'
import { formRowsMax, mailSizeMaxMiB, requestForm } from './blank-form.ts'
import { recordItemHowTo, recordItemWords } from './record-items.ts'
import { recordItems, type CodeFound, type FormRow, type RecordItem, type ReturnCode } from './types.ts'

/** What a sentence may show of a row: the sender's own words. */
type RowSaid = Pick<FormRow, 'company' | 'business'>

export interface ReturnReason {
  readonly title: Words
  sentence(found: CodeFound, row?: RowSaid): Words
  readonly howTo: Words
}

/** Characters of a file or company name that are shown back. */
const shownMax = 60

export const returnReasons: Readonly<Record<ReturnCode, ReturnReason>> = {
  R01: {
    title: { zh: '没有表格', en: 'No form' },
    sentence: ({ why }) =>
      why === 'noRows'
        ? { zh: '所附表格中没有填写人员。', en: 'The attached form names nobody.' }
        : { zh: `邮件中没有附上《${requestForm.title}》。`, en: 'The request form is not attached to the mail.' },
    howTo: {
      zh: `请在${requestForm.download.zh}下载表格，每人填写一行，作为附件发送。`,
      en: `Please download the form at ${requestForm.download.en}, fill in one row for each person and attach it.`,
    },
  },
  R02: {
    title: { zh: '不是规定的表格', en: 'Not the required form' },
    sentence: ({ why, items }) => {
      if (why === 'business') {
        return {
          zh: '“业务类型”一栏看不出是“解禁”还是“绑定”。',
          en: 'The business type says neither 解禁 (unban) nor 绑定 (bind).',
        }
      }
      if (why === 'notTable') {
        return {
          zh: `附件${names(items)}不是《${requestForm.title}》。`,
          en: `The attachment${namesEn(items)} is not the request form.`,
        }
      }
      const where = why === 'bodyHeadings' ? '正文中的表格' : '所附表格'
      const missing = (items ?? []).map((item) => `“${item}”`).join('、')
      return {
        zh: `${where}不是规定的《${requestForm.title}》（${requestForm.version}）：前十行内找不到${missing || '规定的'}栏目。`,
        en: `The table is not the request form (2026): its first ten rows have no heading ${(items ?? []).join(', ') || 'of the form'}.`,
      }
    },
    howTo: {
      zh: `请在${requestForm.download.zh}下载现行表格，按原有栏目填写；业务类型只填“解禁”或“绑定”。`,
      en: `Please download the present form at ${requestForm.download.en} and keep its headings; the business type is 解禁 or 绑定.`,
    },
  },
  R03: {
    title: { zh: '文件无法读取', en: 'File cannot be read' },
    sentence: ({ why, items }) => unreadable(why ?? '', items),
    howTo: {
      zh: '请用 Excel 或 WPS 打开确认，另存为不加密的 .xlsx 文件后重新发送；使用 Outlook 的，请将邮件格式改为“HTML”或“纯文本”（不用“RTF”）。',
      en: 'Please open the file in Excel or WPS, save it as .xlsx without a password and send it again; in Outlook, set the mail format to HTML or plain text, not rich text.',
    },
  },
  R04: {
    title: { zh: '不接收压缩包', en: 'Archive not accepted' },
    sentence: ({ items }) => ({
      zh: `附件${names(items)}是压缩包，未予打开。`,
      en: `The attachment${namesEn(items)} is an archive and was not opened.`,
    }),
    howTo: {
      zh: '请解压后，直接附上表格文件（.xlsx 或 .xls）发送。',
      en: 'Please unpack it and attach the form itself (.xlsx or .xls).',
    },
  },
  R05: {
    title: { zh: '只有网盘或超大附件链接', en: 'Only a cloud link' },
    sentence: () => ({
      zh: '邮件中只有网盘、云附件或超大附件的链接，没有附件。链接会过期，我们不予打开。',
      en: 'The mail only links to a file in the cloud. Links expire and are not opened.',
    }),
    howTo: {
      zh: '请将表格作为普通附件发送；证书、照片等材料请上传到人员库，不用随邮件发送。',
      en: 'Please attach the form as an ordinary attachment; upload certificates and photos to the register instead of mailing them.',
    },
  },
  R06: {
    title: { zh: '未填写所属公司', en: 'Company missing' },
    sentence: () => ({ zh: '“所属公司”一栏为空。', en: 'The company is not filled in.' }),
    howTo: {
      zh: '请填写企业全称，与“企业管理 → 企业信息”中登记的名称一致。',
      en: 'Please write the full name of the enterprise as under "Enterprise → Profile".',
    },
  },
  R07: {
    title: { zh: '公司名称未登记', en: 'Company not registered' },
    sentence: (found, row) => unknownCompany(found, row),
    howTo: {
      zh: '请按“企业管理 → 企业信息”中登记的全称填写；尚未登记的企业请先登记。',
      en: 'Please write the full name as under "Enterprise → Profile"; an enterprise that is not registered registers first.',
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
      zh: '请在“企业管理 → 企业信息”中补齐并提交审核，审核通过后重新发送表格。',
      en: 'Please complete it under "Enterprise → Profile", submit it, and send the form again once it is approved.',
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
      zh: '号码无误的，请先在“人员管理 → 人员库 → 新增人员”中录入并补齐资料，再发送表格。',
      en: 'If the number is right, please add the person under "People → Register → Add", complete the record and send the form again.',
    },
  },
  R11: {
    title: { zh: '人员不在本企业名下', en: 'Person not with this enterprise' },
    sentence: () => ({
      zh: '此人目前不在贵企业名下，不能办理解禁。',
      en: 'The person is not with your enterprise at present and cannot be unbanned for it.',
    }),
    howTo: {
      zh: '请先用同一表格申请“绑定”，绑定后在“人员管理 → 人员库”补齐资料，再申请“解禁”。',
      en: 'Please ask for 绑定 (bind) with the same form first; then complete the record under "People → Register" and ask for 解禁 (unban).',
    },
  },
  R12: {
    title: { zh: '姓名与身份证号不符', en: 'Name and ID number differ' },
    sentence: () => ({
      zh: '姓名与身份证号和人员库的登记不一致。',
      en: 'Name and ID number do not agree with the register.',
    }),
    howTo: {
      zh: '请对照身份证核对姓名和号码；登记有误的，请在“人员管理 → 人员库”中更正。',
      en: 'Please compare both with the identity card; correct the record under "People → Register" if that is wrong.',
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
      zh: '请在“人员管理 → 人员库”查看状态，并从表中删去此人。',
      en: 'Please see the status under "People → Register" and leave the person out.',
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
      zh: '请用企业登记的邮箱发送；更换邮箱的，请在“企业管理 → 企业信息 → 联系邮箱”中登记后再发送。',
      en: 'Please send from a registered address; a new one is entered first under "Enterprise → Profile → E-mail".',
    },
  },
  R17: {
    title: { zh: '邮件或表格过大', en: 'Too large' },
    sentence: ({ why, items }) => tooLarge(why ?? '', items),
    howTo: {
      zh: `每封邮件不超过 ${mailSizeMaxMiB} MB、人员不超过 ${formRowsMax} 行；只附表格，证书等材料请上传到人员库，人员多的请分几封发送。`,
      en: `A mail has at most ${mailSizeMaxMiB} MB and ${formRowsMax} rows; attach the form only, upload certificates to the register, and send long lists in several mails.`,
    },
  },
  R18: {
    title: { zh: '附件有害', en: 'Harmful file' },
    sentence: ({ items }) => ({
      zh: `附件${names(items)}是程序或含有害内容，已隔离，整封邮件未受理。`,
      en: `The attachment${namesEn(items)} is a program or harmful; it was set apart and the mail was not taken.`,
    }),
    howTo: {
      zh: '请先查杀病毒，再只附表格文件重新发送。',
      en: 'Please check your computer for viruses and send again with the form only.',
    },
  },
  R19: {
    title: { zh: '不是电子表格', en: 'Not a spreadsheet' },
    sentence: ({ items }) => ({
      zh: `附件${names(items)}是图片、PDF 或 Word 文件，不是电子表格。`,
      en: `The attachment${namesEn(items)} is a picture, PDF or Word file, not a spreadsheet.`,
    }),
    howTo: {
      zh: `请在${requestForm.download.zh}下载表格，填写后附上 .xlsx 或 .xls 文件，不要拍照或转换格式。`,
      en: `Please download the form at ${requestForm.download.en} and attach it as .xlsx or .xls, not as a picture or in another format.`,
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
      zh: '请在“人员管理 → 人员库 → 修改”中补齐，再重新发送此人。',
      en: 'Please complete the record under "People → Register → Edit" and send this person again.',
    },
  },
}

/** R20, item by item: what each asks for. */
export function recordHowTo(found: CodeFound): Words[] {
  return itemsOf(found).map((item) => recordItemHowTo[item])
}

function itemsOf({ items }: CodeFound): RecordItem[] {
  return recordItems.filter((item) => items?.includes(item))
}

function names(items: readonly string[] | undefined): string {
  return (items ?? []).map((item) => `“${oneLine(item, shownMax)}”`).join('、')
}

function namesEn(items: readonly string[] | undefined): string {
  return items === undefined || items.length === 0
    ? ''
    : ` ${items.map((item) => `"${oneLine(item, shownMax)}"`).join(', ')}`
}

function unreadable(why: string, items: readonly string[] | undefined): Words {
  const causes: Readonly<Record<string, Words>> = {
    password: { zh: '设有密码', en: 'is protected by a password' },
    tnef: { zh: '是 Outlook 专用格式（winmail.dat）', en: 'is in a format of Outlook only (winmail.dat)' },
    tooSlow: { zh: '内容过于复杂，未能在限定时间内读完', en: 'is too complex to be read within the time allowed' },
    mail: { zh: '所在的邮件结构已损坏', en: 'came in a mail that cannot be taken apart' },
  }
  const cause = causes[why] ?? { zh: '已损坏', en: 'is damaged' }
  return {
    zh: `附件${names(items)}${cause.zh}，无法读取。`,
    en: `The attachment${namesEn(items)} ${cause.en} and cannot be read.`,
  }
}

function tooLarge(why: string, items: readonly string[] | undefined): Words {
  if (why === 'rows') return { zh: `表格超过 ${formRowsMax} 行。`, en: `The form has more than ${formRowsMax} rows.` }
  if (why === 'mail')
    return {
      zh: `邮件超过 ${mailSizeMaxMiB} MB，未予读取。`,
      en: `The mail is larger than ${mailSizeMaxMiB} MB and was not read.`,
    }
  return {
    zh: `附件${names(items)}展开后过大，未予读取。`,
    en: `The attachment${namesEn(items)} is too large to be read.`,
  }
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
