/**
 * 关于人员问题业务处理的表格 — the request form, declared once: who writes the blank one and who reads a filled one use
 * this. Writing is strict, reading lenient (spec 10-unban, The mail).
 */
import type { Words } from '../brand.ts'

export type ColumnKey = 'serial' | 'name' | 'idNumber' | 'company' | 'business' | 'remark'

export interface FormColumn {
  readonly key: ColumnKey
  /** As the blank form writes it. */
  readonly heading: string
  /** What is taken as the same heading. */
  readonly aliases: readonly string[]
  /** Without it the table is not the form (R02). */
  readonly required: boolean
}

export const formColumns: readonly FormColumn[] = [
  { key: 'serial', heading: '序号', aliases: [], required: false },
  { key: 'name', heading: '姓名', aliases: [], required: true },
  { key: 'idNumber', heading: '身份证号', aliases: ['身份证号码'], required: true },
  { key: 'company', heading: '所属公司', aliases: ['公司名称', '企业名称', '单位名称'], required: false },
  { key: 'business', heading: '业务类型', aliases: ['办理业务', '业务'], required: false },
  { key: 'remark', heading: '备注', aliases: [], required: false },
]

export const requestForm = {
  title: '关于人员问题业务处理的表格',
  version: '2026年版',
  fileName: '关于人员问题业务处理的表格.xlsx',
  contactLabel: '联系人',
  phoneLabel: '联系电话',
  columns: formColumns,
  /** The drop-down of 业务类型. */
  businessChoices: ['解禁', '绑定'],
  /** A line of the blank form that shows how to fill it in; left standing, it names nobody. */
  sample: {
    serial: '示例',
    name: '示例',
    idNumber: '填写18位身份证号',
    company: '填写企业全称',
    business: '解禁',
    remark: '',
  },
  /** Where the blank one is found. */
  download: {
    zh: '“帮助 → 下载 → 关于人员问题业务处理的表格（2026年版）”',
    en: '"Help centre → Forms → Request form on personnel matters (2026)"',
  } satisfies Words,
} as const

/** The heading row is looked for in so many rows from the top. */
export const headingRowsMax = 10
/** Data rows over all forms of one mail (R17). */
export const formRowsMax = 500
/** 60 MiB: a mail above it is read by its header only (R17). */
export const mailSizeMaxMiB = 60
