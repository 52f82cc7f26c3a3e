/** 人员资料的项目 (R20) in words. */
import type { Words } from '../brand.ts'
import type { RecordItem } from './types.ts'

export const recordItemWords: Readonly<Record<RecordItem, Words>> = {
  photo: { zh: '一寸彩色证件照', en: 'one-inch colour photo' },
  certificate: { zh: '在有效期内的证书', en: 'a certificate that is valid' },
  scan: { zh: '证书扫描件（一证一件）', en: 'a scan of each certificate' },
  socialSecurity: { zh: '符合要求的社保证明', en: 'proof of social security that meets the rules' },
  contract: { zh: '完整的劳动合同', en: 'the whole labour contract' },
  phone: { zh: '本人手机号码（不能是 18000000000）', en: "the person's own phone number (not 18000000000)" },
}

/** How each is put right, in one sentence. */
export const recordItemHowTo: Readonly<Record<RecordItem, Words>> = {
  photo: {
    zh: '照片：上传清晰、无水印的一寸彩色证件照',
    en: 'Photo: upload a clear one-inch colour photo without watermark',
  },
  certificate: {
    zh: '证书：登记在有效期内的证书，过期的请先办理延期',
    en: 'Certificate: enter one that is valid; have an expired one renewed first',
  },
  scan: {
    zh: '扫描件：每本证书上传一份完整清晰的扫描件，每份不超过 2 MB',
    en: 'Scan: upload one whole and legible scan for each certificate, at most 2 MB each',
  },
  socialSecurity: {
    zh: '社保：25 日及以前上传上月或本月的证明，26 日起上传本月的证明；须列明工伤、养老、失业保险，缴费单位与所属企业一致；单位参保证明须附企业足额缴费证明',
    en: "Social security: proof of last month or this month up to the 25th, of this month from the 26th on; it names work injury, pension and unemployment insurance, the paying unit is the owning enterprise, and a unit-level proof comes with the enterprise's proof of full payment",
  },
  contract: {
    zh: '劳动合同：上传全部页面，不能只传关键页；法定代表人上传营业执照，技术负责人上传任命书',
    en: 'Labour contract: upload all pages, not key pages only; for the legal representative the business licence, for a technical director the letter of appointment',
  },
  phone: { zh: '手机号码：填写本人正在使用的号码', en: 'Phone: enter the number the person uses' },
}
