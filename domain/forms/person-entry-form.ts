/**
 * 新增人员 · 修改人员 — a person as an enterprise enters and keeps them (spec 10-unban, The register). What R20 asks for may
 * be missing: the record is filled in over time and judged when 解禁 is asked for (domain/person/record.ts). What is
 * written must be right: domain/person/entry-rules.ts has the rules between the fields.
 */
import {
  contractKinds,
  insurances,
  paperMaxBytes,
  papersMax,
  pictureTypes,
  scanMaxBytes,
  scanTypes,
} from '../person/papers.ts'
import { certificateKinds, postTypeWords } from '../person/posts.ts'
import { defineForm } from './define-form.ts'

export const certificatesMax = 20

const papers = { kind: 'attachment', types: scanTypes, maxBytes: paperMaxBytes, maxFiles: papersMax, optional: true } as const // prettier-ignore

/** Columns of a certificate; also those of the workbook for importing people. */
export const certificateFields = {
  kind: { kind: 'choice', label: { zh: '证书种类', en: 'Kind of certificate' }, options: certificateKinds },
  number: {
    kind: 'text',
    label: { zh: '证书编号', en: 'Certificate number' },
    hint: { zh: '每个编号在全库只登记一次。', en: 'A number is recorded once in the whole register.' },
    maxLength: 60,
  },
  trade: {
    kind: 'text',
    label: { zh: '证书工种', en: 'Trade on the certificate' },
    hint: { zh: '照证书写全称，如“建筑起重机械司机（塔式起重机）”。', en: 'In full, as on the certificate.' },
    maxLength: 60,
  },
  issuer: { kind: 'text', label: { zh: '发证机关', en: 'Issued by' }, maxLength: 100 },
  issuedOn: { kind: 'date', label: { zh: '发证日期', en: 'Issued on' }, when: 'past' },
  validUntil: { kind: 'date', label: { zh: '有效期至', en: 'Valid until' } },
} as const

/** Who the person is and what they do; also columns of the workbook. */
export const personFields = {
  name: { kind: 'text', label: { zh: '姓名', en: 'Name' }, maxLength: 60 },
  sex: {
    kind: 'choice',
    label: { zh: '性别', en: 'Sex' },
    hint: { zh: '可不填，由身份证号得出。', en: 'May be left out: the ID number tells it.' },
    options: { male: { zh: '男', en: 'male' }, female: { zh: '女', en: 'female' } },
    optional: true,
  },
  birthDate: {
    kind: 'date',
    label: { zh: '出生日期', en: 'Birth date' },
    hint: { zh: '可不填，由身份证号得出。', en: 'May be left out: the ID number tells it.' },
    when: 'past',
    optional: true,
  },
  phone: {
    kind: 'phone',
    label: { zh: '手机号', en: 'Phone' },
    hint: { zh: '填本人正在使用的号码。', en: 'The number that the person uses.' },
    optional: true,
  },
  postType: {
    kind: 'choice',
    label: { zh: '岗位类型', en: 'Post type' },
    hint: { zh: '岗位类型、岗位、从业工种随证书而定，留空时按证书自动填写；证书对应几种的须自己选。', en: 'Post type, post and trade follow the certificate; left empty, they are filled in from it where it leaves no choice.' }, // prettier-ignore
    options: postTypeWords,
    optional: true,
  },
  post: { kind: 'text', label: { zh: '岗位', en: 'Post' }, maxLength: 60, optional: true },
  trade: { kind: 'text', label: { zh: '从业工种', en: 'Trade' }, maxLength: 60, optional: true },
} as const

export const idNumberField = { kind: 'idNumber', label: { zh: '身份证号', en: 'ID number' } } as const

export const photoField = {
  kind: 'attachment',
  label: { zh: '照片', en: 'Photo' },
  hint: {
    zh: '清晰、无水印的一寸彩色证件照，295×413 像素左右，PNG 或 JPEG，不超过 2 MB。',
    en: 'A clear one-inch colour photo without watermark, about 295 × 413 points, PNG or JPEG, at most 2 MB.',
  },
  types: pictureTypes,
  maxBytes: scanMaxBytes,
  maxFiles: 1,
  optional: true,
} as const

export const scanField = {
  kind: 'attachment',
  label: { zh: '证书扫描件', en: 'Scan of the certificate' },
  hint: {
    zh: '完整、清晰，一证一件，不超过 2 MB。',
    en: 'Whole and legible, one for a certificate, at most 2 MB.',
  },
  types: scanTypes,
  maxBytes: scanMaxBytes,
  maxFiles: 1,
  optional: true,
} as const

/** Of which month, and whose proof it is. */
export const socialSecurityFields = {
  month: { kind: 'text', label: { zh: '缴费月份', en: 'Month paid' }, maxLength: 7 },
  kind: {
    kind: 'choice',
    label: { zh: '证明类别', en: 'Kind of proof' },
    options: { personal: { zh: '个人', en: 'personal' }, unit: { zh: '单位', en: 'of the unit' } },
  },
} as const

const paperFields = {
  photo: photoField,
  certificates: {
    kind: 'rows',
    label: { zh: '证书', en: 'Certificates' },
    columns: {
      ...certificateFields,
      scan: scanField,
    },
    maxRows: certificatesMax,
    optional: true,
  },
  socialSecurity: {
    kind: 'rows',
    label: { zh: '社保证明', en: 'Social-security proof' },
    columns: {
      ...socialSecurityFields,
      payer: {
        kind: 'text',
        label: { zh: '缴费单位', en: 'Paying unit' },
        hint: { zh: '须与所属企业一致。', en: 'Must be the owning enterprise.' },
        maxLength: 100,
      },
      insurances: {
        kind: 'choices',
        label: { zh: '险种', en: 'Insurances' },
        hint: { zh: '须列明工伤、养老、失业。', en: 'Work injury, pension and unemployment must be named.' },
        options: insurances,
        optional: true,
      },
      proof: { ...papers, label: { zh: '社保证明文件', en: 'File of the proof' } },
      fullPayment: {
        ...papers,
        label: { zh: '足额缴费证明', en: 'Proof of full payment' },
        hint: { zh: '单位证明须附。', en: 'Needed with a proof of the unit.' },
      },
    },
    maxRows: 1,
    optional: true,
  },
  contract: {
    kind: 'rows',
    label: { zh: '劳动合同', en: 'Labour contract' },
    columns: {
      kind: { kind: 'choice', label: { zh: '材料类别', en: 'Kind of paper' }, options: contractKinds },
      complete: {
        kind: 'yesNo',
        label: { zh: '已上传全部页面', en: 'All pages are uploaded' },
        hint: { zh: '须是全部页面，不能只传关键页。', en: 'All pages, not key pages only.' },
        optional: true,
      },
      pages: { ...papers, label: { zh: '合同文件', en: 'Files of the contract' } },
    },
    maxRows: 1,
    optional: true,
  },
} as const

export const newPersonForm = defineForm(
  'new-person',
  { zh: '新增人员', en: 'Add a person' },
  { idNumber: idNumberField, ...personFields, ...paperFields },
)

/** The ID number is who it is: it cannot be changed. A phone left empty stays as it is. */
export const changePersonForm = defineForm(
  'change-person',
  { zh: '修改人员', en: 'Change a person' },
  { ...personFields, ...paperFields },
)
