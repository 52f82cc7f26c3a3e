/** 批量导入: the strings of the two pages. */
import type { ImportStanding } from '../../db/read/person-imports.ts'
import type { Words } from '../../domain/brand.ts'
import type { RowError } from '../../domain/person/import-repeats.ts'
import { importColumns, importRowsMax, shownCell, type ImportCells } from '../../domain/person/import-sheet.ts'
import { momentText } from '../format.ts'
import { notice, type Notice } from '../notice.ts'
import { paths } from '../paths.ts'
import { tag, type Tag } from '../terms.ts'
import { say, sayAll, type Language } from '../words.ts'

const labels = {
  title: { zh: '批量导入人员', en: 'Import people' },
  back: { zh: '回到人员库', en: 'Back to our people' },
  toImports: { zh: '回到批量导入', en: 'Back to the imports' },
  step1: { zh: '一、下载导入表', en: '1. Download the template' },
  template: { zh: '下载导入表（.xlsx）', en: 'Download the template (.xlsx)' },
  step2: { zh: '二、填好后上传', en: '2. Fill it in and upload it' },
  file: { zh: '填好的导入表', en: 'The workbook' },
  fileHint: {
    zh: `.xlsx、.xls或.csv，一次最多${importRowsMax}人。上传后先逐行检查，确认后才导入。`,
    en: `.xlsx, .xls or .csv, at most ${importRowsMax} people. The rows are checked first; nothing is entered before you say so.`,
  },
  check: { zh: '上传并检查', en: 'Upload and check' },
  earlier: { zh: '已上传的导入表', en: 'Earlier workbooks' },
  none: { zh: '还没有上传过导入表。', en: 'None yet.' },
  at: { zh: '上传时间', en: 'Uploaded' },
  state: { zh: '状态', en: 'State' },
  good: { zh: '可导入', en: 'Ready' },
  taken: { zh: '已导入', en: 'Entered' },
  exists: { zh: '原已登记', en: 'There before' },
  bad: { zh: '需更正', en: 'To correct' },
  afterwards: {
    zh: '导入的人员为禁用、证书为暂扣；照片、扫描件、社保、合同请到人员页面补充。',
    en: 'People come in disabled, their certificates held; add photo, scans and papers on each person’s page.',
  },
  row: { zh: '行', en: 'Row' },
  name: { zh: '姓名', en: 'Name' },
  column: { zh: '列', en: 'Column' },
  written: { zh: '填写的内容', en: 'Written' },
  problem: { zh: '如何更正', en: 'What to write instead' },
  badRows: { zh: '需要更正的行', en: 'Rows to correct' },
  download: { zh: '下载需更正的行（附说明）', en: 'Download the rows to correct, with the reasons' },
  existsHint: {
    zh: '原已在贵单位名下的人员没有改动；如需修改请到人员页面。',
    en: 'People who were with you before have not been changed.',
  },
  working: { zh: '正在导入，可以离开本页，导入会继续。', en: 'Entering. You may leave this page; it goes on.' },
  reload: { zh: '刷新', en: 'Reload' },
} as const satisfies Record<string, Words>

const stateTags: Readonly<Record<ImportStanding['state'], (language: Language) => Tag>> = {
  checked: (language) => tag('warn', language === 'zh' ? '已检查，待导入' : 'checked'),
  taking: (language) => tag('busy', language === 'zh' ? '正在导入' : 'under way'),
  done: (language) => tag('good', language === 'zh' ? '已导入' : 'entered'),
}

export interface ImportsPage {
  readonly t: Record<keyof typeof labels, string>
  readonly error: string
  readonly action: string
  readonly templateHref: string
  readonly backHref: string
  readonly rows: readonly {
    readonly href: string
    readonly at: string
    readonly state: Tag
    readonly good: number
    readonly taken: number
    readonly exists: number
    readonly bad: number
  }[]
}

export function presentImports(
  imports: readonly ImportStanding[],
  error: Words | null,
  language: Language,
): ImportsPage {
  return {
    t: sayAll(language, labels),
    error: error === null ? '' : say(language, error),
    action: paths.personImports(),
    templateHref: paths.personImportTemplate(),
    backHref: paths.persons(),
    rows: imports.map(({ id, createdAt, state, good, taken, exists, bad }) => ({
      href: paths.personImport(id),
      at: momentText(createdAt),
      state: stateTags[state](language),
      good,
      taken,
      exists,
      bad,
    })),
  }
}

export interface BadRow {
  readonly n: number
  readonly cells: ImportCells
  readonly errors: readonly RowError[]
}
export interface ImportPage {
  readonly t: Record<keyof typeof labels, string>
  readonly notice: Notice | null
  readonly state: Tag
  readonly at: string
  readonly figures: readonly { readonly label: string; readonly value: number; readonly id: string }[]
  readonly progress: { readonly value: number; readonly max: number; readonly href: string } | null
  readonly take: { readonly action: string; readonly label: string } | null
  readonly showExists: boolean
  readonly errorsHref: string
  readonly bad: readonly {
    readonly n: number
    readonly name: string
    readonly problems: readonly { readonly column: string; readonly written: string; readonly sentence: string }[]
  }[]
  readonly backHref: string
}

export function presentImport(found: ImportStanding, bad: readonly BadRow[], language: Language): ImportPage {
  const { id, good, taken, exists } = found
  const zh = language === 'zh'
  const all = good + taken
  return {
    t: sayAll(language, labels),
    notice: found.state === 'taking' ? notice(language, 'info', labels.working) : null,
    state: stateTags[found.state](language),
    at: momentText(found.createdAt),
    figures: (['good', 'taken', 'exists', 'bad'] as const).map((key) => ({
      id: key,
      label: say(language, labels[key]),
      value: found[key],
    })),
    progress: found.state === 'taking' ? { value: taken, max: all, href: paths.personImport(id) } : null,
    take:
      found.state === 'taking' || good === 0
        ? null
        : { action: paths.personImportTake(id), label: zh ? `导入这 ${good} 人` : `Enter these ${good}` },
    showExists: exists > 0,
    errorsHref: bad.length === 0 ? '' : paths.personImportErrors(id),
    bad: bad.map(({ n, cells, errors }) => ({
      n,
      name: cells['name'] ?? '',
      problems: errors.map(({ path, message }) => {
        const column = importColumns.find((each) => each.path === path)
        // Numbers of people are masked here too: the workbook has them.
        const written = column === undefined ? '' : shownCell(column, cells[path] ?? '')
        return {
          column: column === undefined ? '' : say(language, column.field.label),
          written: path === 'idNumber' ? masked(written) : written,
          sentence: say(language, message),
        }
      }),
    })),
    backHref: paths.personImports(),
  }
}

const masked = (number: string): string => (number.length > 8 ? `${number.slice(0, 4)}…${number.slice(-4)}` : number)

export const importsTitle = labels.title
