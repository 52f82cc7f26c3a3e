/**
 * 退回原因 — of a mail or a file: what is wrong, and how to put it right (reference/email.md 13.5).
 */
import type { Words } from '../brand.ts'
import { formRowsMax, mailSizeMaxMiB, requestForm } from './blank-form.ts'
import { names, namesEn, type ReturnReason } from './reason-words.ts'

type MailCode = 'R01' | 'R02' | 'R03' | 'R04' | 'R05' | 'R17' | 'R18' | 'R19'

export const reasonsOfMails: Readonly<Record<MailCode, ReturnReason>> = {
  R01: {
    title: { zh: '没有表格', en: 'No form' },
    titles: { noRows: { zh: '表格中没有人员', en: 'The form names nobody' } },
    sentence: ({ why }) =>
      why === 'noRows'
        ? { zh: '所附表格中没有填写人员。', en: 'The attached form names nobody.' }
        : { zh: `邮件中没有附上《${requestForm.title}》。`, en: 'The request form is not attached to the mail.' },
    howTo: {
      zh: `请在${requestForm.download.zh}下载表格，每人填写一行，作为附件发送。`,
      en: `Please download the form at ${requestForm.download.en}, fill in one row for each person and attach it.`,
    },
    howTos: {
      noRows: {
        zh: '请在表格的标题行下面每人填写一行，保存后重新发送。',
        en: 'Please fill in one row for each person below the headings, save the form and send it again.',
      },
    },
  },
  R02: {
    title: { zh: '不是规定的表格', en: 'Not the required form' },
    titles: { business: { zh: '业务类型不明', en: 'Business type unclear' } },
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
      zh: `请在${requestForm.download.zh}下载现行表格，按原有栏目填写后作为附件发送。`,
      en: `Please download the present form at ${requestForm.download.en} keep its headings, and attach it.`,
    },
    howTos: {
      business: {
        zh: '“业务类型”一栏请从下拉框中选“解禁”或“绑定”，空着表示“解禁”；更正后只重新发送这些人员。',
        en: 'Please choose 解禁 (unban) or 绑定 (bind) from the drop-down; empty means 解禁. Correct and send only these rows again.',
      },
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
    title: { zh: '压缩包不符合要求', en: 'Archive not acceptable' },
    sentence: ({ why, items }) => {
      const cause = archiveCauses[why ?? ''] ?? unclearArchive
      return {
        zh: `压缩包${names(items)}${cause.zh}。`,
        en: `The archive${namesEn(items)} ${cause.en}.`,
      }
    },
    howTo: {
      zh: '请解压后，直接附上表格文件（.xlsx 或 .xls）发送；要用压缩包的，包内只放一份表格，不设密码。',
      en: 'Please attach the form itself (.xlsx or .xls); if it must be an archive, put one form in it and set no password.',
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

const unclearArchive: Words = {
  zh: '是空的，或者无法判断其中哪个文件是表格',
  en: 'is empty, or it is unclear which of its files is the form',
}
const archiveCauses: Readonly<Record<string, Words>> = {
  password: { zh: '设有密码，无法打开', en: 'is protected by a password' },
  damaged: { zh: '已损坏或只有其中一卷，无法解压', en: 'is damaged, or only one of its volumes' },
  tooLarge: {
    zh: '内文件过多或解压后过大，未予解压',
    en: 'holds too many files, or too large ones, and was not unpacked',
  },
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
