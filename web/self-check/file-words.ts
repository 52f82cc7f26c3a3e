/**
 * 自查时整份表格的问题: the codes of a mail or a file as they are said to somebody at the page, who has chosen a file or pasted
 * a table and may do so again at once. The same codes in an answer by mail: domain/unban/reasons-of-mails.ts.
 */
import type { Words } from '../../domain/brand.ts'
import { formRowsMax, requestForm } from '../../domain/unban/blank-form.ts'
import { names, namesEn } from '../../domain/unban/reason-words.ts'
import { howToOf, returnReasons } from '../../domain/unban/reasons.ts'
import type { CodeFound } from '../../domain/unban/types.ts'

interface FileWords {
  readonly sentence: Words
  readonly howTo: Words
}
type FileCode = 'R01' | 'R02' | 'R03' | 'R04' | 'R05' | 'R17' | 'R18' | 'R19'

const orPaste: Words = { zh: '也可以把表格的内容复制下来，粘贴到下面的框里。', en: 'Or copy the table and paste it into the box below.' } // prettier-ignore
const useBlank: Words = {
  zh: '请下载本页的空白表格，按原有栏目每人填写一行，再上传。',
  en: 'Please download the blank form on this page, keep its headings, fill in one row for each person and upload it.',
}

/** 文件“名单.xlsx” */
const file = (items: CodeFound['items']): Words => ({ zh: `文件${names(items)}`, en: `The file${namesEn(items)}` })

const damaged: Words = { zh: '已损坏，打不开', en: 'is damaged and cannot be opened' }
const unreadable: Readonly<Record<string, Words>> = {
  password: { zh: '设有密码，打不开', en: 'has a password and cannot be opened' },
  tnef: { zh: '是 Outlook 专用格式（winmail.dat），打不开', en: 'is in a format of Outlook only (winmail.dat)' },
  tooSlow: { zh: '内容过于复杂，没能读完', en: 'is too complex to be read' },
}
const unclearArchive: Words = { zh: '里没有表格，或者有好几份', en: 'holds no form, or several' }
const archives: Readonly<Record<string, Words>> = {
  password: { zh: '设有密码，打不开', en: 'has a password and cannot be opened' },
  damaged: { zh: '已损坏或只是其中一卷，打不开', en: 'is damaged, or only one of its volumes' },
  tooLarge: { zh: '里的文件过多或过大，没有打开', en: 'holds too many files, or too large ones, and was not opened' },
}

const fileWords: Readonly<Record<FileCode, (found: CodeFound) => FileWords>> = {
  R01: () => ({
    sentence: { zh: '表格里还没有填写人员。', en: 'The form names nobody yet.' },
    howTo: {
      zh: '请在标题行下面每人填写一行，保存后重新上传。',
      en: 'Please fill in one row for each person below the headings, save it and upload it again.',
    },
  }),
  R02: ({ why, items }) => ({
    sentence:
      why === 'notTable'
        ? joined(file(items), { zh: `不是《${requestForm.title}》。`, en: ' is not the request form.' })
        : {
            zh: `表格的前十行里找不到${(items ?? []).map((item) => `“${item}”`).join('、') || '规定的'}栏目。`,
            en: `The first ten rows have no heading ${(items ?? []).join(', ') || 'of the form'}.`,
          },
    howTo: useBlank,
  }),
  R03: ({ why, items }) => ({
    sentence: joined(file(items), unreadable[why ?? ''] ?? damaged, { zh: '。', en: '.' }),
    howTo: joined(
      {
        zh: '请先在 Excel 或 WPS 中打开确认，另存为不带密码的 .xlsx 文件后重新上传；',
        en: 'Please open it in Excel or WPS, save it as .xlsx without a password and upload it again. ',
      },
      orPaste,
    ),
  }),
  R04: ({ why, items }) => ({
    sentence: joined({ zh: `压缩包${names(items)}`, en: `The archive${namesEn(items)} ` }, archives[why ?? ''] ?? unclearArchive, { zh: '。', en: '.' }), // prettier-ignore
    howTo: {
      zh: '请解压后直接上传其中的表格文件（.xlsx 或 .xls）。',
      en: 'Please unpack it and upload the form itself (.xlsx or .xls).',
    },
  }),
  R05: () => ({
    sentence: { zh: '这里只有网盘链接，没有表格。', en: 'There is only a link, and no form.' },
    howTo: { zh: '请先把表格下载到本机，再上传。', en: 'Please download the form first, then upload it.' },
  }),
  R17: ({ why, items }) =>
    why === 'rows'
      ? {
          sentence: { zh: `表格超过 ${formRowsMax} 行。`, en: `The form has more than ${formRowsMax} rows.` },
          howTo: {
            zh: `请分成几份，每份不超过 ${formRowsMax} 人，逐份核对、分几封邮件发送。`,
            en: `Please divide it into forms of at most ${formRowsMax} people; check and mail each by itself.`,
          },
        }
      : {
          sentence: joined(file(items), { zh: '展开后过大，没有读取。', en: ' is too large to be read.' }),
          howTo: {
            zh: '请删去图片和多余的工作表，只留表格，另存后重新上传。',
            en: 'Please take away pictures and other sheets, save the form by itself and upload it again.',
          },
        },
  R18: ({ items }) => ({
    sentence: joined(file(items), { zh: '是程序或含有害内容，没有打开。', en: ' is a program or harmful and was not opened.' }), // prettier-ignore
    howTo: {
      zh: '请先查杀病毒，再上传表格文件。',
      en: 'Please check your computer for viruses, then upload the form.',
    },
  }),
  R19: ({ items }) => ({
    sentence: joined(file(items), {
      zh: '是图片、PDF 或 Word 文件，不是电子表格。',
      en: ' is a picture, PDF or Word file, not a spreadsheet.',
    }),
    howTo: useBlank,
  }),
}

const isFileCode = (code: string): code is FileCode => Object.hasOwn(fileWords, code)

function joined(...parts: readonly Words[]): Words {
  return {
    zh: parts.map(({ zh }) => zh).join(''),
    en: parts.reduce((text, { en }) => (text === '' || /[\s]$/.test(text) || /^[\s.]/.test(en) ? text + en : `${text} ${en}`), ''), // prettier-ignore
  }
}

/** What is wrong with the form as a whole, and how it is put right. */
export function wordsOfForm(found: CodeFound): FileWords {
  if (isFileCode(found.code)) return fileWords[found.code](found)
  return { sentence: returnReasons[found.code].sentence(found), howTo: howToOf(found) }
}

/** All of it in one text. */
export function sentenceOfForm(codes: readonly CodeFound[]): Words {
  return joined(...codes.map(wordsOfForm).flatMap(({ sentence, howTo }) => [sentence, howTo]))
}
